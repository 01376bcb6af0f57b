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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use opentelemetry::trace::{
        Event as OtelEvent, Link as OtelLink, SpanContext, SpanId, SpanKind as OtelKind,
        Status as OtelStatus, TraceFlags, TraceId, TraceState,
    };
    use opentelemetry::{Array, InstrumentationScope, KeyValue, Value as OtelValue};
    use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};
    use serde_json::json;

    use crate::mapping::{Event, Link, OtelSpan, SpanKind, Status};

    #[test]
    fn every_field_of_a_span_is_carried_over() {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let end = start + Duration::from_secs(1);
        let state = TraceState::from_key_value([("vendor", "1")]).expect("a state");
        let context = |span: u64| {
            let (trace, span) = (TraceId::from(1_u128), SpanId::from(span));
            SpanContext::new(trace, span, TraceFlags::SAMPLED, false, state.clone())
        };
        let attribute = |value: &'static str| vec![KeyValue::new("key", value)];
        let mut events = SpanEvents::default();
        events.events = vec![OtelEvent::new("event", end, attribute("of an event"), 3)];
        events.dropped_count = 4;
        let mut links = SpanLinks::default();
        links.links = vec![OtelLink::new(context(9), attribute("of a link"), 5)];
        links.dropped_count = 6;
        let scope = InstrumentationScope::builder("library")
            .with_version("0.1.0")
            .with_schema_url("https://example.com/schema")
            .with_attributes(attribute("of a scope"))
            .build();
        let found = OtelSpan::from(SpanData {
            span_context: context(2),
            parent_span_id: SpanId::from(3),
            parent_span_is_remote: false,
            span_kind: OtelKind::Client,
            name: "name".into(),
            start_time: start,
            end_time: end,
            attributes: vec![
                KeyValue::new("twice", 1),
                KeyValue::new("twice", true),
                KeyValue::new("float", f64::NAN),
                KeyValue::new(
                    "list",
                    OtelValue::Array(Array::F64(vec![0.5, f64::INFINITY])),
                ),
            ],
            dropped_attributes_count: 1,
            events,
            links,
            status: OtelStatus::error("why"),
            instrumentation_scope: scope,
        });

        let id = |last: u8| [0, 0, 0, 0, 0, 0, 0, last];
        let trace = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        let object = |value| match value {
            serde_json::Value::Object(fields) => fields,
            _ => panic!("not an object"),
        };
        let mut expected = OtelSpan::new(trace, id(2), "name", start);
        expected.parent_span_id = Some(id(3));
        "vendor=1".clone_into(&mut expected.trace_state);
        expected.kind = SpanKind::Client;
        expected.end = Some(end);
        let attributes = json!({"twice": true, "float": "NaN", "list": [0.5, "Infinity"]});
        expected.attributes = object(attributes);
        expected.dropped_attributes = 1;
        expected.events = vec![Event {
            attributes: object(json!({"key": "of an event"})),
            dropped_attributes: 3,
            ..Event::new("event", end)
        }];
        expected.dropped_events = 4;
        expected.links = vec![Link {
            trace_state: "vendor=1".to_owned(),
            attributes: object(json!({"key": "of a link"})),
            dropped_attributes: 5,
            ..Link::new(trace, id(9))
        }];
        expected.dropped_links = 6;
        expected.status = Status::Error {
            description: "why".to_owned(),
        };
        "library".clone_into(&mut expected.scope.name);
        expected.scope.version = Some("0.1.0".to_owned());
        expected.scope.schema_url = Some("https://example.com/schema".to_owned());
        expected.scope.attributes = object(json!({"key": "of a scope"}));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_root_has_no_parent() {
        let data = SpanData {
            span_context: SpanContext::empty_context(),
            parent_span_id: SpanId::INVALID,
            parent_span_is_remote: false,
            span_kind: OtelKind::Internal,
            name: "root".into(),
            start_time: SystemTime::UNIX_EPOCH,
            end_time: SystemTime::UNIX_EPOCH,
            attributes: Vec::new(),
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: OtelStatus::Unset,
            instrumentation_scope: InstrumentationScope::default(),
        };
        assert_eq!(OtelSpan::from(data).parent_span_id, None);
    }
}
