//! 10,000 spans through a server that fails in every way, by a seed: each is accounted for, and
//! what the report says is what the server has.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use fastrand::Rng;
use scripted_server::Response;
use serde_json::{Value, json};
use spanwire_delivery::spanwire::object;
use spanwire_delivery::spanwire::scale_v5::models::SpanCreateRequest;
use spanwire_delivery::spanwire::testing::block_on;
use spanwire_delivery::{Limits, deliver};

use crate::scale::{Scale, Verdict, accepted, busy, invalid, places, refused, span};

const SPANS: usize = 10_000;
const LARGEST_BODY: usize = 100_000;

/// What the server does with a request whose spans are valid.
fn met(rng: &mut Rng) -> Verdict {
    match rng.u8(..80) {
        0..8 => Verdict::Refuse(busy(503)),
        8..16 => Verdict::Refuse(busy(429)),
        16 => Verdict::Refuse(Response::Close),
        17 => Verdict::StoreAnd(Response::Close),
        18 => Verdict::Refuse(Response::Silence),
        19 => Verdict::StoreAnd(Response::Stall(b"HTTP/1.1 200 OK\r\n".to_vec())),
        20 => Verdict::StoreAnd(Response::truncated(200, r#"{"items": ["#, 100)),
        _ => Verdict::Store,
    }
}

/// What it says of spans that are not valid.
fn judged(items: &[Value]) -> Option<Response> {
    if json!({"items": items}).to_string().len() > LARGEST_BODY {
        return Some(refused(413));
    }
    for (name, status) in [("malformed", 400), ("conflicting", 409), ("odd", 422)] {
        if !places(items, name).is_empty() {
            return Some(refused(status));
        }
    }
    let bad = places(items, "bad");
    (!bad.is_empty()).then(|| invalid(&bad))
}

/// The span with this number, and whether it is valid.
fn any(rng: &mut Rng, id: usize) -> (SpanCreateRequest, bool) {
    let mut span = span(id.to_string());
    let is_large = match rng.u16(..1_000) {
        0 => true,
        1..6 => {
            let names = ["malformed", "conflicting", "odd"];
            rng.choice(names)
                .unwrap_or_default()
                .clone_into(&mut span.name);
            false
        }
        6..20 => {
            "bad".clone_into(&mut span.name);
            false
        }
        _ => false,
    };
    let length = if is_large {
        LARGEST_BODY
    } else {
        rng.usize(..400)
    };
    span.input = Some(object! {"text": "a".repeat(length)});
    let is_valid = span.name == "good";
    (span, is_valid)
}

#[test]
fn every_span_is_accounted_for() {
    let seed = 23;
    let mut rng = Rng::with_seed(seed);
    let faults = Mutex::new(rng.fork());
    let scale = Scale::new(move |items| match judged(items) {
        Some(response) => Verdict::Refuse(response),
        None => met(&mut faults.lock().unwrap()),
    });
    let client = scale.builder().attempt_timeout(Duration::from_millis(400));
    let client = client.build().unwrap();
    // More than the default, since most of the time is spent waiting for what doesn't come.
    let limits = Limits::new().concurrency(16);

    let (mut sent, mut good, mut bad) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for id in 0..SPANS {
        let (span, is_valid) = any(&mut rng, id);
        if is_valid { &mut good } else { &mut bad }.insert(id.to_string());
        sent.push(span);
    }
    assert!(bad.len() > 100, "{} of {SPANS} are bad", bad.len());

    let (mut arrived, mut rejected, mut truncated) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut rounds = 0;
    while !sent.is_empty() {
        rounds += 1;
        assert!(rounds < 20, "{} spans are still unsent", sent.len());
        let ids = sent.iter().filter_map(|span| span.id.clone()).collect();
        let report = block_on(deliver(&client, sent, &limits));
        arrived.extend(accepted(&ids, &report));
        truncated += report.truncated;
        let refused = report.rejected.into_iter();
        rejected.extend(refused.filter_map(|rejected| rejected.span.id));

        // What was accepted is there; what is there besides is unsent, since its response was lost.
        let stored = scale.stored();
        sent = report
            .unsent
            .into_iter()
            .map(|unsent| unsent.span)
            .collect();
        let unsent: BTreeSet<_> = sent.iter().filter_map(|span| span.id.clone()).collect();
        assert!(arrived.is_subset(&stored));
        let lost: BTreeSet<_> = stored.difference(&arrived).cloned().collect();
        assert!(lost.is_subset(&unsent), "{lost:?}");
    }
    assert_eq!(scale.stored(), good);
    assert_eq!(arrived, good);
    assert_eq!(rejected, bad);
    assert!(truncated > 0);
}
