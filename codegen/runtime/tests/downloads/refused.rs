//! Downloads that can't be resumed, and what their errors say.

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Call, Error, NoError};

use crate::{Ask, MODIFIED, client, download, fails, first, part, rest};

#[test]
fn bytes_of_two_versions_are_never_mixed() {
    let other = |range: &str| part(206, "xxxxxx").header("content-range", range);
    let tagged = |tag: &str| {
        Reply::bytes(206, "application/octet-stream", "xxxxxx")
            .header("content-range", "bytes 4-9/10")
            .header("etag", tag)
    };
    for (reply, message) in [
        (part(200, "0123456789"), "responded with 200 instead of 206"),
        (Reply::status(204), "responded with 204 instead of 206"),
        (other("bytes 3-8/10"), "other bytes: 3 to 8"),
        (other("bytes 5-9/10"), "other bytes: 5 to 9"),
        (other("bytes 4-10/11"), "other bytes: 4 to 10"),
        (other("bytes 4-9/11"), "it had 10 bytes, and now has 11"),
        (other("bytes 4-9"), "without a valid `Content-Range`"),
        (part(206, "xxxxxx"), "without a valid `Content-Range`"),
        (tagged("\"b\""), "its `etag` is another"),
        (tagged("W/\"a\""), "its `etag` is another"),
        (
            other("bytes 4-9/10").header("content-encoding", "gzip"),
            "`Content-Encoding`",
        ),
    ] {
        let (bytes, error) = fails(&[first("0123"), reply], message);
        assert_eq!(bytes, "0123");
        let text = error.to_string();
        let both = "the connection broke off: the body ended too early; it can't be resumed at byte 4, since ";
        assert!(text.contains(both), "{text}");
    }
    // More than a response announced may be anything.
    let longer = rest("bytes 4-5/10", "45x");
    let (bytes, _) = fails(
        &[first("0123"), longer],
        "more bytes than its `Content-Range`",
    );
    assert_eq!(bytes, "0123");
    fails(&[first("0123456789x")], "more bytes than it announced");
}

#[test]
fn what_has_no_validator_breaks_off_and_says_why() {
    let plain = |bytes: &'static str| Reply::bytes(200, "text/plain", bytes).truncated();
    let tag = "it can't be resumed, since it has no strong `ETag`";
    for reply in [
        plain("0123"),
        plain("0123").header("etag", "W/\"a\""),
        plain("0123").header("last-modified", MODIFIED),
        plain("0123")
            .header("last-modified", MODIFIED)
            .header("date", MODIFIED),
    ] {
        let (bytes, error) = fails(&[reply], tag);
        assert_eq!(bytes, "0123");
        assert!(matches!(error, Error::Transport { .. }) && error.is_retryable());
    }
    let several = part(206, "0123").truncated();
    fails(&[several], "since it has no valid `Content-Range`");
    let server = Server::new();
    server.reply(first("0123"));
    let call: Call<(), NoError> = client(&server).post("/file");
    let mut stream = block_on(call.bytes_stream()).unwrap().resuming(2);
    assert!(block_on(stream.next()).unwrap().is_ok());
    let error = block_on(stream.next()).unwrap().unwrap_err();
    assert!(error.to_string().contains("not the response to a `GET`"));
}

#[test]
fn a_coding_that_was_removed_prevents_it() {
    let stored = first("0123").header("content-encoding", "gzip");
    let ask: Ask = |call| call.header("accept-encoding", "gzip");
    let (_, error, requests) = download(ask, &[stored]);
    let text = error.unwrap().to_string();
    assert!(text.contains("it has a `Content-Encoding`"), "{text}");
    assert_eq!(requests.len(), 1);
}

/// The runtime removes a coding that it can read, header included.
#[cfg(feature = "compression")]
#[test]
fn nor_is_what_was_decompressed_resumed() {
    const HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    const STORED: &[u8] = &[0, 4, 0, 0xfb, 0xff, b'0', b'1', b'2', b'3'];
    const WRONG: &[u8] = &[0, 4, 0, 0, 0];
    let gzip = |block: &[u8]| {
        let reply = Reply::bytes(200, "text/plain", [HEAD, block].concat());
        let reply = reply.header("etag", "\"a\"");
        reply.header("content-encoding", "gzip").truncated()
    };
    fails(&[gzip(STORED)], "since it has a `Content-Encoding`");
    // What would be wrong another time too has nothing to do with that.
    let (_, error) = fails(&[gzip(WRONG)], "");
    let text = error.to_string();
    assert!(!text.contains("resumed") && !error.is_retryable(), "{text}");
}

#[test]
fn without_being_asked_nothing_is_resumed() {
    for resuming in [None, Some(0)] {
        let server = Server::new();
        server.reply(first("0123"));
        let call: Call<(), NoError> = client(&server).get("/file");
        let stream = block_on(call.bytes_stream()).unwrap();
        let mut stream = match resuming {
            Some(times) => stream.resuming(times),
            None => stream,
        };
        assert!(block_on(stream.next()).unwrap().is_ok());
        let error = block_on(stream.next()).unwrap().unwrap_err();
        assert!(error.to_string().ends_with("the body ended too early"));
        assert!(block_on(stream.next()).is_none());
        assert_eq!(server.requests().len(), 1);
    }
}
