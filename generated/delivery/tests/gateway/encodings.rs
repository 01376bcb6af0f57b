//! Protobuf, JSON and gzip give the same spans.

use serde_json::{Value, json};

use crate::support::{Gateway, JSON, PROTOBUF, accepting, gzip, id, message, post, spans};

/// The same message as [`message`] makes of a number.
fn json_message(number: u8) -> Value {
    json!({"resourceSpans": [{"scopeSpans": [{"spans": [{
        "traceId": "07".repeat(16),
        "spanId": id(number).to_uppercase(),
        "name": format!("secret {number}"),
        "startTimeUnixNano": "1700000000000000000",
        "endTimeUnixNano": "1700000000500000000",
        "aNewField": {"of": ["a", "later", "version"]},
    }]}]}]})
}

#[test]
fn every_encoding_delivers_the_same_span() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    let json = json_message(0xab).to_string().into_bytes();
    let protobuf = message(&[0xab]);
    for (media_type, body) in [
        (JSON, &json),
        (PROTOBUF, &protobuf),
        ("Application/JSON; charset=utf-8", &json),
    ] {
        for compressed in [false, true] {
            let mut request = post(media_type, body.clone());
            if compressed {
                request.body = gzip(body);
                let header = ("content-encoding".to_owned(), "gzip".to_owned());
                request.headers.push(header);
            }
            let response = gateway.send(&request);
            assert_eq!(response.status, 200, "{media_type}, gzip: {compressed}");
            if media_type == PROTOBUF {
                assert!(response.body.is_empty() && response.partial().is_none());
            } else {
                assert_eq!(response.json(), json!({}));
            }
        }
    }
    let spans = spans(&scale);
    assert_eq!(spans.len(), 6);
    assert_eq!(spans[0]["id"], id(0xab));
    assert_eq!(spans[0]["trace_id"], "07".repeat(16));
    assert_eq!(spans[0]["name"], "secret 171");
    assert_eq!(spans[0]["start_timestamp"], "2023-11-14T22:13:20Z");
    assert!(spans.iter().all(|span| *span == spans[0]));
    assert_eq!(gateway.log(), [""; 0]);
}

#[test]
fn a_message_without_spans_is_a_success() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    for (media_type, body) in [
        (PROTOBUF, &b""[..]),
        (JSON, b"{}"),
        (JSON, b"{\"resourceSpans\": null}"),
        (JSON, b"{\"resourceSpans\": [{}]}"),
    ] {
        let response = gateway.post(media_type, body.to_vec());
        assert_eq!(response.status, 200, "{media_type}");
    }
    assert!(scale.requests().is_empty());
}

#[test]
fn a_large_message_arrives_in_batches() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    let numbers: Vec<u8> = (1..=250).collect();
    let response = gateway.post(PROTOBUF, message(&numbers));
    assert_eq!(response.partial(), None);
    let spans = spans(&scale);
    let mut ids: Vec<_> = spans.iter().map(|span| span["id"].clone()).collect();
    ids.sort_by_key(Value::to_string);
    assert_eq!(ids, numbers.iter().map(|&n| id(n)).collect::<Vec<_>>());
    assert_eq!(scale.requests().len(), 2);
}
