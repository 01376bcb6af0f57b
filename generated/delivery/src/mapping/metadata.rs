//! The metadata of a span: all that has no other place at Scale.
//!
//! In: a span whose content was taken, its resource, and the fields of an error. Out: one object,
//! with attributes under their own names.

use std::time::SystemTime;

use serde_json::{Map, Value};

use super::ids::{hex, timestamp};
use super::span::{Event, Link, OtelSpan, Scope, SpanKind};

/// What an attribute's name begins with where the metadata has another value of that name.
const RENAMED: &str = "attribute.";

/// The metadata of a span: the fields of its error, what else it has, and its attributes.
///
/// An attribute is renamed to `attribute.<name>` if the metadata has another value of that name, or
/// if its own name begins so, lest two attributes become one.
pub(super) fn metadata(
    span: OtelSpan,
    resource: &Map<String, Value>,
    error: Map<String, Value>,
) -> Map<String, Value> {
    let mut metadata = error;
    add(&mut metadata, "kind", kind(span.kind));
    add(&mut metadata, "trace_state", span.trace_state);
    add(&mut metadata, "resource", resource.clone());
    add(&mut metadata, "scope", scope(span.scope));
    add(&mut metadata, "events", list(span.events, event));
    add(&mut metadata, "links", list(span.links, link));
    add(&mut metadata, "dropped_attributes", span.dropped_attributes);
    add(&mut metadata, "dropped_events", span.dropped_events);
    add(&mut metadata, "dropped_links", span.dropped_links);
    for (name, found) in span.attributes {
        match metadata.get(&name) {
            Some(field) if *field == found => {}
            None if !name.starts_with(RENAMED) => {
                metadata.insert(name, found);
            }
            _ => {
                metadata.insert(format!("{RENAMED}{name}"), found);
            }
        }
    }
    metadata
}

/// Adds a field, unless it is empty or zero.
fn add(fields: &mut Map<String, Value>, name: &str, found: impl Into<Value>) {
    let found = found.into();
    let empty = match &found {
        Value::Null => true,
        Value::Bool(_) => false,
        Value::Number(number) => number.as_u64() == Some(0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    };
    if !empty {
        fields.insert(name.to_owned(), found);
    }
}

/// The kind, unless it is the default.
fn kind(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Internal => "",
        SpanKind::Server => "server",
        SpanKind::Client => "client",
        SpanKind::Producer => "producer",
        SpanKind::Consumer => "consumer",
    }
}

fn scope(scope: Scope) -> Map<String, Value> {
    let mut fields = Map::new();
    add(&mut fields, "name", scope.name);
    add(&mut fields, "version", scope.version);
    add(&mut fields, "schema_url", scope.schema_url);
    add(&mut fields, "attributes", scope.attributes);
    add(&mut fields, "dropped_attributes", scope.dropped_attributes);
    fields
}

fn event(event: Event) -> Value {
    let mut fields = Map::new();
    fields.insert("name".to_owned(), Value::String(event.name));
    fields.insert("time".to_owned(), time(event.time));
    add(&mut fields, "attributes", event.attributes);
    add(&mut fields, "dropped_attributes", event.dropped_attributes);
    Value::Object(fields)
}

fn link(link: Link) -> Value {
    let mut fields = Map::new();
    fields.insert("trace_id".to_owned(), Value::String(hex(&link.trace_id)));
    fields.insert("span_id".to_owned(), Value::String(hex(&link.span_id)));
    add(&mut fields, "trace_state", link.trace_state);
    add(&mut fields, "attributes", link.attributes);
    add(&mut fields, "dropped_attributes", link.dropped_attributes);
    Value::Object(fields)
}

fn list<T>(items: Vec<T>, value: fn(T) -> Value) -> Vec<Value> {
    items.into_iter().map(value).collect()
}

fn time(time: SystemTime) -> Value {
    Value::String(timestamp(time).to_string())
}
