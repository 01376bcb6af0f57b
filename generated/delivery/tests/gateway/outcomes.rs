//! What Scale says, and what the sender is told.

use std::time::Duration;

use scripted_server::{Response, Server};
use serde_json::json;

use crate::support::{
    Gateway, JSON, KEY, PROTOBUF, accept, accepting, deadline, id, message, spans,
};

fn unprocessable(index: usize) -> Response {
    let detail = json!([{
        "loc": ["body", "items", index, "trace_id"], "msg": "too long", "type": "string_too_long",
    }]);
    Response::json(422, &json!({"detail": detail}))
}

#[test]
fn spans_that_scale_rejects_are_a_partial_success() {
    let scale = Server::scripted([unprocessable(1), accept()]).expect("a port");
    let gateway = Gateway::new(&scale);
    let response = gateway.post(PROTOBUF, message(&[1, 2, 3]));
    let partial = response.partial().expect("a partial success");
    assert_eq!(partial.rejected_spans, 1);
    assert!(partial.error_message.contains(&id(2)), "{partial:?}");
    assert!(partial.error_message.contains("too long"), "{partial:?}");
    let sent = scale.requests()[1].json();
    let ids = [&sent["items"][0]["id"], &sent["items"][1]["id"]];
    assert_eq!(ids, [&json!(id(1)), &json!(id(3))]);
    assert_eq!(gateway.log(), ["200 OK: 1 spans are rejected"]);
}

#[test]
fn spans_without_a_valid_id_are_rejected_and_cost_no_other() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    let response = gateway.post(PROTOBUF, message(&[0, 1, 0]));
    let partial = response.partial().expect("a partial success");
    assert_eq!(partial.rejected_spans, 2);
    assert!(partial.error_message.contains("span id"), "{partial:?}");
    assert_eq!(spans(&scale).len(), 1);

    let span = json!({"traceId": "not hex", "spanId": id(1)});
    let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]});
    let response = gateway.post(JSON, body.to_string().into_bytes());
    let partial = &response.json()["partialSuccess"];
    assert_eq!(partial["rejectedSpans"], "1");
    assert!(partial["errorMessage"].is_string());
    assert_eq!(scale.requests().len(), 1);
}

#[test]
fn both_kinds_of_rejected_spans_are_counted() {
    let scale = Server::scripted([unprocessable(0), accept()]).expect("a port");
    let gateway = Gateway::new(&scale);
    let partial = gateway.post(PROTOBUF, message(&[1, 0, 2])).partial();
    let partial = partial.expect("a partial success");
    assert_eq!(partial.rejected_spans, 2);
    assert!(partial.error_message.contains("span id"), "{partial:?}");
}

/// What the sender is told of a failure, and of the same request once Scale works again.
fn failed(failure: Response, status: u16, after: &str) -> String {
    let scale = Server::scripted([failure, accept()]).expect("a port");
    let gateway = Gateway::new(&scale);
    let response = gateway.post(JSON_ENCODED.0, JSON_ENCODED.1.into());
    assert_eq!(response.status, status);
    assert_eq!(response.header("retry-after"), Some(after));
    let message = response.json()["message"].as_str().map(str::to_owned);

    let response = gateway.post(JSON_ENCODED.0, JSON_ENCODED.1.into());
    assert_eq!((response.status, response.json()), (200, json!({})));
    let log = gateway.log();
    assert_eq!(log.len(), 1, "{log:?}");
    assert!(
        !log[0].contains("secret") && !log[0].contains(KEY),
        "{log:?}"
    );
    message.expect("a message")
}

const JSON_ENCODED: (&str, &str) = (
    JSON,
    r#"{"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "secret",
        "traceId": "01010101010101010101010101010101", "spanId": "0202020202020202"}]}]}]}"#,
);

#[test]
fn a_failure_of_scale_asks_for_the_request_again() {
    let reply = |status| Response::json(status, &json!({"detail": "secret"}));
    let message = failed(reply(503).header("retry-after", "7"), 503, "7");
    assert!(message.contains("1 of 1 spans") && message.contains("503"));
    failed(reply(503), 503, "5");
    failed(reply(429).header("retry-after", "120"), 429, "120");
    failed(reply(429).header("retry-after-ms", "1500"), 429, "2");
    failed(reply(500), 503, "5");
    failed(reply(404), 503, "5");
    failed(Response::Close, 503, "5");
}

#[test]
fn refused_credentials_cost_no_spans() {
    for status in [401, 403] {
        let reply = Response::json(status, &json!({"detail": "secret"}));
        let message = failed(reply, 503, "30");
        assert!(message.contains(&status.to_string()), "{message}");
    }
}

#[test]
fn a_server_that_stalls_ends_with_the_deadline() {
    let scale = Server::scripted([Response::Silence, accept()]).expect("a port");
    let gateway = Gateway::with(&scale, deadline(Duration::from_millis(100)));
    let response = gateway.post(PROTOBUF, message(&[1]));
    assert_eq!(response.status, 503);
    assert!(response.header("retry-after").is_some());
    // Under load, that deadline is short for another one.
    let gateway = Gateway::new(&scale);
    assert_eq!(gateway.post(PROTOBUF, message(&[1])).status, 200);
}

#[test]
fn one_batch_that_is_left_asks_for_all_of_them() {
    let numbers: Vec<u8> = (1..=250).collect();
    let scale = Server::with(|request| {
        if request.text().contains(&id(250)) {
            Response::empty(503)
        } else {
            accept()
        }
    });
    let scale = scale.expect("a port");
    let gateway = Gateway::new(&scale);
    let response = gateway.post(PROTOBUF, message(&numbers));
    assert_eq!(response.status, 503);
    let log = gateway.log();
    assert!(log[0].contains("50 of 250 spans"), "{log:?}");
}

#[test]
fn what_scale_refuses_without_a_reason_is_not_asked_for_again() {
    let scale = Server::with(|_| Response::json(400, &json!({"detail": "no"})));
    let scale = scale.expect("a port");
    let gateway = Gateway::new(&scale);
    let numbers: Vec<u8> = (1..=200).collect();
    let partial = gateway.post(PROTOBUF, message(&numbers)).partial();
    assert_eq!(partial.expect("a partial success").rejected_spans, 200);
    assert!(scale.requests().len() <= 64);
}
