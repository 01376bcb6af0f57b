//! What a span of OpenTelemetry becomes at Scale.

mod span;

use std::fmt::Write as _;
use std::time::SystemTime;

use serde_json::{Map, Value};
use spanwire::Timestamp;
use spanwire::scale_v5::models::{ApplicationOperationStatus, SpanCreateRequest};

pub use self::span::{Event, Link, OtelSpan, Scope, SpanKind, Status, float};

/// The request that stores a span of OpenTelemetry at Scale.
///
/// `resource` has the attributes of what produced the span, such as `service.name`.
#[must_use]
pub fn map(span: OtelSpan, resource: &Map<String, Value>) -> SpanCreateRequest {
    let parent = span.parent_span_id.filter(|id| *id != [0; 8]);
    let status = match span.status {
        Status::Error { .. } => ApplicationOperationStatus::Error,
        Status::Unset | Status::Ok => ApplicationOperationStatus::Success,
    };
    let mut metadata = span.attributes;
    if !resource.is_empty() {
        metadata.insert("resource".to_owned(), Value::Object(resource.clone()));
    }
    let mut request = SpanCreateRequest::new(span.name, hex(&span.trace_id), timestamp(span.start))
        .with_id(hex(&span.span_id))
        .with_status(status)
        .with_metadata(metadata);
    request.parent_id = parent.map(|id| hex(&id));
    request.end_timestamp = span.end.map(timestamp);
    request
}

fn hex(id: &[u8]) -> String {
    id.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn timestamp(time: SystemTime) -> Timestamp {
    Timestamp::try_from(time).unwrap_or_default()
}
