//! What happens at the end, and how long it takes.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanExporter as _, SpanProcessor as _};
use scripted_server::Response;
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::testing::block_on;

use crate::common::{LONG, Sink, end, settled, within};
use crate::places::spans;

/// A machine that is busy takes longer, but not as long as the client's own timeout.
const SOON: Duration = Duration::from_secs(20);

fn silent() -> Sink {
    Sink::with(|_| Some(Response::Silence))
}

fn exporter(sink: &Sink) -> ScaleExporter {
    ScaleExporter::builder(&sink.client()).build().unwrap()
}

#[test]
fn a_shutdown_ends_in_time_and_everything_is_counted() {
    let sink = silent();
    let exporter = exporter(&sink);
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    let provider = provider.build();
    for _ in 0..5_000 {
        end(&provider, "work");
    }
    let begun = Instant::now();
    let timeout = Duration::from_secs(2);
    let error = provider.shutdown_with_timeout(timeout).unwrap_err();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    let totals = settled(&counts);
    let lost = totals.unsent + totals.dropped;
    assert_eq!((lost, totals.sum()), (5_000, 5_000));
    assert!(error.to_string().contains("not sent"), "{error}");
}

/// What the server accepted before it went silent counts as accepted, and nothing else does.
#[test]
fn what_was_accepted_in_time_is_counted_so() {
    let asked = AtomicUsize::new(0);
    let sink = Sink::with(move |_| {
        let is_early = asked.fetch_add(1, Ordering::Relaxed) < 3;
        (!is_early).then_some(Response::Silence)
    });
    let exporter = exporter(&sink);
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    let provider = provider.build();
    for _ in 0..2_000 {
        end(&provider, "work");
    }
    sink.wait_for(600);
    let timeout = Duration::from_secs(2);
    provider.shutdown_with_timeout(timeout).unwrap_err();
    let totals = settled(&counts);
    assert_eq!((totals.accepted, totals.sum()), (600, 2_000));
    assert_eq!(sink.ids().len(), 600);
}

#[test]
fn calls_after_the_shutdown_are_errors() {
    let sink = Sink::new();
    let exporter = exporter(&sink);
    exporter.force_flush().unwrap();
    exporter.shutdown().unwrap();
    let refused = |result| matches!(result, Err(OTelSdkError::AlreadyShutdown));
    assert!(refused(block_on(exporter.export(spans(3)))));
    assert!(refused(exporter.force_flush()));
    assert!(refused(exporter.shutdown()));
    assert_eq!(exporter.counts().totals().dropped, 3);

    let processor = self::exporter(&sink).batched();
    let counts = processor.counts();
    processor.force_flush().unwrap();
    processor.shutdown().unwrap();
    for span in spans(3) {
        processor.on_end(span);
    }
    assert!(refused(processor.force_flush()));
    assert!(refused(processor.shutdown()));
    assert_eq!((counts.totals().dropped, counts.totals().sum()), (3, 3));
    assert_eq!(sink.server.requests().len(), 0);
}

/// The shutdown of an exporter that other threads use.
#[test]
fn an_exporter_waits_for_its_exports_until_the_time_ends() {
    let sink = silent();
    let exporter = exporter(&sink);
    let counts = exporter.counts();
    let (export, stopped) = within(LONG, move || {
        thread::scope(|scope| {
            let export = scope.spawn(|| block_on(exporter.export(spans(2))));
            while counts.totals().sending == 0 {
                thread::yield_now();
            }
            let stopped = exporter.shutdown_with_timeout(Duration::from_millis(300));
            assert_eq!((counts.totals().unsent, counts.totals().sending), (2, 0));
            (export.join().unwrap(), stopped)
        })
    });
    assert!(
        matches!(stopped, Err(OTelSdkError::Timeout(_))),
        "{stopped:?}"
    );
    let error = export.unwrap_err().to_string();
    assert!(error.contains("2 not sent"), "{error}");
}

#[test]
fn a_flush_ends_in_time() {
    let sink = silent();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter(&sink).batched());
    let provider = provider.build();
    end(&provider, "work");
    let begun = Instant::now();
    provider.force_flush().unwrap_err();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[test]
fn an_export_ends_with_its_deadline() {
    let sink = silent();
    let exporter = ScaleExporter::builder(&sink.client());
    let exporter = exporter.deadline(Duration::from_millis(200));
    let exporter = exporter.build().unwrap();
    let begun = Instant::now();
    let error = block_on(exporter.export(spans(2))).unwrap_err().to_string();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    assert!(error.contains("2 not sent"), "{error}");
}

/// Other threads end spans all the while.
#[test]
fn every_span_of_many_threads_is_counted() {
    const THREADS: usize = 4;
    const SPANS: usize = 2_000;
    let sink = Sink::new();
    let processor = exporter(&sink).batched();
    let counts = processor.counts();
    let halfway = Barrier::new(THREADS + 1);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for (number, span) in spans(SPANS).into_iter().enumerate() {
                    if number == SPANS / 2 {
                        halfway.wait();
                    }
                    processor.on_end(span);
                }
            });
        }
        halfway.wait();
        processor.force_flush().unwrap();
        // What ends meanwhile may be dropped, which it says.
        let _ = processor.shutdown_with_timeout(LONG);
    });
    let totals = settled(&counts);
    let all = u64::try_from(THREADS * SPANS).unwrap();
    assert_eq!((totals.accepted + totals.dropped, totals.sum()), (all, all));
    assert!(totals.accepted >= all / 2, "{totals:?}");
    assert_eq!(u64::try_from(sink.ids().len()), Ok(totals.accepted));
}
