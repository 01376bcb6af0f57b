//! Compressed responses and requests.
#![cfg(feature = "compression")]

mod common;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Body, Bytes, Call, Error, ErrorBody, Format, NoError, TransportError};

use self::common::{builder, client};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut all).unwrap();
    all
}

fn encoded(status: u16, media_type: &str, coding: &str, body: impl Into<Bytes>) -> Reply {
    let body = body.into();
    let length = body.len().to_string();
    Reply::bytes(status, media_type, body)
        .header("content-encoding", coding)
        .header("content-length", &length)
}

fn json(coding: &str, body: impl Into<Bytes>) -> Reply {
    encoded(200, "application/json", coding, body)
}

fn get(reply: Reply) -> Result<Vec<u64>, Error> {
    let server = Server::new();
    server.reply(reply);
    let call: Call<Vec<u64>> = client(&server).get("/a").max_retries(0);
    block_on(call)
}

#[test]
fn responses_are_asked_for_and_decompressed() {
    for (coding, body) in [
        ("gzip", gzip(b"[1,2]")),
        ("GZIP", gzip(b"[1,2]")),
        ("x-gzip", gzip(b"[1,2]")),
        ("deflate", zlib(b"[1,2]")),
        ("deflate", deflate(b"[1,2]")),
        ("deflate, gzip", gzip(&zlib(b"[1,2]"))),
        ("identity, gzip", gzip(b"[1,2]")),
        // Several members, and padding.
        ("gzip", [gzip(b"[1,"), gzip(b"2]")].concat()),
        ("gzip", [gzip(b"[1,2]"), vec![0; 7]].concat()),
        ("deflate", [zlib(b"[1,2]"), vec![0; 7]].concat()),
        // Not a known coding.
        ("identity", b"[1,2]".to_vec()),
        ("utf-8", b"[1,2]".to_vec()),
        ("", b"[1,2]".to_vec()),
    ] {
        assert_eq!(get(json(coding, body)).unwrap(), [1, 2], "{coding}");
    }
    let server = Server::new();
    server.reply(json("gzip", gzip(b"[]")));
    let response = block_on(client(&server).get::<Vec<u64>, NoError>("/a").send()).unwrap();
    assert_eq!(
        server.requests()[0].header("accept-encoding"),
        Some("gzip, deflate")
    );
    // They would not be true any more.
    assert!(response.headers().get("content-encoding").is_none());
    assert!(response.headers().get("content-length").is_none());
    // An empty body is one, whatever is said of it.
    let server = Server::new();
    server
        .reply(encoded(200, "application/json", "gzip", ""))
        .reply(encoded(204, "a/b", "gzip", ""));
    for _ in 0..2 {
        block_on(client(&server).post::<Option<u64>, NoError>("/a")).unwrap();
    }
}

#[test]
fn what_is_broken_is_an_error() {
    let whole = gzip(&[b"[1", " ".repeat(1000).as_bytes(), b"]"].concat());
    for cut in [1, 5, 10, whole.len() / 2, whole.len() - 8, whole.len() - 1] {
        let error = get(json("gzip", whole[..cut].to_vec())).unwrap_err();
        assert!(
            error.is_retryable() && error.to_string().contains("ended too early"),
            "{cut}: {error}"
        );
    }
    for whole in [zlib(b"[1,2,3]"), deflate(b"[1,2,3]")] {
        for cut in [1, whole.len() / 2] {
            let error = get(json("deflate", whole[..cut].to_vec())).unwrap_err();
            assert!(
                error.to_string().contains("ended too early"),
                "{cut}: {error}"
            );
        }
    }
    let mut spoilt = whole.clone();
    spoilt[10] = 0xff;
    for body in [b"[1,2,3,4,5,6,7,8]".to_vec(), spoilt] {
        let error = get(json("gzip", body)).unwrap_err();
        assert!(error.to_string().contains("can't be read"), "{error}");
        assert!(!error.is_retryable());
    }
    let error = get(json("br", "x")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: unexpected response at `$`: the response is encoded with `br`, which can't be read: ask for another \
         encoding by the header `accept-encoding`"
    );
    let five = "gzip, gzip, gzip, gzip, gzip";
    assert!(matches!(get(json(five, "x")), Err(Error::Decode { .. })));
}

#[test]
fn the_limit_is_that_of_the_decompressed_body() {
    let bomb = gzip(&vec![b' '; 20_000_000]);
    assert!(bomb.len() < 40_000);
    let server = Server::new();
    let client = builder(&server)
        .max_response_bytes(1_000_000)
        .build()
        .unwrap();
    let twice = gzip(&bomb);
    for (coding, body) in [("gzip", bomb.clone()), ("gzip, gzip", twice)] {
        server.reply(json(coding, body));
        let error = block_on(client.get::<Vec<u64>, NoError>("/a")).unwrap_err();
        assert!(
            matches!(&error, Error::Transport { error, .. } if error.is_too_large()),
            "{error}"
        );
    }
    // Of an error the beginning is kept.
    server.reply(encoded(400, "text/plain", "gzip", bomb.clone()));
    let error = block_on(client.get::<Vec<u64>, NoError>("/a")).unwrap_err();
    match error.body() {
        Some(ErrorBody::Raw(bytes)) => assert_eq!(bytes.len(), 256 * 1024),
        body => panic!("{body:?}"),
    }
    // An event, and a line.
    server.reply(encoded(200, "text/event-stream", "gzip", bomb.clone()));
    let mut events = block_on(client.get::<(), NoError>("/a").accept_events::<u64>()).unwrap();
    let error = block_on(events.next()).unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_too_large()),
        "{error}"
    );
    // Of a stream of bytes no more than a part is there.
    server.reply(encoded(200, "a/b", "gzip", bomb));
    let mut bytes = block_on(client.get::<(), NoError>("/a").bytes_stream()).unwrap();
    let mut length = 0;
    while let Some(part) = block_on(bytes.next()) {
        let part = part.unwrap();
        assert!(part.len() <= 256 * 1024, "{}", part.len());
        length += part.len();
    }
    assert_eq!(length, 20_000_000);
}

#[test]
fn errors_and_streams_are_decompressed() {
    let server = Server::new();
    let client = client(&server);
    server.reply(encoded(400, "application/json", "gzip", gzip(b"7")));
    let error = block_on(client.get::<Vec<u64>, u64>("/a")).unwrap_err();
    assert_eq!(error.typed(), Some(&7));
    assert_eq!(
        error.to_string(),
        "GET /a: the server responded with 400 Bad Request: 7"
    );
    // What can't be decompressed is shown as far as it can, or else as it came.
    let text = b"the gateway is down".repeat(50);
    let whole = gzip(&text);
    for (body, begins) in [
        (b"<p>down".to_vec(), &b"<p>down"[..]),
        (whole[..40].to_vec(), b"the g"),
    ] {
        server.reply(encoded(404, "text/html", "gzip", body));
        let error = block_on(client.get::<Vec<u64>, u64>("/a")).unwrap_err();
        match error.body() {
            Some(ErrorBody::Raw(bytes)) => assert!(bytes.starts_with(begins), "{bytes:?}"),
            body => panic!("{body:?}"),
        }
        assert!(error.truncated().is_some());
    }

    // An event is complete with the bytes that end it.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"data: 1\n\n").unwrap();
    encoder.flush().unwrap();
    let begun = encoder.get_ref().clone();
    server.reply(encoded(200, "text/event-stream", "gzip", begun).stalled());
    let mut events = block_on(client.get::<(), NoError>("/a").accept_events::<u64>()).unwrap();
    assert_eq!(block_on(events.next()).unwrap().unwrap(), 1);

    server.reply(encoded(
        200,
        "application/x-ndjson",
        "gzip",
        gzip(b"1\n2\n"),
    ));
    let lines = client
        .get::<(), NoError>("/a")
        .accept_lines::<u64>("application/x-ndjson");
    let mut lines = block_on(lines).unwrap();
    assert_eq!(block_on(lines.next()).unwrap().unwrap(), 1);
    assert_eq!(block_on(lines.next()).unwrap().unwrap(), 2);
    assert!(block_on(lines.next()).is_none());
}

#[test]
fn bytes_are_not_asked_for_compressed_but_decompressed_all_the_same() {
    let server = Server::new();
    let client = client(&server);
    let asked = || {
        server
            .requests()
            .pop()
            .unwrap()
            .header("accept-encoding")
            .map(str::to_owned)
    };
    let collect = |call: Call<specwright_runtime::ByteStream, NoError>| {
        let mut stream = block_on(call).unwrap();
        let total = stream.progress().total;
        let mut all = Vec::new();
        while let Some(part) = block_on(stream.next()) {
            all.extend(part.unwrap());
        }
        (all, total)
    };
    server.reply(encoded(200, "a/b", "gzip", gzip(b"bytes")));
    let whole = collect(client.get::<(), NoError>("/a").bytes_stream());
    assert_eq!(whole, (b"bytes".to_vec(), None));
    assert_eq!(asked(), None);
    // Whoever says what is accepted gets that.
    let raw = gzip(b"bytes");
    server.reply(encoded(200, "a/b", "gzip", raw.clone()));
    let call = client
        .get::<(), NoError>("/a")
        .header("accept-encoding", "gzip")
        .bytes_stream();
    assert_eq!(collect(call), (raw.clone(), Some(raw.len() as u64)));
    server.reply(encoded(200, "a/b", "br", "raw"));
    let call: Call<Bytes> = client
        .get("/a")
        .returns(Format::Bytes)
        .header("accept-encoding", "br");
    assert_eq!(block_on(call).unwrap(), "raw");
    // A part of a compressed body has no beginning, and is not asked for.
    server.reply(encoded(206, "a/b", "gzip", raw[3..].to_vec()));
    let call: Call<Bytes> = client
        .get("/a")
        .returns(Format::Bytes)
        .header("range", "bytes=3-");
    assert_eq!(block_on(call).unwrap(), &raw[3..]);
    assert_eq!(asked(), None);
    // The headers of `HEAD` describe another body.
    let head = Reply::status(200)
        .header("content-encoding", "gzip")
        .header("content-length", "7");
    server.reply(head);
    let call: Call<(), NoError> = client.head("/a").returns(Format::Empty);
    let response = block_on(call.send()).unwrap();
    assert_eq!(response.headers()["content-length"], "7");
    assert_eq!(asked(), None);
}

#[test]
fn requests_are_compressed_if_that_is_wanted() {
    let server = Server::new();
    let client = builder(&server).compress_requests(true).build().unwrap();
    let text = "a".repeat(1000);
    let sent = |call: Call<(), NoError>| {
        server.reply(Reply::status(204));
        block_on(call).unwrap();
        let request = server.requests().pop().unwrap();
        let coding = request.header("content-encoding").map(str::to_owned);
        (coding, request.body().to_vec())
    };
    let (coding, body) = sent(client.post("/a").json(&text));
    assert_eq!(coding.as_deref(), Some("gzip"));
    assert!(body.len() < 100);
    assert_eq!(gunzip(&body), format!("\"{text}\"").as_bytes());
    // Nothing, what doesn't get shorter, what the call leaves, and what has a coding.
    assert_eq!(sent(client.post("/a")), (None, Vec::new()));
    assert_eq!(sent(client.post("/a").json(&1)), (None, b"1".to_vec()));
    let plain = sent(client.post("/a").json(&text).compress_request(false));
    assert_eq!(plain.0, None);
    let own = client
        .post("/a")
        .json(&text)
        .header("content-encoding", "zstd");
    assert_eq!(sent(own).0.as_deref(), Some("zstd"));
    // A stream, also one whose progress is reported.
    let parts = || Body::repeatable(|| Ok(Body::from(vec![b'x'; 5000]))).with_length(5000);
    let (coding, body) = sent(client.put("/a").body("a/b", parts()).on_upload(|_| {}));
    assert_eq!(coding.as_deref(), Some("gzip"));
    assert_eq!(gunzip(&body), [b'x'; 5000]);
    // It is sent again as it was.
    server.reply(Reply::status(503)).reply(Reply::status(204));
    block_on(client.put::<(), NoError>("/a").body("a/b", parts())).unwrap();
    let requests = server.requests();
    let [.., first, second] = &requests[..] else {
        panic!()
    };
    assert_eq!(first.body(), second.body());

    let other = builder(&server).build().unwrap();
    assert_eq!(sent(other.post("/a").json(&text)).0, None);
    assert_eq!(
        sent(other.post("/a").json(&text).compress_request(true))
            .0
            .as_deref(),
        Some("gzip")
    );
    let broken = Body::repeatable(|| Err(std::io::Error::other("gone")));
    let call: Call<()> = client.put("/a").body("a/b", broken).max_retries(0);
    let error: Error = block_on(call).unwrap_err();
    let gone = |error: &TransportError| error.to_string().contains("gone");
    assert!(
        matches!(&error, Error::Transport { error, .. } if gone(error)),
        "{error}"
    );
}
