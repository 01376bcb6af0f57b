//! What is sent, when it is sent again, and when it is given up.

mod common;

use std::time::Duration;

use serde_json::json;
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Bytes, Call, Client, Error, Format, NoError, Style};

use self::common::{API, builder, client};

type Text = Call<String>;

fn sent(call: impl FnOnce(&Client) -> Text) -> Result<String, String> {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, "ok"));
    let client = builder(&server)
        .base_url("https://api.example.com/base/")
        .build()
        .unwrap();
    match block_on(call(&client)) {
        Ok(_) => Ok(server.requests()[0].url()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn addresses() {
    let url = |call: fn(&Client) -> Text| sent(call).unwrap();
    assert_eq!(
        url(|client| client
            .get("/a b/{id}.json:{{p}}{")
            .path("id", "1/../?#")
            .path_as("p", Style::Label, false, [1, 2])),
        "https://api.example.com/base/a%20b/1%2F..%2F%3F%23.json:%7B.1,2%7D%7B"
    );
    assert_eq!(
        url(|client| client
            .get("/a?action=y z&v={v}&kind&opt={opt}#{f}")
            .path("v", "1&2")
            .query("kind", true)
            .query("q", 1)),
        "https://api.example.com/base/a?action=y%20z&v=1%262&kind=true&q=1"
    );
    assert_eq!(
        url(|client| client.get("/a?x#y")),
        "https://api.example.com/base/a?x"
    );
    assert_eq!(
        url(|client| client
            .get("/a")
            .query("q", "ä&=?#/")
            .query("n", None::<u8>)
            .query("l", [1, 2])
            .query_json("j", json!({"a": 1}))
            .query_string("?raw=a b&c")),
        "https://api.example.com/base/a?q=%C3%A4%26%3D%3F%23%2F&l=1&l=2&j=%7B%22a%22%3A1%7D&raw=a%20b&c"
    );
    assert_eq!(
        url(|client| client.get("/a").base_url("http://[::1]:8080/x")),
        "http://[::1]:8080/x/a"
    );
    for bad in ["..", ".", ""] {
        let message = sent(|client| client.get("/a/{id}/b").path("id", bad)).unwrap_err();
        assert!(message.starts_with("GET /a/{id}/b: "), "{message}");
        assert!(sent(|client| client.get("{id}/b").path("id", bad)).is_err());
    }
    assert!(sent(|client| client.get("/a/%2e%2E/b")).is_err());
    assert!(sent(|client| client.get("/a/{id}")).is_err());
    for bad in [
        "ftp://x",
        "x",
        "http://",
        "http://a@b",
        "http://a/?q",
        "http://a/#f",
        "http://a b",
    ] {
        assert!(
            sent(|client| client.get("/a").base_url(bad)).is_err(),
            "{bad}"
        );
        assert!(
            Client::builder(&API).base_url(bad).build().is_err(),
            "{bad}"
        );
    }
    for (name, value) in [("x", "a\r\nb: c"), ("x\r\n", "a"), ("", "a"), ("x", "\0")] {
        assert!(sent(|client| client.get("/a").header(name, value)).is_err());
    }
}

#[test]
fn bodies() {
    let server = Server::new().with_secrets();
    let client = client(&server);
    let calls: Vec<(Text, &str, &str)> = vec![
        (
            client.post("/").json(&json!({"a": 1})),
            "application/json",
            r#"{"a":1}"#,
        ),
        (
            client
                .patch("/")
                .json_as("application/merge-patch+json", &()),
            "application/merge-patch+json",
            "null",
        ),
        (
            client.post("/").form(&json!({"a": "b c", "d": [1, 2]})),
            "application/x-www-form-urlencoded",
            "a=b+c&d=1&d=2",
        ),
        (client.put("/").text("text/plain", "hi"), "text/plain", "hi"),
        (
            client.put("/").body("image/png", vec![1, 2]),
            "image/png",
            "\u{1}\u{2}",
        ),
    ];
    for (call, media_type, body) in calls {
        server.reply(Reply::json(200, "ok"));
        block_on(call).unwrap();
        let request = server.requests().pop().unwrap();
        assert_eq!(request.header("content-type"), Some(media_type));
        assert_eq!(request.body(), body);
    }
    server.reply(Reply::json(200, "ok"));
    let none: Text = client.post("/").optional_json(None::<&u8>);
    block_on(none).unwrap();
    assert_eq!(
        server.requests().pop().unwrap().header("content-type"),
        None
    );
    let form: Text = client.post("/").form(&[1]);
    assert!(matches!(block_on(form), Err(Error::Request { .. })));
    let method: Text = client.request("BAD METHOD", "/");
    assert!(matches!(block_on(method), Err(Error::Request { .. })));
}

#[test]
fn responses_of_every_format() {
    let server = Server::new().with_secrets();
    let client = client(&server);
    server.reply(Reply::text(200, "hi"));
    let text: Call<String, NoError> = client.get("/").returns(Format::Text).accept("text/plain");
    assert_eq!(block_on(text).unwrap(), "hi");
    assert_eq!(server.requests()[0].header("accept"), Some("text/plain"));
    server.reply(Reply::bytes(200, "image/png", vec![0, 255]));
    let bytes: Call<Bytes, NoError> = client.get("/").returns(Format::Bytes);
    assert_eq!(block_on(bytes).unwrap(), Bytes::from_static(&[0, 255]));
    for reply in [Reply::status(204), Reply::text(200, "whatever")] {
        server.reply(reply.clone()).reply(reply);
        let empty: Call<(), NoError> = client.delete("/");
        block_on(empty.clone()).unwrap();
        block_on(empty.returns(Format::Empty)).unwrap();
    }
    server.reply(Reply::status(204));
    let optional: Call<Option<u8>, NoError> = client.get("/");
    assert_eq!(block_on(optional).unwrap(), None);
    server.reply(Reply::status(200));
    let error = block_on(client.get::<u8, NoError>("/")).unwrap_err();
    assert!(matches!(&error, Error::Decode { message, .. } if message == "the body is empty"));
}

#[test]
fn failures_are_repeated_as_far_as_allowed() {
    let server = Server::new().with_secrets();
    let client = client(&server);
    server
        .reply(Reply::status(500))
        .reply(Reply::refused())
        .reply(Reply::json(200, "ok"));
    assert_eq!(block_on(client.get::<String, NoError>("/")).unwrap(), "ok");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.sleeps().len(), 2);
    assert!(
        server
            .sleeps()
            .iter()
            .all(|delay| *delay <= Duration::from_secs(1))
    );

    server
        .reply(Reply::status(429).header("retry-after", "7"))
        .reply(Reply::json(200, "ok"));
    block_on(client.post::<String, NoError>("/")).unwrap();
    assert_eq!(server.sleeps().pop(), Some(Duration::from_secs(7)));

    for (reply, key, sent) in [
        (Reply::status(500), false, 1),
        (Reply::status(500), true, 2),
        (Reply::interrupted(), false, 1),
        (Reply::interrupted(), true, 2),
        (Reply::refused(), false, 2),
        (Reply::status(503), false, 2),
        (Reply::status(429).header("retry-after", "3600"), true, 1),
        (Reply::status(422), true, 1),
    ] {
        let server = Server::new().with_secrets();
        server.reply(reply.clone()).reply(Reply::json(200, "ok"));
        let mut call: Text = builder(&server).build().unwrap().post("/");
        if key {
            call = call.idempotency_key("k-1");
        }
        assert_eq!(block_on(call).is_ok(), sent == 2, "{reply:?} {key}");
        let requests = server.requests();
        assert_eq!(requests.len(), sent, "{reply:?} {key}");
        assert!(
            requests
                .iter()
                .all(|request| request.header("idempotency-key") == key.then_some("k-1"))
        );
    }
    let before = server.requests().len();
    server.reply(Reply::status(500));
    let call: Text = client.get("/").max_retries(0);
    assert!(block_on(call).unwrap_err().is_retryable());
    assert_eq!(server.requests().len(), before + 1);
}

#[test]
fn calls_end_in_time() {
    let server = Server::new().with_secrets();
    let client = client(&server);
    for reply in [Reply::never(), Reply::text(200, "\"").stalled()] {
        server.reply(reply);
        let call: Text = client.get("/a").timeout(Duration::from_secs(3));
        let error = block_on(call).unwrap_err();
        assert!(
            matches!(error, Error::Timeout { .. }) && error.is_timeout() && error.is_retryable()
        );
        assert_eq!(error.to_string(), "GET /a: no response within 3s");
    }
    // Waiting beyond the limit is of no use, so the response is given at once.
    server.reply(Reply::status(429).header("retry-after", "5"));
    let call: Text = client.get("/a").timeout(Duration::from_secs(3));
    assert_eq!(block_on(call).unwrap_err().status().unwrap(), 429);
}

#[test]
fn responses_are_bounded() {
    let server = Server::new().with_secrets();
    let client = builder(&server).max_response_bytes(10).build().unwrap();
    server.reply(Reply::json(200, "12345678"));
    block_on(client.get::<String, NoError>("/a")).unwrap();
    for reply in [
        Reply::json(200, "123456789"),
        // It is not read at all.
        Reply::text(200, "1")
            .header("content-length", "11")
            .stalled(),
    ] {
        server.reply(reply);
        let error = block_on(client.get::<String, NoError>("/a")).unwrap_err();
        let message = "GET /a: the response is too large: it has more than the limit of 10 bytes";
        assert_eq!(error.to_string(), message);
        assert!(!error.is_retryable());
    }
    // A response to `HEAD` states the length of a body that it doesn't have.
    server.reply(Reply::status(200).header("content-length", "11"));
    let call: Call<(), NoError> = client.request("HEAD", "/a");
    block_on(call.returns(Format::Empty)).unwrap();
}

#[test]
fn redirects() {
    let follow = |method: &str, status: u16, location: &str| {
        let server = Server::new().with_secrets();
        server
            .reply(Reply::status(status).header("location", location))
            .reply(Reply::json(200, "ok"));
        let client = builder(&server).header("x-account", "a").build().unwrap();
        let mut call: Text = client
            .request(method, "/base/a")
            .header("authorization", "s")
            .max_retries(0);
        if method != "GET" {
            call = call.json(&1);
        }
        let result = block_on(call).map_err(|error| error.to_string());
        let last = server.requests().pop().unwrap();
        (
            result.is_ok(),
            format!("{} {}", last.method(), last.url()),
            last,
        )
    };
    for (method, status, expected) in [
        ("GET", 301, "GET"),
        ("GET", 302, "GET"),
        ("GET", 303, "GET"),
        ("GET", 307, "GET"),
        ("POST", 307, "POST"),
        ("PUT", 308, "PUT"),
    ] {
        let (ok, line, last) = follow(method, status, "../b?x=1");
        assert!(ok);
        assert_eq!(line, format!("{expected} https://api.example.com/b?x=1"));
        assert_eq!(last.header("authorization"), Some("s"));
        assert_eq!(last.body().is_empty(), expected == "GET");
        assert_eq!(last.header("content-type").is_none(), expected == "GET");
    }
    for location in [
        "https://other.example/b",
        "//api.example.com:8443/b",
        "https://x.api.example.com/",
    ] {
        let (ok, _, last) = follow("GET", 302, location);
        assert!(ok);
        assert_eq!(
            (last.header("authorization"), last.header("x-account")),
            (None, None),
            "{location}"
        );
        assert_eq!(last.header("user-agent"), Some("test/1"));
        let (ok, line, _) = follow("POST", 307, location);
        assert_eq!(
            (ok, line.as_str()),
            (false, "POST https://api.example.com/base/a")
        );
    }
    let (ok, line, _) = follow("GET", 302, "http://api.example.com/b");
    assert_eq!(
        (ok, line.as_str()),
        (false, "GET https://api.example.com/base/a")
    );
    let server = Server::new().with_secrets();
    for _ in 0..12 {
        server.reply(Reply::status(302).header("location", "/again"));
    }
    let call: Text = client(&server).get("/a");
    let error = block_on(call).unwrap_err();
    assert!(matches!(&error, Error::Transport { error, .. } if error.is_redirect()));
    assert_eq!(server.requests().len(), 11);
}

#[test]
fn futures_can_be_sent() {
    fn is_send<T: Send + 'static>(_: &T) {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    let server = Server::new().with_secrets();
    let call: Text = client(&server).get("/");
    is_send(&call);
    is_send(&call.clone().send());
    is_send(&call.into_future());
    is_error::<Error<NoError>>();
    assert!(size_of::<Error<[u8; 1000]>>() <= 128);
}
