//! What responses mean for the spans in the request.

use std::sync::atomic::{AtomicUsize, Ordering};

use scripted_server::{Response, Server};
use spanwire_delivery::spanwire::scale_v5::Client;
use spanwire_delivery::spanwire::scale_v5::models::SpanBatchCreateRequest;
use spanwire_delivery::spanwire::testing::{self, Reply, block_on};
use spanwire_delivery::{Limits, UnsentReason, deliver};

use crate::scale::{Scale, Verdict, busy, refused, spans};

/// The request is that of the generated method.
#[test]
fn it_sends_what_upsert_batch_sends() {
    let server = testing::Server::new();
    for _ in 0..2 {
        server.reply(Reply::text(200, r#"{"items": []}"#));
    }
    let client = Client::builder().api_key("key").account_id("account");
    let client = client.transport(server.transport()).build().unwrap();
    let batch = SpanBatchCreateRequest::new(spans(3, &[]));
    block_on(client.spans().upsert_batch(&batch)).unwrap();
    let report = block_on(deliver(&client, batch.items, &Limits::new()));
    assert_eq!(report.accepted, 3);
    let requests = server.requests();
    let sent = |index: usize| {
        let request = &requests[index];
        (
            request.method().to_owned(),
            request.path().to_owned(),
            request.headers().clone(),
            request.body().clone(),
        )
    };
    assert_eq!(sent(0), sent(1));
}

#[test]
fn success_is_the_status() {
    let responses = [
        Response::empty(204),
        Response::text(200, "text/plain", "stored"),
        Response::text(202, "application/json", r#"{"items": "#),
        Response::json(200, &serde_json::json!({"items": [1, 2]})).header("content-encoding", "br"),
    ];
    for response in responses {
        let server = Server::scripted([response.clone()]).unwrap();
        let client = Client::builder().api_key("key").base_url(server.url());
        let client = client.build().unwrap();
        let report = block_on(deliver(&client, spans(3, &[]), &Limits::new()));
        assert_eq!(report.accepted, 3, "{response:?}");
    }
}

/// A response of success that is larger than the client reads is one.
#[test]
fn success_is_not_read() {
    let server = Server::scripted([Response::text(200, "text/plain", &"a".repeat(5_000))]);
    let server = server.unwrap();
    let client = Client::builder().api_key("key").base_url(server.url());
    let client = client.max_response_bytes(1_000).build().unwrap();
    let report = block_on(deliver(&client, spans(3, &[]), &Limits::new()));
    assert_eq!(report.accepted, 3);
}

/// A span without an id gets one, so the second request finds it stored.
#[test]
fn a_lost_response_stores_no_span_twice() {
    let asked = AtomicUsize::new(0);
    let scale = Scale::new(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Verdict::StoreAnd(Response::Close),
        _ => Verdict::Store,
    });
    let mut sent = spans(5, &[]);
    for span in &mut sent {
        span.id = None;
    }
    assert_eq!(scale.deliver(sent).accepted, 5);
    assert_eq!((scale.counts(), scale.stored().len()), (vec![5, 5], 5));
}

#[test]
fn the_client_retries() {
    let asked = AtomicUsize::new(0);
    let scale = Scale::new(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => Verdict::Refuse(busy(503)),
        1 => Verdict::Refuse(busy(429)),
        _ => Verdict::Store,
    });
    assert_eq!(scale.deliver(spans(5, &[])).accepted, 5);
    assert_eq!(scale.counts(), [5, 5, 5]);
}

/// The second batch of three meets a server that is busy or wrong; it is not halved.
#[test]
fn a_failure_that_is_about_no_span_leaves_them_unsent() {
    for (status, requests) in [(503, 5), (429, 5), (404, 3), (501, 3)] {
        let scale = Scale::new(move |items| {
            if items[0]["id"] == "200" {
                Verdict::Refuse(busy(status))
            } else {
                Verdict::Store
            }
        });
        let report = scale.deliver(spans(600, &[]));
        assert_eq!((report.accepted, report.rejected.len()), (400, 0));
        let ids = report.unsent.iter().map(|unsent| unsent.span.id.clone());
        let expected = (200..400).map(|id| Some(id.to_string()));
        assert!(ids.eq(expected));
        let reason = &report.unsent[0].reason;
        assert!(matches!(reason, UnsentReason::Failed(_)), "{reason}");
        assert_eq!(reason.error().unwrap().status().unwrap(), status);
        assert_eq!(scale.counts().len(), requests, "{status}");
    }
}

/// Of four requests that are under way, one is refused for its credentials, and the others have no
/// response yet.
#[test]
fn credentials_that_are_refused_stop_everything() {
    for status in [401, 403] {
        let asked = AtomicUsize::new(0);
        let scale = Scale::new(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
            3 => Verdict::Refuse(refused(status)),
            _ => Verdict::Refuse(Response::Silence),
        });
        let report = scale.deliver(spans(2_000, &[]));
        assert_eq!(report.unsent.len(), 2_000);
        for unsent in &report.unsent {
            let reason = &unsent.reason;
            assert!(matches!(reason, UnsentReason::Credentials(_)), "{reason}");
        }
        assert_eq!(scale.counts().len(), 4);
    }
}
