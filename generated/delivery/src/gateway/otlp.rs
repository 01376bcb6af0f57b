//! From OTLP's message to the spans that are sent to Scale.
//!
//! In: an `ExportTraceServiceRequest`. Out: a request for each span, and the spans that have no
//! valid id, counted. It knows neither HTTP nor encodings.

use std::time::{Duration, SystemTime};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::common::v1::{AnyValue, InstrumentationScope, KeyValue};
use opentelemetry_proto::tonic::trace::v1::span::{self, SpanKind as Kind};
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use opentelemetry_proto::tonic::trace::v1::{Span, Status as OtlpStatus};
use serde_json::{Map, Value};
use spanwire::Base64;
use spanwire::scale_v5::models::SpanCreateRequest;

use super::outcome::Rejections;
use crate::mapping::{self, Event, Link, OtelSpan, Scope, SpanKind, Status};

/// What a message holds.
#[derive(Default)]
pub(super) struct Received {
    pub(super) spans: Vec<SpanCreateRequest>,
    pub(super) rejected: Rejections,
}

/// Maps every span of a message.
pub(super) fn receive(message: ExportTraceServiceRequest) -> Received {
    let mut received = Received::default();
    for of_resource in message.resource_spans {
        let resource = attributes(of_resource.resource.unwrap_or_default().attributes);
        for of_scope in of_resource.scope_spans {
            let scope = scope(of_scope.scope.unwrap_or_default(), of_scope.schema_url);
            for span in of_scope.spans {
                match neutral(span, &scope) {
                    Ok(span) => received.spans.push(mapping::map(span, &resource)),
                    Err(reason) => received.rejected.add(|| reason.to_owned()),
                }
            }
        }
    }
    received
}

/// The neutral form of a span, or why there is none.
fn neutral(span: Span, scope: &Scope) -> Result<OtelSpan, &'static str> {
    let trace_id = id(&span.trace_id).ok_or("the trace id is not 16 bytes, not all zero")?;
    let span_id = id(&span.span_id).ok_or("the span id is not 8 bytes, not all zero")?;
    let parent = parent(&span.parent_span_id)?;
    let end = time(span.end_time_unix_nano);
    // 0 is an unknown time. Scale needs one, and the same one if the span is sent again.
    let start = time(span.start_time_unix_nano).or(end);
    let start = start.unwrap_or(SystemTime::UNIX_EPOCH);

    let mut neutral = OtelSpan::new(trace_id, span_id, span.name, start);
    neutral.parent_span_id = parent;
    neutral.trace_state = span.trace_state;
    neutral.kind = kind(span.kind);
    neutral.end = end;
    neutral.attributes = attributes(span.attributes);
    neutral.events = span.events.into_iter().map(event).collect();
    let links = span.links.len();
    neutral.links = span.links.into_iter().filter_map(link).collect();
    neutral.status = status(span.status.unwrap_or_default());
    neutral.dropped_attributes = span.dropped_attributes_count;
    neutral.dropped_events = span.dropped_events_count;
    let invalid = u32::try_from(links - neutral.links.len()).unwrap_or(u32::MAX);
    neutral.dropped_links = span.dropped_links_count.saturating_add(invalid);
    neutral.scope = scope.clone();
    Ok(neutral)
}

/// An id of the right length that is not all zero.
fn id<const LENGTH: usize>(bytes: &[u8]) -> Option<[u8; LENGTH]> {
    let id = bytes.try_into().ok()?;
    (id != [0; LENGTH]).then_some(id)
}

/// The parent's id, which is empty or all zero for a root.
fn parent(bytes: &[u8]) -> Result<Option<[u8; 8]>, &'static str> {
    if bytes.is_empty() || bytes == [0; 8] {
        return Ok(None);
    }
    id(bytes).map(Some).ok_or("the parent's id is not 8 bytes")
}

fn time(nanoseconds: u64) -> Option<SystemTime> {
    (nanoseconds != 0).then(|| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanoseconds))
}

fn kind(kind: i32) -> SpanKind {
    match Kind::try_from(kind) {
        Ok(Kind::Server) => SpanKind::Server,
        Ok(Kind::Client) => SpanKind::Client,
        Ok(Kind::Producer) => SpanKind::Producer,
        Ok(Kind::Consumer) => SpanKind::Consumer,
        // "Implementations MAY assume SpanKind to be INTERNAL."
        Ok(Kind::Internal | Kind::Unspecified) | Err(_) => SpanKind::Internal,
    }
}

fn status(status: OtlpStatus) -> Status {
    match StatusCode::try_from(status.code) {
        Ok(StatusCode::Error) => Status::Error {
            description: status.message,
        },
        Ok(StatusCode::Ok) => Status::Ok,
        Ok(StatusCode::Unset) | Err(_) => Status::Unset,
    }
}

fn event(event: span::Event) -> Event {
    let at = time(event.time_unix_nano).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut neutral = Event::new(event.name, at);
    neutral.attributes = attributes(event.attributes);
    neutral.dropped_attributes = event.dropped_attributes_count;
    neutral
}

/// A link, unless its ids are invalid.
fn link(link: span::Link) -> Option<Link> {
    let mut neutral = Link::new(id(&link.trace_id)?, id(&link.span_id)?);
    neutral.trace_state = link.trace_state;
    neutral.attributes = attributes(link.attributes);
    neutral.dropped_attributes = link.dropped_attributes_count;
    Some(neutral)
}

fn scope(scope: InstrumentationScope, schema_url: String) -> Scope {
    let set = |text: String| (!text.is_empty()).then_some(text);
    Scope {
        name: scope.name,
        version: set(scope.version),
        schema_url: set(schema_url),
        attributes: attributes(scope.attributes),
        dropped_attributes: scope.dropped_attributes_count,
    }
}

fn attributes(pairs: Vec<KeyValue>) -> Map<String, Value> {
    let pair = |pair: KeyValue| (pair.key, value(pair.value));
    pairs.into_iter().map(pair).collect()
}

/// The JSON of a value: bytes are base64, a value without a kind is `null`.
fn value(value: Option<AnyValue>) -> Value {
    match value.and_then(|value| value.value) {
        None | Some(Any::StringValueStrindex(_)) => Value::Null,
        Some(Any::StringValue(text)) => text.into(),
        Some(Any::BoolValue(truth)) => truth.into(),
        Some(Any::IntValue(number)) => number.into(),
        Some(Any::DoubleValue(number)) => mapping::float(number),
        Some(Any::BytesValue(bytes)) => Base64::from(bytes).to_string().into(),
        Some(Any::ArrayValue(list)) => {
            let item = |item| self::value(Some(item));
            list.values.into_iter().map(item).collect()
        }
        Some(Any::KvlistValue(list)) => attributes(list.values).into(),
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry_proto::tonic::common::v1::{ArrayValue, KeyValueList};
    use opentelemetry_proto::tonic::resource::v1::Resource;
    use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans};
    use serde_json::json;

    use super::*;

    fn any(value: Any) -> AnyValue {
        AnyValue { value: Some(value) }
    }

    fn pair(key: &str, value: Any) -> KeyValue {
        KeyValue {
            key: key.to_owned(),
            value: Some(any(value)),
            ..KeyValue::default()
        }
    }

    fn valid() -> Span {
        Span {
            trace_id: vec![1; 16],
            span_id: vec![2; 8],
            start_time_unix_nano: 1_000,
            end_time_unix_nano: 2_000,
            ..Span::default()
        }
    }

    fn checked(span: Span) -> Result<OtelSpan, &'static str> {
        neutral(span, &Scope::default())
    }

    #[test]
    fn values_become_json() {
        let text = |text: &str| Any::StringValue(text.to_owned());
        let list = ArrayValue {
            values: vec![any(Any::IntValue(i64::MIN)), AnyValue::default()],
        };
        let nested = KeyValueList {
            values: vec![pair("in", Any::ArrayValue(list)), pair("t", text("é"))],
        };
        let cases = [
            (Any::BoolValue(true), json!(true)),
            (Any::DoubleValue(0.5), json!(0.5)),
            (Any::DoubleValue(f64::NEG_INFINITY), json!("-Infinity")),
            (Any::BytesValue(vec![0xfb, 0xff]), json!("+/8=")),
            (
                Any::KvlistValue(nested),
                json!({"in": [i64::MIN, null], "t": "é"}),
            ),
        ];
        for (any_value, expected) in cases {
            assert_eq!(value(Some(any(any_value))), expected);
        }
    }

    #[test]
    fn invalid_ids_are_refused() {
        for (field, bytes) in [
            ("trace", vec![]),
            ("trace", vec![0; 16]),
            ("trace", vec![1; 8]),
            ("span", vec![]),
            ("span", vec![0; 8]),
            ("span", vec![1; 16]),
            ("parent", vec![1; 16]),
        ] {
            let mut span = valid();
            match field {
                "trace" => span.trace_id.clone_from(&bytes),
                "span" => span.span_id.clone_from(&bytes),
                _ => span.parent_span_id.clone_from(&bytes),
            }
            let reason = checked(span).expect_err("invalid");
            assert!(reason.contains(field), "{reason}: {bytes:?}");
        }
        for (bytes, expected) in [
            (vec![], None),
            (vec![0; 8], None),
            (vec![3; 8], Some([3; 8])),
        ] {
            let mut span = valid();
            span.parent_span_id = bytes;
            assert_eq!(checked(span).expect("valid").parent_span_id, expected);
        }
    }

    #[test]
    fn an_unknown_time_is_the_same_each_time() {
        let at = |nanoseconds| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        for (start, end, expected) in [
            (1_000, 2_000, (at(1_000), Some(at(2_000)))),
            (1_000, 0, (at(1_000), None)),
            (0, 2_000, (at(2_000), Some(at(2_000)))),
            (0, 0, (at(0), None)),
            (u64::MAX, u64::MAX, (at(u64::MAX), Some(at(u64::MAX)))),
        ] {
            let mut span = valid();
            (span.start_time_unix_nano, span.end_time_unix_nano) = (start, end);
            let span = checked(span).expect("valid");
            assert_eq!((span.start, span.end), expected);
        }
    }

    #[test]
    fn a_link_without_valid_ids_is_counted_as_dropped() {
        let link = |bytes: usize| span::Link {
            trace_id: vec![5; bytes],
            span_id: vec![6; 8],
            ..span::Link::default()
        };
        let mut span = valid();
        span.links = vec![link(16), link(3)];
        span.dropped_links_count = 2;
        let span = checked(span).expect("valid");
        assert_eq!(span.links, [Link::new([5; 16], [6; 8])]);
        assert_eq!(span.dropped_links, 3);
    }

    #[test]
    fn kind_and_status_that_are_unknown_are_the_default() {
        let mut span = valid();
        span.kind = 99;
        span.status = Some(OtlpStatus {
            code: 99,
            message: "m".to_owned(),
        });
        let read = checked(span.clone()).expect("valid");
        assert_eq!(
            (read.kind, read.status),
            (SpanKind::Internal, Status::Unset)
        );
        span.kind = 5;
        span.status = Some(OtlpStatus {
            code: 2,
            message: "m".to_owned(),
        });
        let read = checked(span).expect("valid");
        let description = "m".to_owned();
        assert_eq!(read.kind, SpanKind::Consumer);
        assert_eq!(read.status, Status::Error { description });
    }

    #[test]
    fn one_invalid_span_costs_no_other() {
        let resource = Resource {
            attributes: vec![pair("service.name", Any::StringValue("shop".to_owned()))],
            ..Resource::default()
        };
        let spans = ScopeSpans {
            spans: vec![valid(), Span::default(), valid()],
            ..ScopeSpans::default()
        };
        let received = receive(ExportTraceServiceRequest {
            resource_spans: vec![ResourceSpans {
                resource: Some(resource),
                scope_spans: vec![spans],
                ..ResourceSpans::default()
            }],
        });
        assert_eq!((received.spans.len(), received.rejected.count), (2, 1));
        assert!(received.rejected.reason.contains("trace id"));
        let id = Some("0202020202020202");
        assert!(received.spans.iter().all(|span| span.id.as_deref() == id));
    }
}
