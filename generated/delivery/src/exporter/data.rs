//! The spans of OpenTelemetry's SDK as spans that can be mapped.

use opentelemetry::trace::{SpanId, SpanKind as OtelKind, Status as OtelStatus, TraceState};
use opentelemetry::{Array, InstrumentationScope, KeyValue, StringValue, Value as OtelValue};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SpanData;
use serde_json::{Map, Value};

use crate::mapping::{Event, Link, OtelSpan, Scope, SpanKind, Status, float};

impl From<SpanData> for OtelSpan {
    fn from(data: SpanData) -> Self {
        let context = &data.span_context;
        let mut span = Self::new(
            context.trace_id().to_bytes(),
            context.span_id().to_bytes(),
            data.name,
            data.start_time,
        );
        span.trace_state = trace_state(context.trace_state());
        span.parent_span_id =
            (data.parent_span_id != SpanId::INVALID).then(|| data.parent_span_id.to_bytes());
        span.kind = match data.span_kind {
            OtelKind::Internal => SpanKind::Internal,
            OtelKind::Server => SpanKind::Server,
            OtelKind::Client => SpanKind::Client,
            OtelKind::Producer => SpanKind::Producer,
            OtelKind::Consumer => SpanKind::Consumer,
        };
        span.end = Some(data.end_time);
        span.attributes = attributes(data.attributes);
        span.dropped_events = data.events.dropped_count;
        span.events = data.events.events.into_iter().map(event).collect();
        span.dropped_links = data.links.dropped_count;
        span.links = data.links.links.into_iter().map(link).collect();
        span.status = match data.status {
            OtelStatus::Unset => Status::Unset,
            OtelStatus::Ok => Status::Ok,
            OtelStatus::Error { description } => Status::Error {
                description: description.into_owned(),
            },
        };
        span.dropped_attributes = data.dropped_attributes_count;
        span.scope = scope(&data.instrumentation_scope);
        span
    }
}

/// The attributes of a resource, for [`map`](crate::mapping::map).
#[must_use]
pub fn resource_attributes(resource: &Resource) -> Map<String, Value> {
    let attributes = resource.iter();
    attributes
        .map(|(key, found)| (key.to_string(), value(found.clone())))
        .collect()
}

fn event(event: opentelemetry::trace::Event) -> Event {
    Event {
        dropped_attributes: event.dropped_attributes_count,
        attributes: attributes(event.attributes),
        ..Event::new(event.name, event.timestamp)
    }
}

fn link(link: opentelemetry::trace::Link) -> Link {
    let context = &link.span_context;
    Link {
        trace_state: trace_state(context.trace_state()),
        dropped_attributes: link.dropped_attributes_count,
        attributes: attributes(link.attributes),
        ..Link::new(context.trace_id().to_bytes(), context.span_id().to_bytes())
    }
}

fn scope(scope: &InstrumentationScope) -> Scope {
    Scope {
        name: scope.name().to_owned(),
        version: scope.version().map(str::to_owned),
        schema_url: scope.schema_url().map(str::to_owned),
        attributes: attributes(scope.attributes().cloned()),
        dropped_attributes: 0,
    }
}

fn trace_state(state: &TraceState) -> String {
    state.header()
}

/// Of attributes with the same name, the last is kept, as OpenTelemetry specifies.
fn attributes(attributes: impl IntoIterator<Item = KeyValue>) -> Map<String, Value> {
    let entry = |attribute: KeyValue| (attribute.key.into(), value(attribute.value));
    attributes.into_iter().map(entry).collect()
}

fn value(found: OtelValue) -> Value {
    match found {
        OtelValue::Bool(truth) => Value::Bool(truth),
        OtelValue::I64(number) => Value::from(number),
        OtelValue::F64(number) => float(number),
        OtelValue::String(text) => Value::String(text.into()),
        OtelValue::Array(Array::Bool(items)) => Value::from(items),
        OtelValue::Array(Array::I64(items)) => Value::from(items),
        OtelValue::Array(Array::F64(items)) => items.into_iter().map(float).collect(),
        OtelValue::Array(Array::String(items)) => items.into_iter().map(text).collect(),
        other => Value::String(other.to_string()),
    }
}

fn text(text: StringValue) -> Value {
    Value::String(text.into())
}
