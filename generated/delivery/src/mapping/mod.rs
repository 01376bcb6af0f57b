//! What a span of OpenTelemetry becomes at Scale.
//!
//! [`map`] turns an [`OtelSpan`] into the request that stores it. Every attribute ends up in
//! exactly one place: in a field of the span, in its input or output, or else in its metadata under
//! its own name.
//!
#![doc = include_str!("tables.md")]

mod content;
mod conventions;
mod error;
mod ids;
mod indexed;
mod kind;
mod metadata;
mod span;

use serde_json::{Map, Value};
use spanwire::scale_v5::models::SpanCreateRequest;

pub use self::span::{Event, Link, OtelSpan, Scope, SpanKind, Status, float};

/// The request that stores a span of OpenTelemetry at Scale, as the [tables](self) say.
///
/// `resource` has the attributes of what produced the span, such as `service.name`.
///
/// ```
/// use std::time::SystemTime;
///
/// use serde_json::{Map, Value};
/// use spanwire_delivery::mapping::{OtelSpan, map};
///
/// let mut span = OtelSpan::new([1; 16], [2; 8], "chat gpt-4", SystemTime::now());
/// span.attributes.insert("gen_ai.operation.name".to_owned(), Value::from("chat"));
/// let request = map(span, &Map::new());
/// assert_eq!(request.id.as_deref(), Some("0202020202020202"));
/// assert_eq!(request.r#type, Some("COMPLETION".into()));
/// ```
#[must_use]
pub fn map(mut span: OtelSpan, resource: &Map<String, Value>) -> SpanCreateRequest {
    let (id, trace_id) = (ids::hex(&span.span_id), ids::hex(&span.trace_id));
    let parent = span.parent_span_id.filter(|parent| *parent != [0; 8]);
    let attributes = &mut span.attributes;
    let replaced = ids::trace_id(attributes);
    let group_id = ids::group_id(attributes);
    let span_type = kind::span_type(attributes, parent.is_none());
    let input = content::INPUT.take(attributes, &mut span.events);
    let output = content::OUTPUT.take(attributes, &mut span.events);
    let (status, error) =
        error::outcome(std::mem::take(&mut span.status), attributes, &span.events);

    let name = std::mem::take(&mut span.name);
    let mut request = SpanCreateRequest::new(name, trace_id, ids::timestamp(span.start))
        .with_id(id)
        .with_type(span_type)
        .with_status(status)
        .with_input(input)
        .with_output(output);
    if let Some(replaced) = replaced {
        request.obs_trace_id = Some(std::mem::replace(&mut request.trace_id, replaced));
        request.obs_span_id.clone_from(&request.id);
    }
    request.parent_id = parent.map(|parent| ids::hex(&parent));
    request.group_id = group_id;
    request.end_timestamp = span.end.map(ids::timestamp);
    request.with_metadata(metadata::metadata(span, resource, error))
}
