//! The exporter's own calls are not traced, in a program that traces everything.
//!
//! The subscriber is that of the whole program, so each test runs in a process of its own.

use std::time::Duration;

use opentelemetry::global;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::{SdkTracerProvider, SimpleSpanProcessor};
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::models::SpanBatchCreateRequest;
use spanwire_delivery::spanwire::specwright_runtime::http::{Request, Response};
use spanwire_delivery::spanwire::specwright_runtime::transport::ReqwestTransport;
use spanwire_delivery::spanwire::{Body, BoxFuture, Transport, TransportError};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::common::{LONG, Sink, end, run, within};

/// Middleware with spans of OpenTelemetry.
#[derive(Debug)]
struct Traced(ReqwestTransport);

impl Transport for Traced {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async {
            let mut span = global::tracer("middleware").start("middleware");
            let response = self.0.send(request).await;
            span.end();
            response
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(delay)
    }
}

/// Exports spans of `work`, and then those of a call that the program makes itself.
fn assert_untraced(build: fn(ScaleExporter) -> SdkTracerProvider) {
    let sink = Sink::new();
    let transport = Traced(ReqwestTransport::new().unwrap());
    let client = sink.builder().transport(transport).build().unwrap();
    let provider = build(ScaleExporter::builder(&client).build().unwrap());
    global::set_tracer_provider(provider.clone());
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    tracing_subscriber::registry().with(layer).init();

    tracing::info_span!("traced work").in_scope(|| {});
    end(&provider, "work");
    provider.force_flush().unwrap();
    assert_eq!(sink.names(), ["traced work", "work"]);

    let own = SpanBatchCreateRequest::new(Vec::new());
    client.spans().upsert_batch(&own).blocking().unwrap();
    provider.shutdown().unwrap();
    let names = ["PUT /v5/spans/batch", "middleware", "traced work", "work"];
    assert_eq!(sink.names(), names);
}

#[test]
fn with_a_simple_processor() {
    run("untraced::simple_program", &[]);
}

#[test]
#[ignore = "run by `with_a_simple_processor`"]
fn simple_program() {
    within(LONG, || {
        assert_untraced(|exporter| {
            let processor = SimpleSpanProcessor::new(exporter);
            SdkTracerProvider::builder()
                .with_span_processor(processor)
                .build()
        });
    });
}

#[test]
fn with_a_batch_processor() {
    run("untraced::batched_program", &[]);
}

#[test]
#[ignore = "run by `with_a_batch_processor`"]
fn batched_program() {
    within(LONG, || {
        assert_untraced(|exporter| {
            SdkTracerProvider::builder()
                .with_span_processor(exporter.batched())
                .build()
        });
    });
}
