//! The end of a gateway.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use spanwire_delivery::gateway::Settings;

use crate::support::{Gateway, Held, LONG, PROTOBUF, accepting, message, rest, spans};

/// Waits until no connection is accepted any more.
fn refused(gateway: &Gateway) {
    let deadline = Instant::now() + LONG;
    while TcpStream::connect(gateway.address).is_ok() {
        assert!(Instant::now() < deadline);
        thread::yield_now();
    }
}

#[test]
fn what_is_in_flight_ends_before_the_gateway_does() {
    let held = Held::new();
    let mut gateway = Gateway::new(&held.scale);
    let mut stream = gateway.connect();
    let request = crate::support::post(PROTOBUF, message(&[1])).to_bytes();
    stream.write_all(&request).expect("sent");
    held.wait_for(1);
    gateway.stop();
    refused(&gateway);
    held.let_go();
    assert_eq!(gateway.join(), 0);
    assert!(rest(stream).starts_with(b"HTTP/1.1 200"));
    assert_eq!(spans(&held.scale).len(), 1);
}

#[test]
fn what_takes_longer_than_the_grace_period_is_cut_off() {
    let held = Held::new();
    let settings = Settings::new().grace(Duration::from_millis(50));
    let gateway = Gateway::with(&held.scale, settings);
    let mut stream = gateway.connect();
    let request = crate::support::post(PROTOBUF, message(&[1])).to_bytes();
    stream.write_all(&request).expect("sent");
    held.wait_for(1);
    assert_eq!(gateway.join(), 1);
    assert_eq!(rest(stream), b"");
}

#[test]
fn connections_without_a_request_delay_nothing() {
    let scale = accepting();
    let gateway = Gateway::with(&scale, Settings::new().grace(LONG));
    let silent = gateway.connect();
    let mut partial = gateway.connect();
    partial.write_all(b"POST /v1/tra").expect("sent");
    let mut idle = gateway.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: gateway\r\n\r\n")
        .expect("sent");
    idle.read_exact(&mut [0; 12]).expect("a response");
    let begun = Instant::now();
    assert_eq!(gateway.join(), 0);
    assert!(begun.elapsed() < LONG / 2);
    for stream in [silent, partial, idle] {
        rest(stream);
    }
}
