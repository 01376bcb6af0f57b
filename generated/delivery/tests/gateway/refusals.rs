//! Requests that no gateway could accept.

use std::io::Write as _;

use prost::Message as _;
use scripted_server::Request;
use serde_json::json;
use spanwire_delivery::gateway::Settings;

use crate::support::{Gateway, JSON, PROTOBUF, Reply, accepting, gzip, message, post, rest, spans};

/// `google.rpc.Status`.
#[derive(Clone, PartialEq, prost::Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

#[test]
fn garbage_is_a_bad_request_in_its_own_encoding() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    for body in [
        &b"{\"resourceSpans\": \"secret\"}"[..],
        b"{",
        b"\xff\xfe",
        b"[[[[",
        b"",
    ] {
        let response = gateway.post(JSON, body.to_vec());
        assert_eq!(response.status, 400, "{body:?}");
        assert_eq!(response.json()["code"], 3);
        assert!(response.json()["message"].is_string());
        assert_eq!(response.header("retry-after"), None);
    }
    let response = gateway.post(PROTOBUF, b"no protobuf: secret".to_vec());
    assert_eq!(response.status, 400);
    assert_eq!(response.header("content-type"), Some(PROTOBUF));
    let status = Status::decode(&*response.body).expect("a status");
    assert!(status.code == 3 && !status.message.is_empty());

    let mut request = post(JSON, b"{}".to_vec());
    let gzip = ("content-encoding".to_owned(), "gzip".to_owned());
    request.headers.push(gzip);
    assert_eq!(gateway.send(&request).status, 400);
    assert!(scale.requests().is_empty());
    let log = gateway.log();
    assert_eq!(log.len(), 7);
    assert!(log.iter().all(|line| !line.contains("secret")), "{log:?}");
}

#[test]
fn other_media_types_and_codings_are_not_supported() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    for media_type in ["text/plain", "application/grpc", "application/jsonl", ""] {
        let response = gateway.post(media_type, message(&[1]));
        assert_eq!(response.status, 415, "{media_type}");
    }
    for coding in ["zstd", "gzip, gzip", "deflate"] {
        let mut request = post(PROTOBUF, message(&[1]));
        let header = ("content-encoding".to_owned(), coding.to_owned());
        request.headers.push(header);
        let response = gateway.send(&request);
        assert_eq!(response.status, 415, "{coding}");
        assert_eq!(response.header("content-type"), Some(PROTOBUF));
    }
    assert!(scale.requests().is_empty());
}

#[test]
fn other_paths_and_methods() {
    let scale = accepting();
    let gateway = Gateway::new(&scale);
    let response = |method: &str, target: &str| {
        gateway.send(&Request {
            method: method.to_owned(),
            target: target.to_owned(),
            ..post(PROTOBUF, Vec::new())
        })
    };
    assert_eq!(response("POST", "/v1/metrics").status, 404);
    assert_eq!(response("GET", "/").status, 404);
    let refused = response("GET", "/v1/traces");
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, Some("POST"))
    );
    let refused = response("POST", "/healthz");
    assert_eq!(refused.header("allow"), Some("GET, HEAD"));
    assert_eq!(refused.status, 405);
    let healthy = response("GET", "/healthz");
    assert_eq!((healthy.status, &*healthy.body), (200, &b"ok\n"[..]));
    assert_eq!(response("HEAD", "/healthz").status, 200);
}

/// Settings for bodies of at most 1,000 bytes.
fn small() -> Settings {
    Settings::new().body_bytes(1_000)
}

#[test]
fn a_body_of_exactly_the_limit_is_accepted() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, small());
    let body = json!({"resourceSpans": []}).to_string();
    for (length, status) in [(1_000, 200), (1_001, 413)] {
        let body = format!("{body:length$}").into_bytes();
        assert_eq!(gateway.post(JSON, body.clone()).status, status);
        let mut request = post(JSON, gzip(&body));
        let header = ("content-encoding".to_owned(), "gzip".to_owned());
        request.headers.push(header);
        assert_eq!(gateway.send(&request).status, status, "{length}, gzip");
    }
}

#[test]
fn a_body_that_is_too_large_ends_in_413_whatever_it_declares() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, small());
    let refused = gateway.post(PROTOBUF, message(&[1; 50]));
    assert_eq!(refused.status, 413);
    assert_eq!(refused.header("content-type"), Some(PROTOBUF));
    assert_eq!(refused.header("retry-after"), None);

    // Its length is not known beforehand.
    let mut stream = gateway.connect();
    let head = format!(
        "POST /v1/traces HTTP/1.1\r\nhost: gateway\r\ncontent-type: {PROTOBUF}\r\n\
         transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    for _ in 0..3 {
        let chunk = format!("190\r\n{}\r\n", "x".repeat(400));
        stream.write_all(chunk.as_bytes()).expect("sent");
    }
    stream.write_all(b"0\r\n\r\n").expect("sent");
    assert_eq!(Reply::read(&rest(stream)).status, 413);

    let mut bomb = post(JSON, gzip(&vec![b' '; 300_000]));
    assert!(bomb.body.len() < 1_000 * 2);
    let header = ("content-encoding".to_owned(), "gzip".to_owned());
    bomb.headers.push(header);
    assert_eq!(gateway.send(&bomb).status, 413);
    assert_eq!(spans(&scale).len(), 0);
}

#[test]
fn a_client_that_is_still_sending_sees_the_refusal() {
    const LIMIT: usize = 16 << 20;
    let scale = accepting();
    let gateway = Gateway::with(&scale, Settings::new().body_bytes(LIMIT));
    let response = gateway.post(JSON, vec![b' '; LIMIT * 2]);
    assert_eq!(response.status, 413);
}

#[test]
fn the_connection_survives_a_refusal() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, small());
    let mut stream = gateway.connect();
    let request = |body: &[u8], last: &str| {
        let length = body.len();
        let head = format!(
            "POST /v1/traces HTTP/1.1\r\nhost: gateway\r\ncontent-type: {PROTOBUF}\r\n\
             content-length: {length}\r\n{last}\r\n"
        );
        [head.as_bytes(), body].concat()
    };
    let refused = request(&message(&[1; 50]), "");
    let accepted = request(&message(&[2]), "connection: close\r\n");
    stream
        .write_all(&[refused, accepted].concat())
        .expect("sent");
    let responses = String::from_utf8_lossy(&rest(stream)).into_owned();
    let statuses = responses.split("HTTP/1.1 ").skip(1).map(|one| &one[..3]);
    assert_eq!(statuses.collect::<Vec<_>>(), ["413", "200"]);
}
