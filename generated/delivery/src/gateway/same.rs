//! A span becomes the same whether the exporter sends it or a collector passes it on.

use std::time::{Duration, SystemTime};

use opentelemetry::trace::{
    Event, Link, SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Array, InstrumentationScope, KeyValue, Value as OtelValue};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::transform::common::tonic::ResourceAttributesWithSchema;
use opentelemetry_proto::transform::trace::tonic::group_spans_by_resource_and_scope;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};
use serde_json::Value;

use crate::exporter::resource_attributes;
use crate::mapping::{OtelSpan, map};

fn context(span: u64) -> SpanContext {
    let state = TraceState::from_key_value([("vendor", "1")]).expect("a state");
    let (trace, span) = (TraceId::from(17_u128), SpanId::from(span));
    SpanContext::new(trace, span, TraceFlags::SAMPLED, false, state)
}

fn span(attributes: Vec<KeyValue>, status: Status) -> SpanData {
    let start = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_769_860_800_123_456_789);
    let mut events = SpanEvents::default();
    let exception = vec![KeyValue::new("exception.message", "why")];
    events.events = vec![Event::new("exception", start, exception, 3)];
    events.dropped_count = 4;
    let mut links = SpanLinks::default();
    let link = vec![KeyValue::new("retry", 1)];
    links.links = vec![Link::new(context(9), link, 5)];
    links.dropped_count = 6;
    SpanData {
        span_context: context(2),
        parent_span_id: SpanId::from(3),
        parent_span_is_remote: true,
        span_kind: SpanKind::Client,
        name: "chat".into(),
        start_time: start,
        end_time: start + Duration::from_secs(1),
        attributes,
        dropped_attributes_count: 7,
        events,
        links,
        status,
        instrumentation_scope: InstrumentationScope::builder("library")
            .with_version("0.1.0")
            .with_schema_url("https://example.com/schema")
            .with_attributes([KeyValue::new("key", "value")])
            .build(),
    }
}

#[test]
fn exported_and_passed_on_spans_have_the_same_body() {
    let resource = Resource::builder_empty()
        .with_attribute(KeyValue::new("service.name", "shop"))
        .build();
    let attributes = vec![
        KeyValue::new("gen_ai.operation.name", "chat"),
        KeyValue::new("gen_ai.input.messages", r#"[{"role":"user"}]"#),
        KeyValue::new("gen_ai.conversation.id", "conversation-1"),
        KeyValue::new("sgp.trace_id", "order-17"),
        KeyValue::new("twice", 1),
        KeyValue::new("twice", 2),
        KeyValue::new("float", f64::NAN),
        KeyValue::new("whole", 2.0),
        KeyValue::new("truth", true),
        KeyValue::new(
            "list",
            OtelValue::Array(Array::F64(vec![0.5, f64::INFINITY])),
        ),
    ];
    for status in [Status::Unset, Status::Ok, Status::error("why")] {
        let data = span(attributes.clone(), status);
        let of_resource = ResourceAttributesWithSchema::from(&resource);
        let message = ExportTraceServiceRequest {
            resource_spans: group_spans_by_resource_and_scope(vec![data.clone()], &of_resource),
        };
        let body = |span| serde_json::to_value(span).expect("a body");
        let passed_on: Vec<_> = super::otlp::receive(message)
            .spans
            .into_iter()
            .map(body)
            .collect();
        let exported: Value = body(map(OtelSpan::from(data), &resource_attributes(&resource)));
        assert_eq!(passed_on, [exported]);
    }
}
