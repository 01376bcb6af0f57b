//! Batches by count and bytes, requests at a time, the deadline, and executors.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, OnceLock};
use std::time::Duration;

use scripted_server::Response;
use spanwire_delivery::spanwire::object;
use spanwire_delivery::spanwire::scale_v5::ClientBuilder;
use spanwire_delivery::spanwire::scale_v5::models::SpanBatchCreateRequest;
use spanwire_delivery::spanwire::testing::block_on;
use spanwire_delivery::{Limits, UnsentReason, deliver};

use crate::scale::{Scale, Verdict, refused, span, spans};

fn stores_all() -> Scale {
    Scale::new(|_| Verdict::Store)
}

#[test]
fn batches_have_at_most_200_spans() {
    let scale = stores_all();
    assert_eq!(scale.deliver(spans(450, &[])).accepted, 450);
    let mut counts = scale.counts();
    counts.sort_unstable();
    assert_eq!(counts, [50, 200, 200]);
}

#[test]
fn batches_have_at_most_4_mib() {
    let scale = stores_all();
    let mut sent = spans(100, &[]);
    for span in &mut sent {
        span.input = Some(object! {"text": "a".repeat(100_000)});
    }
    // A span that is larger than a batch is sent alone.
    sent[50].input = Some(object! {"text": "a".repeat(5_000_000)});
    assert_eq!(scale.deliver(sent).accepted, 100);
    let mut lengths: Vec<_> = scale.bodies().iter().map(Vec::len).collect();
    lengths.sort_unstable();
    assert!(lengths.pop().unwrap() > 5_000_000);
    // As many spans of 100,000 bytes as fit: 41, 9 and 41, 8.
    assert_eq!(lengths.len(), 4);
    assert!(lengths.iter().all(|length| *length <= 4 << 20));
    let mut counts = scale.counts();
    counts.sort_unstable();
    assert_eq!(counts, [1, 8, 9, 41, 41]);
}

#[test]
fn four_requests_are_under_way_and_no_more_spans_are_taken() {
    let taken = Arc::new(AtomicUsize::new(0));
    let taken_at_first = Arc::new(OnceLock::new());
    let most = Arc::new(AtomicUsize::new(0));
    let server = (
        Arc::clone(&taken),
        Arc::clone(&taken_at_first),
        Arc::clone(&most),
    );
    let (under_way, together) = (AtomicUsize::new(0), Barrier::new(4));
    let scale = Scale::new(move |_| {
        let (taken, taken_at_first, most) = &server;
        let now = under_way.fetch_add(1, Ordering::SeqCst) + 1;
        most.fetch_max(now, Ordering::SeqCst);
        if together.wait().is_leader() {
            taken_at_first.get_or_init(|| taken.load(Ordering::SeqCst));
        }
        together.wait();
        under_way.fetch_sub(1, Ordering::SeqCst);
        Verdict::Store
    });
    let counted = Arc::clone(&taken);
    let sent = spans(1_600, &[]).into_iter().inspect(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    // Where fewer than four requests come, they wait for it.
    let limits = Limits::new().deadline(Duration::from_secs(60));
    let report = block_on(deliver(&scale.client(), sent, &limits));
    assert_eq!(report.accepted, 1_600);
    assert_eq!(most.load(Ordering::SeqCst), 4);
    assert_eq!(taken_at_first.get(), Some(&800));
}

#[test]
fn the_deadline_ends_it() {
    let asked = AtomicUsize::new(0);
    let scale = Scale::new(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Verdict::Store,
        _ => Verdict::Refuse(Response::Silence),
    });
    // Also where a server is retried for longer than that, and where spans are left over.
    let limits = Limits::new().deadline(Duration::from_secs(1));
    let client = scale.builder().no_timeout().build().unwrap();
    let report = block_on(deliver(&client, spans(2_000, &[]), &limits));
    assert_eq!((report.accepted, report.unsent.len()), (200, 1_800));
    for unsent in &report.unsent {
        assert!(matches!(unsent.reason, UnsentReason::Deadline), "{unsent}");
    }
}

#[test]
fn a_deadline_that_has_passed_sends_nothing() {
    let scale = stores_all();
    let limits = Limits::new().deadline(Duration::ZERO);
    let report = block_on(deliver(&scale.client(), spans(300, &[]), &limits));
    assert_eq!((report.unsent.len(), scale.counts().len()), (300, 0));
}

#[test]
fn limits_of_nothing_are_limits_of_one() {
    let scale = stores_all();
    let limits = Limits::new().items(0).bytes(0).concurrency(0).requests(0);
    let report = block_on(deliver(&scale.client(), spans(3, &[]), &limits));
    assert_eq!((report.accepted, scale.counts()), (3, vec![1, 1, 1]));
}

#[test]
fn no_spans_are_no_request() {
    let scale = stores_all();
    assert_eq!(scale.deliver(Vec::new()).total(), 0);
    assert_eq!(scale.counts().len(), 0);
}

/// Without a reactor and without timers; and where tasks move between threads.
#[test]
fn every_executor_can_await_it() {
    let scale = Scale::new(|items| {
        if items.len() > 100 {
            Verdict::Refuse(refused(413))
        } else {
            Verdict::Store
        }
    });
    let client = scale.client();
    let limits = Limits::new().deadline(Duration::from_secs(60));
    for mut builder in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ] {
        let runtime = builder.build().unwrap();
        let here = deliver(&client, spans(1_000, &[]), &limits);
        assert_eq!(runtime.block_on(here).accepted, 1_000);
        let (client, limits) = (client.clone(), limits.clone());
        let there = runtime.spawn(async move {
            let spans = (0..1_000).map(|id| span(id.to_string()));
            deliver(&client, spans, &limits).await
        });
        assert_eq!(runtime.block_on(there).unwrap().accepted, 1_000);
    }
}

/// A runtime that stands still doesn't drive the connections that it made.
#[test]
fn a_client_can_have_connections_of_its_own() {
    let scale = stores_all();
    let client = scale.client();
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().unwrap();
    let batch = SpanBatchCreateRequest::new(spans(1, &[]));
    let call = async { client.spans().upsert_batch(&batch).await };
    runtime.block_on(call).unwrap();
    let client = client.with_options(ClientBuilder::own_connections);
    let limits = Limits::new().deadline(Duration::from_secs(60));
    let report = block_on(deliver(&client.unwrap(), spans(3, &[]), &limits));
    assert_eq!(report.accepted, 3);
}

/// The Python SDK loses more than half of them: its queue is shorter.
#[test]
fn a_burst_of_20_000_spans_arrives() {
    let scale = stores_all();
    assert_eq!(scale.deliver(spans(20_000, &[])).accepted, 20_000);
    assert_eq!(scale.stored().len(), 20_000);
}
