//! Spans in short JSON, with defaults for all that a case is not about.
//!
//! In: the `span.json` of a case. Out: the span and its resource. A field that is not known fails,
//! so that a case can't miss what it means to test.

use std::time::SystemTime;

use serde_json::{Map, Value};
use spanwire_delivery::mapping::{Event, Link, OtelSpan, SpanKind, Status};

pub(crate) const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const SPAN: &str = "b7ad6b7169203331";
const START: &str = "2026-01-31T12:00:00Z";

/// The span and the resource in a case.
pub(crate) fn span(text: &str) -> (OtelSpan, Map<String, Value>) {
    let fields: Map<String, Value> = serde_json::from_str(text).expect("a JSON object");
    let mut span = OtelSpan::new(bytes(TRACE), bytes(SPAN), "name", time(START));
    let mut resource = Map::new();
    for (name, found) in fields {
        match name.as_str() {
            "trace_id" => span.trace_id = bytes(string(&found)),
            "span_id" => span.span_id = bytes(string(&found)),
            "parent_span_id" => span.parent_span_id = Some(bytes(string(&found))),
            "trace_state" => string(&found).clone_into(&mut span.trace_state),
            "name" => string(&found).clone_into(&mut span.name),
            "kind" => span.kind = kind(string(&found)),
            "start" => span.start = time(string(&found)),
            "end" => span.end = Some(time(string(&found))),
            "attributes" => span.attributes = object(found),
            "events" => span.events = list(found).into_iter().map(event).collect(),
            "links" => span.links = list(found).into_iter().map(link).collect(),
            "status" => span.status = status(&found),
            "dropped_attributes" => span.dropped_attributes = count(&found),
            "dropped_events" => span.dropped_events = count(&found),
            "dropped_links" => span.dropped_links = count(&found),
            "resource" => resource = object(found),
            "scope" => {
                for (name, found) in object(found) {
                    match name.as_str() {
                        "name" => string(&found).clone_into(&mut span.scope.name),
                        "version" => span.scope.version = Some(string(&found).to_owned()),
                        "schema_url" => span.scope.schema_url = Some(string(&found).to_owned()),
                        "attributes" => span.scope.attributes = object(found),
                        "dropped_attributes" => span.scope.dropped_attributes = count(&found),
                        _ => panic!("`{name}` is not a field of a scope"),
                    }
                }
            }
            _ => panic!("`{name}` is not a field of a span"),
        }
    }
    (span, resource)
}

fn event(found: Value) -> Event {
    let mut event = Event::new("", time(START));
    for (name, found) in object(found) {
        match name.as_str() {
            "name" => string(&found).clone_into(&mut event.name),
            "time" => event.time = time(string(&found)),
            "attributes" => event.attributes = object(found),
            "dropped_attributes" => event.dropped_attributes = count(&found),
            _ => panic!("`{name}` is not a field of an event"),
        }
    }
    event
}

fn link(found: Value) -> Link {
    let mut link = Link::new(bytes(TRACE), bytes(SPAN));
    for (name, found) in object(found) {
        match name.as_str() {
            "trace_id" => link.trace_id = bytes(string(&found)),
            "span_id" => link.span_id = bytes(string(&found)),
            "trace_state" => string(&found).clone_into(&mut link.trace_state),
            "attributes" => link.attributes = object(found),
            "dropped_attributes" => link.dropped_attributes = count(&found),
            _ => panic!("`{name}` is not a field of a link"),
        }
    }
    link
}

fn kind(text: &str) -> SpanKind {
    match text {
        "internal" => SpanKind::Internal,
        "server" => SpanKind::Server,
        "client" => SpanKind::Client,
        "producer" => SpanKind::Producer,
        "consumer" => SpanKind::Consumer,
        _ => panic!("`{text}` is not a kind"),
    }
}

/// `"unset"`, `"ok"`, or `{"error": "description"}`.
fn status(found: &Value) -> Status {
    match (found.as_str(), found.get("error")) {
        (Some("unset"), _) => Status::Unset,
        (Some("ok"), _) => Status::Ok,
        (None, Some(description)) => Status::Error {
            description: string(description).to_owned(),
        },
        _ => panic!("{found} is not a status"),
    }
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    assert_eq!(hex.len(), 2 * N, "{hex}");
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex"))
}

fn time(text: &str) -> SystemTime {
    let instant: spanwire_delivery::spanwire::Timestamp = text.parse().expect("a time");
    instant.try_into().expect("a time of this system")
}

fn string(found: &Value) -> &str {
    found.as_str().expect("a string")
}

fn count(found: &Value) -> u32 {
    u32::try_from(found.as_u64().expect("a count")).expect("a small count")
}

fn list(found: Value) -> Vec<Value> {
    match found {
        Value::Array(items) => items,
        _ => panic!("{found} is not a list"),
    }
}

fn object(found: Value) -> Map<String, Value> {
    match found {
        Value::Object(fields) => fields,
        _ => panic!("{found} is not an object"),
    }
}
