//! What is lost elsewhere arrives here.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::KeyValue;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::SdkTracerProvider;
use scripted_server::Response;
use serde_json::json;
use spanwire_delivery::{Counts, ScaleExporter};

use crate::common::{Sink, end};

fn batched(sink: &Sink) -> (SdkTracerProvider, Counts) {
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    (provider.build(), counts)
}

fn assert_all_arrived(sink: &Sink, counts: &Counts, ended: &BTreeSet<String>) {
    let arrived: BTreeSet<_> = sink.ids().into_keys().collect();
    assert_eq!(&arrived, ended);
    let totals = counts.totals();
    let all = u64::try_from(ended.len()).unwrap();
    assert_eq!((totals.accepted, totals.sum()), (all, all));
}

/// 2,500 spans a second, to a server that takes its time.
#[test]
fn a_steady_stream() {
    const A_TICK: Duration = Duration::from_millis(10);
    let sink = Sink::with(|_| {
        thread::sleep(Duration::from_millis(150));
        None
    });
    let (provider, counts) = batched(&sink);
    let mut ended = BTreeSet::new();
    let begun = Instant::now();
    for tick in 0..200 {
        ended.extend((0..25).map(|_| end(&provider, "work")));
        let next = begun + A_TICK * (tick + 1);
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    provider
        .shutdown_with_timeout(Duration::from_secs(30))
        .unwrap();
    assert_all_arrived(&sink, &counts, &ended);
}

#[test]
fn a_burst() {
    let sink = Sink::new();
    let (provider, counts) = batched(&sink);
    let ended = (0..20_000).map(|_| end(&provider, "work")).collect();
    provider
        .shutdown_with_timeout(Duration::from_secs(30))
        .unwrap();
    assert_all_arrived(&sink, &counts, &ended);
}

/// A value that JSON can't express.
#[test]
fn spans_after_a_value_that_is_not_a_number() {
    let sink = Sink::new();
    let (provider, counts) = batched(&sink);
    let mut span = provider.tracer("test").start("nan");
    span.set_attribute(KeyValue::new("score", f64::NAN));
    span.set_attribute(KeyValue::new("best", f64::INFINITY));
    let mut ended = BTreeSet::from([span.span_context().span_id().to_string()]);
    span.end();
    ended.extend((0..300).map(|_| end(&provider, "work")));
    provider.shutdown().unwrap();
    assert_all_arrived(&sink, &counts, &ended);
}

/// The server refuses the batch, with or without saying for which span.
#[test]
fn the_others_of_a_batch_with_a_bad_span() {
    for names_it in [true, false] {
        let sink = Sink::with(move |items| {
            let index = items.iter().position(|item| item["name"] == "bad")?;
            let place = if names_it {
                json!(["body", "items", index])
            } else {
                json!(["body"])
            };
            let detail = json!([{"loc": place, "msg": "is bad", "type": "value_error"}]);
            Some(Response::json(422, &json!({ "detail": detail })))
        });
        let (provider, counts) = batched(&sink);
        let mut ended = BTreeSet::new();
        for number in 0..200 {
            if number == 77 {
                end(&provider, "bad");
            } else {
                ended.insert(end(&provider, "work"));
            }
        }
        provider.shutdown().unwrap_err();
        assert_eq!(sink.ids().into_keys().collect::<BTreeSet<_>>(), ended);
        assert_eq!(
            (counts.totals().accepted, counts.totals().rejected),
            (199, 1)
        );
        let most = if names_it { 2 } else { 17 };
        assert!(sink.server.requests().len() <= most);
    }
}
