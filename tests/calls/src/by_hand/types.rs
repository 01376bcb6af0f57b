//! The models of the two calls as somebody writes them who has only serde: the same fields.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Deserialize)]
pub(crate) struct SpanList {
    #[expect(dead_code, reason = "a client reads it as well")]
    pub(crate) object: Option<String>,
    pub(crate) items: Vec<Span>,
}

#[expect(dead_code, reason = "a client reads all fields as well")]
#[derive(Deserialize)]
pub(crate) struct Span {
    pub(crate) id: String,
    object: Option<String>,
    created_by: Option<Identity>,
    name: String,
    trace_id: String,
    parent_id: Option<String>,
    group_id: Option<String>,
    start_timestamp: Timestamp,
    end_timestamp: Option<Timestamp>,
    input: Option<Map<String, Value>>,
    output: Option<Map<String, Value>>,
    metadata: Option<Map<String, Value>>,
    expected: Option<Map<String, Value>>,
    status: Option<Status>,
    r#type: Option<Type>,
    application_interaction_id: Option<String>,
    application_variant_id: Option<String>,
    account_id: String,
}

#[expect(dead_code, reason = "a client reads all fields as well")]
#[derive(Deserialize)]
struct Identity {
    id: String,
    object: Option<String>,
    r#type: String,
}

#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct NewSpans {
    items: Vec<NewSpan>,
}

#[derive(Clone, Deserialize, Serialize)]
struct NewSpan {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
    trace_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    start_timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_timestamp: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<Type>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_interaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_variant_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Map<String, Value>>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Success,
    Error,
    Canceled,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Type {
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
