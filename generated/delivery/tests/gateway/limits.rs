//! What the gateway holds at once, and how long it waits.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use spanwire_delivery::gateway::Settings;

use crate::support::{Gateway, Held, PROTOBUF, Reply, accepting, gzip, message, post, rest};

const SOON: Duration = Duration::from_millis(100);

#[test]
fn a_request_too_many_is_told_to_come_again() {
    let held = Held::new();
    let gateway = Gateway::with(&held.scale, Settings::new().in_flight_requests(1));
    thread::scope(|scope| {
        let first = scope.spawn(|| gateway.post(PROTOBUF, message(&[1])));
        held.wait_for(1);
        let second = gateway.post(PROTOBUF, message(&[2]));
        assert_eq!(second.status, 429);
        assert_eq!(second.header("retry-after"), Some("1"));
        assert_eq!(second.header("content-type"), Some(PROTOBUF));
        held.let_go();
        assert_eq!(first.join().expect("no panic").status, 200);
    });
    assert_eq!(gateway.post(PROTOBUF, message(&[2])).status, 200);
}

#[test]
fn bytes_too_many_are_told_to_come_again() {
    let held = Held::new();
    let gateway = Gateway::with(&held.scale, Settings::new().in_flight_bytes(64 << 10));
    let large = vec![0; 40 << 10];
    // A field that no span has.
    let large = [&message(&[1])[..], b"\xfa\x7f\x80\xc0\x02", &large].concat();
    thread::scope(|scope| {
        let first = scope.spawn(|| gateway.post(PROTOBUF, large.clone()));
        held.wait_for(1);
        assert_eq!(gateway.post(PROTOBUF, large.clone()).status, 429);
        let mut compressed = post(PROTOBUF, gzip(&large));
        let header = ("content-encoding".to_owned(), "gzip".to_owned());
        compressed.headers.push(header);
        assert_eq!(gateway.send(&compressed).status, 429);
        held.let_go();
        assert_eq!(first.join().expect("no panic").status, 200);
        assert_eq!(gateway.send(&compressed).status, 200);
    });
}

/// Sends a part of a request.
fn begin(gateway: &Gateway, text: &str) -> TcpStream {
    let mut stream = gateway.connect();
    stream.write_all(text.as_bytes()).expect("sent");
    stream
}

#[test]
fn a_body_that_does_not_come_in_time_is_told_to_come_again() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, Settings::new().read_timeout(SOON));
    let head = "POST /v1/traces HTTP/1.1\r\nhost: gateway\r\n\
                content-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    let response = Reply::read(&rest(begin(&gateway, head)));
    assert_eq!(response.status, 503);
    assert!(response.header("retry-after").is_some());
}

#[test]
fn a_connection_without_a_request_is_closed() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, Settings::new().idle_timeout(5 * SOON));
    for text in ["", "POST /v1/traces HTTP/1.1\r\nhost: gat"] {
        let response = Reply::read(&rest(begin(&gateway, text)));
        assert!([0, 408].contains(&response.status), "{}", response.status);
    }
    // After a response, too.
    let stream = begin(&gateway, "GET /healthz HTTP/1.1\r\nhost: gateway\r\n\r\n");
    assert_eq!(Reply::read(&rest(stream)).status, 200);
}

#[test]
fn a_connection_too_many_waits_for_another_to_close() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, Settings::new().connections(1));
    let health = "GET /healthz HTTP/1.1\r\nhost: gateway\r\n\r\n";
    let mut first = begin(&gateway, health);
    let mut byte = [0];
    first.read_exact(&mut byte).expect("a response");
    let mut second = begin(&gateway, health);
    second.set_read_timeout(Some(SOON)).expect("a time");
    assert!(second.read_exact(&mut byte).is_err());
    drop(first);
    second
        .set_read_timeout(Some(crate::support::LONG))
        .expect("a time");
    second.read_exact(&mut byte).expect("a response");
}

#[test]
fn what_a_client_leaves_behind_is_free_again() {
    let held = Held::new();
    let gateway = Gateway::with(&held.scale, Settings::new().in_flight_requests(1));
    let request = post(PROTOBUF, message(&[1])).to_bytes();
    let mut stream = gateway.connect();
    stream.write_all(&request).expect("sent");
    held.wait_for(1);
    drop(stream);
    held.let_go();
    let deadline = std::time::Instant::now() + crate::support::LONG;
    while gateway.post(PROTOBUF, message(&[2])).status != 200 {
        assert!(std::time::Instant::now() < deadline);
        thread::yield_now();
    }
}
