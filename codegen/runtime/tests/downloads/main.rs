//! Downloads that break off and are resumed, in a loop that awaits and in one that blocks.

#![cfg(feature = "blocking")]

#[path = "../common/mod.rs"]
mod common;
mod refused;

use std::time::Duration;

use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{ByteStream, Call, Client, Error, NoError};

const MODIFIED: &str = "Wed, 21 Oct 2015 07:28:00 GMT";

type Ask = fn(Call<(), NoError>) -> Call<(), NoError>;

fn client(server: &Server) -> Client {
    let options = common::client(server).with_options(|options| options.max_retries(1));
    options.unwrap()
}

/// The result of a download resumed up to twice in a row, which is the same when it blocks, and the
/// requests.
fn download(ask: Ask, replies: &[Reply]) -> (String, Option<Error>, Vec<Recorded>) {
    let server = || {
        let server = Server::new();
        for reply in replies {
            server.reply(reply.clone());
        }
        server
    };
    let one = server();
    let mut stream = block_on(ask(client(&one).get("/file")).bytes_stream())
        .unwrap()
        .resuming(2);
    let (mut bytes, mut failed) = (Vec::new(), None);
    while let Some(part) = block_on(stream.next()) {
        match part {
            Ok(part) => bytes.extend_from_slice(&part),
            // An error is the last item.
            Err(error) => assert!(failed.replace(error).is_none()),
        }
    }
    assert_eq!(stream.progress().bytes, bytes.len() as u64);
    let other = server();
    let call = ask(client(&other).get("/file")).bytes_stream();
    let mut blocking = Vec::new();
    let mut error = None;
    for part in call.blocking().unwrap().resuming(2).blocking() {
        match part {
            Ok(part) => blocking.extend_from_slice(&part),
            Err(found) => error = Some(found),
        }
    }
    assert_eq!(bytes, blocking);
    assert_eq!(format!("{failed:?}"), format!("{error:?}"));
    for server in [&one, &other] {
        server.check().unwrap();
    }
    (String::from_utf8(bytes).unwrap(), failed, one.requests())
}

/// The first response, ten bytes long, of which that many arrive.
fn first(bytes: &'static str) -> Reply {
    part(200, bytes).header("content-length", "10").truncated()
}

fn part(status: u16, bytes: &'static str) -> Reply {
    Reply::bytes(status, "application/octet-stream", bytes).header("etag", "\"a\"")
}

/// A part of the ten bytes.
fn rest(range: &str, bytes: &'static str) -> Reply {
    part(206, bytes).header("content-range", range)
}

/// The `Range` and `If-Range` of requests after the first.
fn ranges(requests: &[Recorded]) -> Vec<(&str, &str)> {
    let later = requests.iter().skip(1);
    later
        .map(|request| {
            let header = |name| request.header(name).unwrap_or_default();
            (header("range"), header("if-range"))
        })
        .collect()
}

fn same(call: Call<(), NoError>) -> Call<(), NoError> {
    call
}

/// The bytes of a download that succeeds, and the ranges that were requested for it.
fn whole(ask: Ask, replies: &[Reply], expected: &[(&str, &str)]) -> String {
    let (bytes, error, requests) = download(ask, replies);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ranges(&requests), expected);
    bytes
}

/// The bytes before an error that says so.
fn fails(replies: &[Reply], message: &str) -> (String, Error) {
    let (bytes, error, _) = download(same, replies);
    let error = error.unwrap();
    assert!(error.to_string().contains(message), "{error}");
    (bytes, error)
}

#[test]
fn what_breaks_off_goes_on_at_the_next_byte() {
    let replies = [
        first("0123"),
        rest("bytes 4-9/10", "45").truncated(),
        rest("bytes 6-9/10", "").truncated(),
        rest("bytes 6-9/10", "6789"),
    ];
    let asked = [
        ("bytes=4-", "\"a\""),
        ("bytes=6-", "\"a\""),
        ("bytes=6-", "\"a\""),
    ];
    assert_eq!(whole(same, &replies, &asked), "0123456789");
    // A body that merely ends early is incomplete, too.
    let early = part(200, "0123").header("content-length", "10");
    let replies = [
        early,
        rest("bytes 4-9/10", "456"),
        rest("bytes 7-9/10", "789"),
    ];
    let asked = [("bytes=4-", "\"a\""), ("bytes=7-", "\"a\"")];
    assert_eq!(whole(same, &replies, &asked), "0123456789");
}

#[test]
fn a_read_timeout_resumes_as_well() {
    let stalled = part(200, "0123").header("content-length", "10").stalled();
    let replies = [stalled, rest("bytes 4-9/10", "456789")];
    let ask: Ask = |call| call.read_timeout(Duration::from_secs(5));
    assert_eq!(whole(ask, &replies, &[("bytes=4-", "\"a\"")]), "0123456789");
}

#[test]
fn a_range_that_the_user_asked_for_goes_on_within_it() {
    let ask: Ask = |call| call.header("range", "bytes=-6").header("if-range", "\"a\"");
    let replies = [
        rest("bytes 4-8/10", "45").truncated(),
        rest("bytes 6-8/10", "678"),
    ];
    assert_eq!(whole(ask, &replies, &[("bytes=6-8", "\"a\"")]), "45678");
    // A server may ignore it, and then the whole goes on.
    let replies = [first("0123"), rest("bytes 4-9/10", "456789")];
    assert_eq!(whole(ask, &replies, &[("bytes=4-", "\"a\"")]), "0123456789");
}

#[test]
fn a_date_serves_where_there_is_no_tag() {
    let dated = |reply: Reply| reply.header("last-modified", MODIFIED);
    let octets = |status, bytes| Reply::bytes(status, "application/octet-stream", bytes);
    let replies = [
        dated(octets(200, "0123"))
            .header("date", "Wed, 21 Oct 2015 07:28:01 GMT")
            .truncated(),
        dated(octets(206, "456789")).header("content-range", "bytes 4-9/10"),
    ];
    assert_eq!(
        whole(same, &replies, &[("bytes=4-", MODIFIED)]),
        "0123456789"
    );
}

#[test]
fn a_server_may_send_less_than_it_is_asked_for() {
    let replies = [
        part(200, "01").truncated(),
        rest("bytes 2-5/10", "2345"),
        rest("bytes 6-9/10", "6789"),
    ];
    let asked = [("bytes=2-", "\"a\""), ("bytes=6-", "\"a\"")];
    assert_eq!(whole(same, &replies, &asked), "0123456789");
    // Where nobody says how long it is, the server's 416 does.
    let replies = [
        part(200, "01").truncated(),
        rest("bytes 2-5/*", "2345"),
        Reply::status(416).header("content-range", "bytes */6"),
    ];
    assert_eq!(whole(same, &replies, &asked), "012345");
}

#[test]
fn all_that_was_announced_is_the_end() {
    assert_eq!(whole(same, &[first("0123456789")], &[]), "0123456789");
    let replies = [
        part(200, "0123456789").truncated(),
        Reply::status(416).header("content-range", "bytes */10"),
    ];
    assert_eq!(
        whole(same, &replies, &[("bytes=10-", "\"a\"")]),
        "0123456789"
    );
    // Another length is not the end.
    for range in ["bytes */11", "bytes */9", "bytes */*"] {
        let replies = [
            part(200, "0123456789").truncated(),
            Reply::status(416).header("content-range", range),
        ];
        let (_, error) = fails(&replies, "416");
        assert_eq!(error.status().unwrap(), 416);
    }
    let refused = Reply::status(416).header("content-range", "bytes */4");
    fails(&[first("0123"), refused], "416");
}

#[test]
fn it_is_resumed_so_often_in_a_row() {
    let nothing = || rest("bytes 4-9/10", "").truncated();
    let replies = [first("0123"), nothing(), nothing()];
    let (bytes, _) = fails(&replies, "resuming it brought no bytes, 2 times in a row");
    assert_eq!(bytes, "0123");
    // Each byte starts the count again.
    let replies = [
        first("0123"),
        nothing(),
        rest("bytes 4-9/10", "4").truncated(),
        rest("bytes 5-9/10", "").truncated(),
        rest("bytes 5-9/10", "56789"),
    ];
    assert_eq!(download(same, &replies).0, "0123456789");
}

#[test]
fn a_request_for_the_rest_is_a_call_like_any() {
    // It is retried as calls are, and if that doesn't help it counts as one of the times.
    let replies = [
        first("0123"),
        Reply::status(503),
        Reply::interrupted(),
        Reply::refused(),
        rest("bytes 4-9/10", "456789"),
    ];
    assert_eq!(download(same, &replies).0, "0123456789");
    let (_, error) = fails(
        &[first("0123"), Reply::status(503), Reply::status(503)],
        "503",
    );
    assert_eq!(error.attempts(), 2);
    let (_, error) = fails(&[first("0123"), Reply::status(404)], "404");
    assert_eq!(error.status().unwrap(), 404);
    // Redirects are followed, so that an address that has expired is replaced.
    let moved = Reply::status(302).header("location", "/other");
    let replies = [first("0123"), moved, rest("bytes 4-9/10", "456789")];
    let (bytes, _, requests) = download(same, &replies);
    assert_eq!((&*bytes, requests[2].path()), ("0123456789", "/other"));
    assert_eq!(ranges(&requests)[1], ("bytes=4-", "\"a\""));
}

#[test]
fn progress_and_head_stay_those_of_the_download() {
    let server = Server::new();
    server
        .reply(part(200, "0123").truncated())
        .reply(rest("bytes 4-9/10", "456789").header("content-length", "6"));
    let call: Call<(), NoError> = client(&server).get("/file");
    let mut stream: ByteStream = block_on(call.bytes_stream()).unwrap();
    assert!(block_on(stream.next()).unwrap().is_ok());
    // The wait starts again after bytes have arrived.
    let mut stream = stream.resuming(1);
    assert_eq!(stream.progress().total, None);
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), "456789");
    assert!(block_on(stream.next()).is_none() && block_on(stream.next()).is_none());
    let progress = stream.progress();
    assert_eq!((progress.bytes, progress.total), (10, Some(10)));
    assert_eq!(stream.status(), 200);
    // It waits as before a retry.
    assert_eq!(server.sleeps().len(), 1);
}

/// A download of an earlier run goes on in its file.
#[test]
fn a_part_of_an_earlier_run_is_completed() {
    let server = Server::new();
    server.reply(rest("bytes 4-9/10", "456789"));
    let call: Call<(), NoError> = client(&server).get("/file");
    let call = call.header("range", "bytes=4-").header("if-range", "\"a\"");
    let stream = block_on(call.bytes_stream()).unwrap();
    assert_eq!(stream.status(), 206);
    let file = b"0123".to_vec();
    assert_eq!(
        block_on(stream.resuming(3).write_to(file)).unwrap(),
        b"0123456789"
    );
}
