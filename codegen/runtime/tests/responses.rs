//! Responses that differ from the document, or are not in it.

mod common;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{ByStatus, Bytes, Call, Error, ErrorBody, Format, NoError};

use self::common::client;

/// One type with a body, and none.
#[derive(Clone, Debug, PartialEq, ByStatus)]
enum Saved {
    #[by_status(200)]
    Ok(Vec<u64>),
    #[by_status(204)]
    NoContent,
}

/// Two types in JSON, and a text.
#[derive(Clone, Debug, PartialEq, ByStatus)]
enum Made {
    #[by_status(200)]
    Ok(Vec<u64>),
    #[by_status(201)]
    Created(bool),
    #[by_status(203, read = text)]
    Text(String),
}

/// The outcome of a `POST` with that response, and how often it is sent.
fn post<T: specwright_runtime::Output>(
    reply: Reply,
    returns: Format,
) -> (Result<T, Error<NoError>>, usize) {
    let server = Server::new();
    server.reply(reply.clone()).reply(reply);
    let call: Call<T, NoError> = client(&server).post("/things").idempotency_key("k");
    let result = block_on(call.returns(returns));
    (result, server.requests().len())
}

#[test]
fn an_undocumented_success_is_read_as_the_documented_one_where_there_is_no_doubt() {
    let saved = |reply| post::<Saved>(reply, Format::ByStatus).0.unwrap();
    for status in [200, 201, 202, 203, 299] {
        assert_eq!(saved(Reply::json(status, &[1])), Saved::Ok(vec![1]));
    }
    for status in [200, 201, 202, 204, 205, 206] {
        assert_eq!(saved(Reply::status(status)), Saved::NoContent);
        let blank = Reply::bytes(status, "application/json", "\r\n");
        assert_eq!(saved(blank), Saved::NoContent, "{status}");
    }
    // The body is the documented one under another media type, or under none.
    let body = Reply::bytes(202, "application/vnd.things+json", "[1]");
    assert_eq!(saved(body), Saved::Ok(vec![1]));
    // Of several types the media type decides, where only one of them has it.
    let made = |reply| post::<Made>(reply, Format::ByStatus).0;
    let text = made(Reply::text(202, "later")).unwrap();
    assert_eq!(text, Made::Text("later".to_owned()));
    assert_eq!(made(Reply::json(201, &true)).unwrap(), Made::Created(true));
    let (error, sent) = post::<Made>(Reply::json(202, &[1]), Format::ByStatus);
    assert_eq!(
        error.unwrap_err().to_string(),
        "POST /things: unexpected response at `$`: the status `202` is not documented, nor which of the documented types \
         its body has; the request took effect, with status `202 Accepted`, near `[1]`"
    );
    assert_eq!(sent, 1);
}

#[test]
fn an_empty_success_is_one_where_the_type_allows_it() {
    for status in [200, 201, 202, 204, 205, 206] {
        let reply = || Reply::status(status);
        post::<()>(reply(), Format::Json).0.unwrap();
        post::<()>(reply(), Format::Empty).0.unwrap();
        let none = post::<Option<Vec<u64>>>(reply(), Format::Json).0;
        assert_eq!(none.unwrap(), None);
        for reply in [reply(), Reply::bytes(status, "application/json", " \n")] {
            let (result, sent) = post::<Vec<u64>>(reply, Format::Json);
            let error = result.unwrap_err();
            let reason = http::StatusCode::from_u16(status).unwrap();
            assert_eq!(
                error.to_string(),
                format!(
                    "POST /things: unexpected response at `$`: the body is empty; the request took effect, with status \
                     `{reason}`"
                )
            );
            assert_eq!(error.status().unwrap(), status);
            assert!(!error.is_retryable());
            assert_eq!(sent, 1);
        }
    }
    let server = Server::new();
    server.reply(Reply::status(204));
    let call: Call<Vec<u64>> = client(&server).get("/things");
    assert_eq!(
        block_on(call).unwrap_err().to_string(),
        "GET /things: unexpected response at `$`: the body is empty"
    );
}

fn raw<E>(error: &Error<E>) -> &Bytes {
    match error.body() {
        Some(ErrorBody::Raw(bytes)) => bytes,
        _ => panic!("no bytes"),
    }
}

#[test]
fn an_error_of_decoding_keeps_the_body() {
    let text = format!("[{}true]", "1, ".repeat(500));
    let reply = Reply::bytes(200, "application/json", text.clone());
    let error = post::<Vec<u64>>(reply, Format::Json).0.unwrap_err();
    assert_eq!(raw(&error), &text);
    assert!(error.typed().is_none());
    assert!(
        !format!("{error:?}").contains("1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1")
    );
    for bytes in [&b"\xff\xfe"[..], b""] {
        let reply = Reply::bytes(200, "application/json", bytes);
        let error = post::<Vec<u64>>(reply, Format::Json).0.unwrap_err();
        assert_eq!(raw(&error), bytes);
    }
    // No more than of the body of an error status.
    let long = Reply::bytes(200, "application/json", "x".repeat(1_000_000));
    let error = post::<Vec<u64>>(long, Format::Json).0.unwrap_err();
    assert_eq!(raw(&error).len(), 256 * 1024);
    // Of a stream it is the item.
    let events = Reply::bytes(200, "text/event-stream", "data: {\"a\": 1}\n\n");
    let server = Server::new();
    server.reply(events);
    let call: Call<(), NoError> = client(&server).get("/things");
    let mut stream = block_on(call.accept_events::<u64>()).unwrap();
    let error = block_on(stream.next()).unwrap().unwrap_err();
    assert_eq!(raw(&error), "{\"a\": 1}");
    let reply = Reply::bytes(202, "application/json", "[1]");
    let error = post::<Made>(reply, Format::ByStatus).0.unwrap_err();
    assert_eq!(raw(&error), "[1]");
}

#[test]
fn a_redirect_that_would_make_a_get_of_a_call_is_an_error() {
    let sent = |method: &str, status: u16, base: &str, location: &str| {
        let server = Server::new();
        server
            .reply(Reply::status(status).header("location", location))
            .reply(Reply::json(200, &[1]));
        let call: Call<Vec<u64>> = client(&server).request(method, "/things");
        let error = block_on(call.base_url(base).json(&1)).unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.headers().unwrap()["location"], location);
        assert!(!error.is_retryable());
        assert_eq!(server.requests().len(), 1);
        error.to_string()
    };
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        for status in [301, 302] {
            let status_line = http::StatusCode::from_u16(status).unwrap();
            assert_eq!(
                sent(
                    method,
                    status,
                    "http://api.example.com",
                    "https://api.example.com/things"
                ),
                format!(
                    "{method} /things: the server responded with {status_line}: the redirect to `https://api.example.com/things` \
                     was not followed, since it could turn the `{method}` into a `GET`: begin the base URL with `https://`"
                )
            );
        }
        let see = sent(method, 303, "https://api.example.com", "/results/7?key=k#x");
        assert_eq!(
            see,
            format!(
                "{method} /things: the server responded with 303 See Other: the request took effect, and its outcome \
                 is at `https://api.example.com/results/7`: get it by a call of its own"
            )
        );
    }
    let moved = |location| sent("POST", 301, "https://api.example.com", location);
    assert!(
        moved("https://eu.example.com/things")
            .ends_with(": set the base URL to `https://eu.example.com`")
    );
    assert!(moved("/v2/things").ends_with(": set the base URL to `https://api.example.com/v2`"));
    assert!(moved("/things/").ends_with(": check the base URL"));
    assert!(moved("http://api.example.com/things").ends_with(": check the base URL"));
    assert!(
        moved("ftp://api.example.com").contains("the redirect to what is not a web address was")
    );
}

#[test]
fn texts_are_read_in_their_charset_and_without_a_mark() {
    let text = |media_type, body: &'static [u8]| {
        let reply = Reply::bytes(200, media_type, body);
        post::<String>(reply, Format::Text).0
    };
    let latin = text("text/plain; charset=ISO-8859-1", b"caf\xe9").unwrap();
    assert_eq!(latin, "café");
    assert_eq!(text("text/csv", b"\xef\xbb\xbfa,b").unwrap(), "a,b");
    let error = text("text/plain; charset=big5", b"\xa4\xa4").unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /things: unexpected response at `$`: the charset `big5` is not supported: read the response as bytes, by \
         `accept_bytes`; the request took effect, with status `200 OK`, near `\u{fffd}\u{fffd}`"
    );
    assert_eq!(raw(&error), &b"\xa4\xa4"[..]);
    let text = Reply::bytes(203, "text/plain; charset=latin1", &b"\xfc"[..]);
    let made = post::<Made>(text, Format::ByStatus).0.unwrap();
    assert_eq!(made, Made::Text("ü".to_owned()));

    let json = |media_type, body: &'static [u8]| {
        let reply = Reply::bytes(200, media_type, body);
        post::<Vec<String>>(reply, Format::Json)
            .0
            .map_err(|error| error.to_string())
    };
    let one = |text: &str| Ok(vec![text.to_owned()]);
    assert_eq!(json("application/json", b"\xef\xbb\xbf[\"a\"]"), one("a"));
    assert_eq!(
        json("application/json; charset=iso-8859-1", b"[\"caf\xe9\"]"),
        one("café")
    );
    // What is UTF-8 is read so: a charset means nothing for JSON (RFC 8259, 11).
    assert_eq!(
        json("application/json; charset=iso-8859-1", "[\"é\"]".as_bytes()),
        one("é")
    );
    assert_eq!(
        json("application/json", b"\xff\xfe[\0\"\0\xe9\0\"\0]\0"),
        one("é")
    );
    assert_eq!(
        json(
            "application/json; charset=utf-16be",
            b"\0[\0\"\0\xe9\0\"\0]"
        ),
        one("é")
    );
    assert!(
        json("application/json", b"[\"\xe9\"]")
            .unwrap_err()
            .contains("not UTF-8")
    );
}

#[test]
fn a_stream_is_read_whatever_its_content_type_says_if_the_call_says_so() {
    let events = |media_type: &str, assumed: Option<&str>| {
        let server = Server::new();
        server.reply(Reply::bytes(200, media_type, "data: 1\n\ndata: 2\n\n"));
        let call: Call<(), NoError> = client(&server).get("/things");
        let call = call.accept_events::<u64>();
        let call = match assumed {
            Some(media_type) => call.assume_content_type(media_type),
            None => call,
        };
        let mut stream = block_on(call).map_err(|error| error.to_string())?;
        let mut items = Vec::new();
        while let Some(item) = block_on(stream.next()) {
            items.push(item.unwrap());
        }
        Ok::<_, String>(items)
    };
    for media_type in [
        "text/event-stream",
        "Text/Event-Stream;charset=UTF-8",
        "application/json, text/event-stream; charset=utf-8",
        "text/event-stream, text/event-stream",
    ] {
        assert_eq!(events(media_type, None), Ok(vec![1, 2]), "{media_type}");
    }
    for media_type in [
        "text/plain",
        "application/octet-stream",
        "text/plain; charset=utf-8",
    ] {
        assert!(
            events(media_type, None)
                .unwrap_err()
                .contains("assume_content_type"),
            "{media_type}"
        );
        assert_eq!(
            events(media_type, Some("text/event-stream")),
            Ok(vec![1, 2])
        );
    }
    // It says what a body is read as, too.
    let server = Server::new();
    server.reply(Reply::bytes(203, "application/octet-stream", &b"\xe9"[..]));
    let call: Call<Made, NoError> = client(&server).get("/things");
    let call = call.returns(Format::ByStatus);
    let made = block_on(call.assume_content_type("text/plain; charset=latin1"));
    assert_eq!(made.unwrap(), Made::Text("é".to_owned()));
    // And leaves errors as they are.
    let server = Server::new();
    server.reply(Reply::json(400, &1));
    let call: Call<String, u8> = client(&server).get("/things");
    let error = block_on(call.assume_content_type("text/plain")).unwrap_err();
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    let call: Call<String> = client(&server).get("/things");
    let error = block_on(call.assume_content_type("a\n")).unwrap_err();
    assert!(matches!(error, Error::Request { .. }));
}

#[test]
fn a_compressed_response_that_nobody_asked_for_is_named() {
    let (coding, message) = if cfg!(feature = "compression") {
        let message = "the response is encoded with `br`, which can't be read: ask for another encoding by the header \
                    `accept-encoding`";
        ("br", message)
    } else {
        let message = "the response is compressed with `gzip`, though it was not asked to be: turn on the feature `compression`";
        ("gzip", message)
    };
    let gzip = |status| {
        Reply::bytes(status, "application/json", &b"\x1f\x8b\x08\0"[..])
            .header("content-encoding", coding)
    };
    let error = post::<Vec<u64>>(gzip(200), Format::Json).0.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "POST /things: unexpected response at `$`: {message}; the request took effect, with status `200 OK`"
        )
    );
    assert_eq!(raw(&error), &b"\x1f\x8b\x08\0"[..]);
    for error in [
        post::<String>(gzip(200), Format::Text).0.unwrap_err(),
        post::<Bytes>(gzip(200), Format::Bytes).0.unwrap_err(),
        post::<Made>(gzip(200), Format::ByStatus).0.unwrap_err(),
        post::<Vec<u64>>(gzip(400), Format::Json).0.unwrap_err(),
    ] {
        assert!(error.to_string().contains(message), "{error}");
    }
    let server = Server::new();
    server.reply(gzip(200)).reply(gzip(200)).reply(gzip(200));
    let call = || client(&server).get::<(), NoError>("/a");
    let error = block_on(call().accept_events::<u64>()).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
    let error = block_on(call().bytes_stream()).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
    // Whoever says what is accepted gets that.
    let asked = call().header("accept-encoding", "gzip").accept_bytes("*/*");
    assert_eq!(block_on(asked).unwrap(), &b"\x1f\x8b\x08\0"[..]);
}

#[test]
fn the_bytes_are_kept_beside_what_is_decoded_if_the_call_asks_for_them() {
    let server = Server::new();
    let client = client(&server);
    let sent = |call: Call<Vec<u64>>| {
        server.reply(Reply::bytes(200, "application/json", "[1, 2]"));
        block_on(call.send()).unwrap()
    };
    let response = sent(client.get("/things").keep_raw_body());
    assert_eq!(*response, [1, 2]);
    assert_eq!(response.raw_body().unwrap(), "[1, 2]");
    assert!(sent(client.get("/things")).raw_body().is_none());
    // What nobody decodes is there all the same, also in the variant of a status.
    server.reply(Reply::text(202, "later"));
    let call: Call<(), NoError> = client
        .post("/things")
        .returns(Format::Empty)
        .keep_raw_body();
    assert_eq!(block_on(call.send()).unwrap().raw_body().unwrap(), "later");
    server.reply(Reply::json(201, &true));
    let call: Call<Made, NoError> = client.post("/things").returns(Format::ByStatus);
    let response = block_on(call.keep_raw_body().send()).unwrap();
    assert_eq!(response.raw_body().unwrap(), "true");
    // A retry keeps those of the response that it ended with; a stream has none.
    server
        .reply(Reply::status(503))
        .reply(Reply::json(200, &[3]));
    let call: Call<Vec<u64>> = client.get("/things").keep_raw_body();
    assert_eq!(block_on(call.send()).unwrap().raw_body().unwrap(), "[3]");
    server.reply(Reply::text(200, "x"));
    let call: Call<(), NoError> = client.get("/things").keep_raw_body();
    assert!(
        block_on(call.bytes_stream().send())
            .unwrap()
            .raw_body()
            .is_none()
    );
}
