//! The list of spans as somebody writes it who has only serde: the same fields as the client's.

#![allow(missing_docs)] // The document says what they are.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SpanList {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    pub items: Vec<Span>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Span {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<Identity>,
    pub name: String,
    pub trace_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    pub start_timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_timestamp: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<Type>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_interaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_variant_id: Option<String>,
    pub account_id: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Identity {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    pub r#type: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    Success,
    Error,
    Canceled,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Type {
    TextInput,
    TextOutput,
    CompletionInput,
    Completion,
    KbRetrieval,
    Reranking,
    Custom,
    Tracer,
    Standalone,
}
