//! What `OTEL_BSP_*` sets. The environment is that of a process, so each test runs in its own.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use opentelemetry_sdk::trace::SdkTracerProvider;
use spanwire_delivery::{Counts, ScaleExporter};

use crate::common::{Gate, Sink, end, run};

fn batched(sink: &Sink) -> (SdkTracerProvider, Counts) {
    let exporter = ScaleExporter::builder(&sink.client()).build().unwrap();
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    (provider.build(), counts)
}

#[test]
fn the_size_of_the_queue() {
    let test = "settings::with_a_queue_of_1000";
    run(test, &[("OTEL_BSP_MAX_QUEUE_SIZE", "1000")]);
}

#[test]
#[ignore = "run by `the_size_of_the_queue`"]
fn with_a_queue_of_1000() {
    let gate = Gate::default();
    let sink = Sink::with({
        let gate = gate.clone();
        move |_| {
            gate.pass();
            None
        }
    });
    let (provider, counts) = batched(&sink);
    let ended: BTreeSet<_> = (0..20_000).map(|_| end(&provider, "work")).collect();
    // A queue of 1,000, and a batch of as many that is being sent.
    let totals = counts.totals();
    assert!((18_000..=19_000).contains(&totals.dropped), "{totals:?}");
    gate.open();
    provider.shutdown().unwrap();
    let totals = counts.totals();
    assert_eq!(
        (totals.accepted + totals.dropped, totals.sum()),
        (20_000, 20_000)
    );
    let arrived: BTreeSet<_> = sink.ids().into_keys().collect();
    assert_eq!(u64::try_from(arrived.len()), Ok(totals.accepted));
    assert!(arrived.is_subset(&ended));
}

#[test]
fn the_size_of_a_batch() {
    let hour = ("OTEL_BSP_SCHEDULE_DELAY", "3600000");
    let test = "settings::with_batches_of_10";
    run(test, &[("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10"), hour]);
}

#[test]
#[ignore = "run by `the_size_of_a_batch`"]
fn with_batches_of_10() {
    let sink = Sink::with(|items| {
        assert!(items.len() <= 10);
        None
    });
    let (provider, counts) = batched(&sink);
    for _ in 0..10 {
        end(&provider, "work");
    }
    // Long before the delay.
    sink.wait_for(10);
    for _ in 0..25 {
        end(&provider, "work");
    }
    provider.shutdown().unwrap();
    assert_eq!(counts.totals().accepted, 35);
}

#[test]
fn the_delay() {
    let test = "settings::with_a_delay_of_20_ms";
    run(test, &[("OTEL_BSP_SCHEDULE_DELAY", "20")]);
}

#[test]
#[ignore = "run by `the_delay`"]
fn with_a_delay_of_20_ms() {
    let sink = Sink::new();
    let (provider, _) = batched(&sink);
    let begun = Instant::now();
    // By default, each of the last four would take a second.
    for number in 1..=5 {
        end(&provider, "work");
        sink.wait_for(number);
    }
    assert!(begun.elapsed() < Duration::from_secs(3));
    provider.shutdown().unwrap();
}
