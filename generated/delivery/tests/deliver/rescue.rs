//! One bad span costs no other, and few requests.

use serde_json::json;
use spanwire_delivery::spanwire::object;
use spanwire_delivery::spanwire::scale_v5::models::SpanCreateRequest;
use spanwire_delivery::spanwire::testing::block_on;
use spanwire_delivery::{Limits, Report, UnsentReason, deliver};

use crate::scale::{Scale, Verdict, accepted, invalid, places, refused, span, spans};

/// Names the items that are bad.
fn by_index() -> Scale {
    Scale::new(|items| match places(items, "bad").as_slice() {
        [] => Verdict::Store,
        bad => Verdict::Refuse(invalid(bad)),
    })
}

/// Refuses every request with a bad item, and names none.
fn by_status(status: u16) -> Scale {
    Scale::new(move |items| match places(items, "bad").as_slice() {
        [] => Verdict::Store,
        _ => Verdict::Refuse(refused(status)),
    })
}

/// Refuses bodies of more bytes than this.
fn by_size(most: usize) -> Scale {
    Scale::new(move |items| {
        if json!({"items": items}).to_string().len() > most {
            Verdict::Refuse(refused(413))
        } else {
            Verdict::Store
        }
    })
}

fn rejected(report: &Report) -> Vec<&str> {
    let rejected = report.rejected.iter();
    rejected
        .map(|rejected| rejected.span.id.as_deref().unwrap())
        .collect()
}

#[test]
fn an_item_that_is_named_costs_one_more_request() {
    for bad in [0, 77, 199] {
        let scale = by_index();
        let report = scale.deliver(spans(200, &[bad]));
        assert_eq!((report.accepted, report.unsent.len()), (199, 0));
        assert_eq!(rejected(&report), [bad.to_string()]);
        assert_eq!(
            report.rejected[0].to_string(),
            format!(
                "span `{bad}` (`bad`) of trace `trace-1`: 422: name: Value error, the name is bad"
            )
        );
        assert_eq!(scale.counts(), [200, 199]);
        assert!(!scale.stored().contains(&bad.to_string()));
    }
}

#[test]
fn items_that_are_named_one_by_one_cost_a_request_each() {
    let scale = Scale::new(|items| match places(items, "bad").first() {
        None => Verdict::Store,
        Some(first) => Verdict::Refuse(invalid(&[*first])),
    });
    let report = scale.deliver(spans(200, &[3, 4, 150]));
    assert_eq!(rejected(&report), ["3", "4", "150"]);
    assert_eq!(scale.counts(), [200, 199, 198, 197]);
    assert_eq!(scale.stored().len(), 197);
}

#[test]
fn a_batch_of_bad_items_is_not_sent_again() {
    let scale = by_index();
    let report = scale.deliver(spans(3, &[0, 1, 2]));
    assert_eq!(rejected(&report), ["0", "1", "2"]);
    assert_eq!(scale.counts(), [3]);
}

/// 1 + 2 ⌈log₂ 200⌉ requests.
#[test]
fn a_span_that_is_not_named_is_found_by_halving() {
    for status in [400, 409, 422] {
        for bad in [0, 77, 199] {
            let scale = by_status(status);
            let report = scale.deliver(spans(200, &[bad]));
            assert_eq!((report.accepted, report.unsent.len()), (199, 0));
            assert_eq!(rejected(&report), [bad.to_string()]);
            assert_eq!(report.rejected[0].status.unwrap(), status);
            let message = &report.rejected[0].message;
            assert_eq!(message, r#"{"detail":"something is wrong"}"#);
            assert!(scale.counts().len() <= 17, "{:?}", scale.counts());
            assert_eq!(scale.stored().len(), 199);
        }
    }
}

/// A place outside of the batch names nothing, so the batch is halved.
#[test]
fn places_that_are_not_in_the_batch_are_not_believed() {
    let scale = Scale::new(|items| match places(items, "bad").as_slice() {
        [] => Verdict::Store,
        _ => Verdict::Refuse(invalid(&[items.len()])),
    });
    let report = scale.deliver(spans(200, &[9]));
    assert_eq!(rejected(&report), ["9"]);
    assert_eq!(scale.stored().len(), 199);
}

#[test]
fn a_batch_costs_at_most_64_requests() {
    let every_second: Vec<_> = (0..200).step_by(2).collect();
    let scale = by_status(400);
    let mut sent = spans(200, &every_second);
    let mut ids = sent.iter().filter_map(|span| span.id.clone()).collect();
    let report = scale.deliver(sent);
    assert_eq!(scale.counts().len(), 64);
    assert_eq!(accepted(&ids, &report), scale.stored());
    assert!(!report.unsent.is_empty());
    for unsent in &report.unsent {
        let used_up = matches!(unsent.reason, UnsentReason::RequestsUsedUp(_));
        assert!(used_up, "{unsent}");
    }

    // What is left over gets further when it is sent again.
    let mut report = report;
    let mut bad = report.rejected.len();
    for _ in 0..10 {
        sent = report
            .unsent
            .into_iter()
            .map(|unsent| unsent.span)
            .collect();
        ids = sent.iter().filter_map(|span| span.id.clone()).collect();
        report = scale.deliver(sent);
        accepted(&ids, &report);
        bad += report.rejected.len();
        if report.unsent.is_empty() {
            break;
        }
    }
    assert_eq!((bad, scale.stored().len()), (100, 100));
}

/// Also where the server names an item each time.
#[test]
fn a_batch_with_named_items_costs_at_most_64_requests() {
    let scale = Scale::new(|items| match places(items, "bad").first() {
        None => Verdict::Store,
        Some(first) => Verdict::Refuse(invalid(&[*first])),
    });
    let every: Vec<_> = (0..200).collect();
    let report = scale.deliver(spans(200, &every));
    assert_eq!((report.rejected.len(), report.unsent.len()), (64, 136));
    let reason = &report.unsent[0].reason;
    assert!(
        matches!(reason, UnsentReason::RequestsUsedUp(_)),
        "{reason}"
    );
    assert_eq!(scale.counts().len(), 64);
}

#[test]
fn the_number_of_requests_can_be_set() {
    let scale = by_status(400);
    let limits = Limits::new().requests(1);
    let report = block_on(deliver(&scale.client(), spans(10, &[4]), &limits));
    assert_eq!((report.unsent.len(), scale.counts().len()), (10, 1));
}

#[test]
fn batches_that_are_too_large_for_the_server_are_halved() {
    let scale = by_size(10_000);
    let report = scale.deliver(spans(200, &[]));
    assert_eq!((report.accepted, report.truncated), (200, 0));
    assert_eq!(scale.stored().len(), 200);
}

fn large(id: &str) -> SpanCreateRequest {
    span(id)
        .with_input(object! {"model": "m", "messages": ["a".repeat(100_000)]})
        .with_output(object! {"text": "é".repeat(50_000)})
        .with_metadata(object! {"kept": [1, 2]})
}

#[test]
fn a_span_that_is_too_large_loses_content_and_says_so() {
    let scale = by_size(60_000);
    let mut sent = spans(10, &[]);
    sent.push(large("large"));
    let report = scale.deliver(sent);
    assert_eq!((report.accepted, report.truncated), (11, 1));
    let stored = scale.span("large");
    assert_eq!(
        stored["metadata"],
        json!({"kept": [1, 2], "spanwire.truncated": ["input", "output"]})
    );
    assert_eq!(stored["input"]["model"], "m");
    let messages = stored["input"]["messages"].as_str().unwrap();
    assert!(messages.starts_with(r#"["aaa"#) && messages.ends_with("a…"));
    let output = stored["output"]["text"].as_str().unwrap();
    assert_eq!(output.trim_end_matches('…'), "é".repeat(8 * 1024));
}

#[test]
fn a_span_that_is_too_large_without_its_content_is_rejected() {
    let scale = by_size(1_000);
    let report = scale.deliver(vec![large("large"), span("small")]);
    assert_eq!((report.accepted, rejected(&report)), (1, vec!["large"]));
    let rejected = &report.rejected[0];
    assert_eq!(rejected.status.unwrap(), 413);
    // As it was given, so that the program can store it elsewhere.
    let input = rejected.span.input.as_ref().unwrap();
    assert!(input["messages"].is_array());

    // A span without content has nothing to lose.
    let scale = by_size(10);
    let report = scale.deliver(vec![span("small")]);
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(scale.counts(), [1]);
}
