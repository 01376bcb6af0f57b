//! Each span is counted once, and what is said of lost ones.

use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::{
    SamplingDecision, SamplingResult, SdkTracerProvider, ShouldSample, SpanExporter as _,
};
use scripted_server::Response;
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::testing::block_on;

use crate::common::{Gate, Sink, end};
use crate::places::spans;

fn message(result: Result<(), OTelSdkError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn an_export_says_what_was_lost() {
    let sink = Sink::with(|_| Some(Response::text(401, "text/plain", "who are you?")));
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let error = message(block_on(exporter.export(spans(2))));
    assert!(
        error.contains("of 2 spans, 0 were rejected and 2 not sent"),
        "{error}"
    );
    assert!(error.contains("401"), "{error}");
    let totals = exporter.counts().totals();
    assert_eq!((totals.unsent, totals.lost(), totals.sum()), (2, 2, 2));
}

#[test]
fn an_export_that_is_not_awaited_to_its_end_is_unsent() {
    let arrived = Gate::default();
    let sink = Sink::with({
        let arrived = arrived.clone();
        move |_| {
            arrived.open();
            Some(Response::Silence)
        }
    });
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let counts = exporter.counts();
    block_on(async {
        let mut export = Box::pin(exporter.export(spans(2)));
        // The request is made when the future is first polled.
        std::future::poll_fn(|cx| std::task::Poll::Ready(export.as_mut().poll(cx).is_pending()))
            .await;
        arrived.pass();
        assert_eq!(counts.totals().sending, 2);
    });
    let totals = counts.totals();
    assert_eq!((totals.unsent, totals.sending, totals.sum()), (2, 0, 2));
}

#[test]
fn what_is_queued_and_sent_is_counted_meanwhile() {
    let gate = Gate::default();
    let sink = Sink::with({
        let gate = gate.clone();
        move |_| {
            gate.pass();
            None
        }
    });
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    let provider = provider.build();
    for ended in 1..=5_000 {
        end(&provider, "work");
        assert_eq!(counts.totals().sum(), ended);
    }
    gate.open();
    provider.shutdown().unwrap();
    let totals = counts.totals();
    assert_eq!((totals.accepted, totals.sum()), (5_000, 5_000));
    assert_eq!(sink.ids().len(), 5_000);
}

/// Records spans, but samples only those of this name.
#[derive(Clone, Debug)]
struct Named(&'static str);

impl ShouldSample for Named {
    fn should_sample(
        &self,
        _: Option<&opentelemetry::Context>,
        _: opentelemetry::trace::TraceId,
        name: &str,
        _: &opentelemetry::trace::SpanKind,
        _: &[opentelemetry::KeyValue],
        _: &[opentelemetry::trace::Link],
    ) -> SamplingResult {
        SamplingResult {
            decision: if name == self.0 {
                SamplingDecision::RecordAndSample
            } else {
                SamplingDecision::RecordOnly
            },
            attributes: Vec::new(),
            trace_state: opentelemetry::trace::TraceState::default(),
        }
    }
}

#[test]
fn only_sampled_spans_are_exported() {
    let sink = Sink::new();
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder()
        .with_sampler(Named("sampled"))
        .with_span_processor(exporter.batched())
        .build();
    end(&provider, "recorded");
    end(&provider, "sampled");
    provider.shutdown().unwrap();
    assert_eq!(sink.names(), ["sampled"]);
    assert_eq!(counts.totals().sum(), 1);
}
