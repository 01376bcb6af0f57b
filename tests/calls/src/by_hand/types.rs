//! The spans to create as somebody writes them who has only serde: the same fields as the client's.

use decoding::derived::{Status, Type};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
