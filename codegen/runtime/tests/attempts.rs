//! Attempts that hang, and responses that break off.

mod common;

use std::sync::Arc;
use std::time::Duration;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Body, Bytes, Call, Error, ErrorBody, NotRetried, StatusCode};

use self::common::{builder, client};

const SECOND: Duration = Duration::from_secs(1);

type Text = Call<String>;

fn raw(error: &Error) -> &[u8] {
    match error.body() {
        Some(ErrorBody::Raw(bytes)) => bytes,
        other => panic!("{other:?}"),
    }
}

/// What limits how long a call takes.
type Limit = fn(Text) -> Text;

/// Errors with an incomplete body, and how their calls may end them.
fn broken() -> [(Reply, Limit); 5] {
    let reply = || Reply::text(401, r#"{"message":"no s"#);
    [
        (reply().truncated(), |call| call),
        (reply().stalled(), |call| call.read_timeout(SECOND)),
        (reply().stalled(), |call| call.attempt_timeout(SECOND)),
        (reply().stalled(), |call| call.timeout(SECOND)),
        (reply().stalled(), |call| {
            call.timeout(SECOND * 3).attempt_timeout(SECOND * 2)
        }),
    ]
}

#[test]
fn an_error_stays_one_however_its_body_ends() {
    for (reply, limit) in broken() {
        let server = Server::new();
        let reply = reply.header("x-request-id", "r-1");
        server.reply(reply.clone());
        let error = block_on(limit(client(&server).get("/a"))).unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED), "{error:?}");
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(raw(&error), br#"{"message":"no s"#);
        let truncated = error.truncated().expect("the body ended early");
        assert_eq!(
            truncated.is_timeout(),
            format!("{reply:?}").contains("Stalled")
        );
        let shown = error.to_string();
        let beginning = r#"GET /a: the server responded with 401 Unauthorized: {"message":"no s (the body is incomplete: "#;
        assert!(shown.starts_with(beginning), "{shown}");
        assert!(!error.is_timeout() && !error.is_retryable());
        assert_eq!(server.requests().len(), 1);
    }
    // A complete body is not reported as incomplete.
    let server = Server::new();
    server.reply(Reply::text(401, "no"));
    let error = block_on(client(&server).get::<String, _>("/a")).unwrap_err();
    let _: &Error = &error;
    assert!(error.truncated().is_none());
    assert_eq!(
        error.to_string(),
        "GET /a: the server responded with 401 Unauthorized: no"
    );
}

#[test]
fn the_same_where_a_stream_is_asked_for() {
    for (reply, limit) in broken() {
        let server = Server::new();
        server.reply(reply.clone()).reply(reply);
        let events = limit(client(&server).get("/a")).accept_events::<String>();
        let error = block_on(events).expect_err("401");
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
        assert!(error.truncated().is_some());
        let bytes = limit(client(&server).get("/a")).bytes_stream();
        let error = block_on(bytes).expect_err("401");
        assert_eq!(raw(&error), br#"{"message":"no s"#);
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn an_error_whose_body_is_broken_is_retried_by_its_status() {
    for (method, status, sent) in [
        ("GET", 401, 1),
        ("GET", 404, 1),
        ("GET", 500, 2),
        ("POST", 500, 1),
        ("POST", 503, 2),
        ("PUT", 501, 1),
    ] {
        for reply in [
            Reply::text(status, "{").truncated(),
            Reply::text(status, "{").stalled(),
        ] {
            let server = Server::new();
            server.reply(reply).reply(Reply::json(200, "ok"));
            let call: Text = client(&server).request(method, "/a");
            let result = block_on(call.attempt_timeout(SECOND));
            assert_eq!(result.is_ok(), sent == 2, "{method} {status}");
            assert_eq!(server.requests().len(), sent, "{method} {status}");
        }
    }
}

#[test]
fn errors_are_kept_up_to_a_limit() {
    let server = Server::new();
    server.reply(Reply::text(400, "x".repeat(300 << 10)));
    let error = block_on(client(&server).get::<String, _>("/a")).unwrap_err();
    assert_eq!(raw(&error).len(), 256 << 10);
    assert!(error.truncated().unwrap().is_too_large());
}

#[test]
fn a_stalled_attempt_is_followed_by_another_one() {
    for stalled in [Reply::never(), Reply::json(200, "ok").stalled()] {
        for (limit, reads) in [
            (Text::attempt_timeout as fn(Text, Duration) -> Text, false),
            (Text::read_timeout, true),
        ] {
            let server = Server::new();
            server.reply(stalled.clone()).reply(Reply::json(200, "ok"));
            let call = limit(client(&server).get("/a"), SECOND * 3);
            assert_eq!(block_on(call).unwrap(), "ok");

            // Unlike a request that may have had an effect.
            server.reply(stalled.clone());
            let error = block_on(limit(client(&server).post("/a"), SECOND * 3)).unwrap_err();
            assert!(error.is_timeout() && error.is_retryable(), "{error}");
            assert_eq!(error.not_retried(), Some(&NotRetried::NotIdempotent));
            assert_eq!(error.attempts(), 1);
            let name = if reads {
                "`read_timeout`"
            } else {
                "`attempt_timeout`"
            };
            assert!(error.to_string().contains(name), "{error}");
            server.check().unwrap();
            server.reply(stalled.clone()).reply(Reply::json(200, "ok"));
            let call = client(&server).post("/a").idempotency_key("k");
            assert_eq!(block_on(limit(call, SECOND * 3)).unwrap(), "ok");
        }
    }
}

#[test]
fn attempts_share_the_time_of_the_call() {
    let server = Server::new();
    let client = builder(&server).attempt_timeout(SECOND).build().unwrap();
    let call: Text = client.get("/a");
    server.when(call.clone()).play(Reply::never()).repeatedly();
    let error = block_on(call.clone()).unwrap_err();
    assert!(matches!(&error, Error::Transport { error, .. } if error.is_timeout()));
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        error.to_string(),
        "GET /a: it took too long: no complete response within 1s (`attempt_timeout`); gave up after 3 attempts: `max_retries` is 2"
    );
    let error = block_on(call.clone().max_retries(100).timeout(SECOND * 5)).unwrap_err();
    assert!(error.is_timeout() && error.attempts() > 2, "{error}");
    let error = block_on(call.no_attempt_timeout().timeout(SECOND * 5)).unwrap_err();
    assert!(matches!(&error, Error::Timeout { after, .. } if *after == SECOND * 5));
    assert_eq!(error.attempts(), 1);
}

#[test]
fn a_stream_has_no_time_limit_of_attempts_once_it_has_begun() {
    let server = Server::new();
    let stream = Reply::bytes(200, "text/event-stream", "data: \"a\"\n\n");
    server.reply(Reply::never()).reply(stream.stalled());
    let call: Text = client(&server).get("/a").attempt_timeout(SECOND);
    let mut events = block_on(call.accept_events::<String>()).unwrap();
    assert_eq!(block_on(events.next()).unwrap().unwrap(), "a");
    assert_eq!(server.requests().len(), 2);
    let sleeps = server.sleeps().len();
    assert!(futures_pending(&mut events));
    assert_eq!(server.sleeps().len(), sleeps);
}

/// Whether nothing arrives, and nothing waits for a clock.
fn futures_pending(events: &mut specwright_runtime::EventStream<String>) -> bool {
    let mut next = std::pin::pin!(events.next());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    Future::poll(next.as_mut(), &mut context).is_pending()
}

#[test]
fn a_request_that_is_being_sent_is_not_silent() {
    // Longer than the limit in all, but not from one piece to the next.
    let server = Server::new();
    let client = client(&server);
    for (limit, sent) in [(SECOND * 2, true), (SECOND / 2, false)] {
        let clock = server.transport();
        let pieces = Pieces(3, None, Arc::new(clock));
        server.reply(Reply::json(200, "ok"));
        let call: Text = client.put("/a").body("text/plain", Body::stream(pieces));
        let result = block_on(call.read_timeout(limit));
        assert_eq!(result.is_ok(), sent, "{result:?}");
        if let Err(error) = result {
            assert!(error.is_timeout(), "{error}");
        }
    }
}

#[test]
fn a_body_that_was_sent_and_cannot_be_had_again_is_not_sent_empty() {
    let server = Server::new();
    let client = client(&server);
    let pieces = Pieces(1, None, Arc::new(server.transport()));
    server.reply(Reply::json(200, "ok"));
    let call: Text = client.put("/a").body("text/plain", Body::stream(pieces));
    assert_eq!(block_on(call.clone()).unwrap(), "ok");
    let error = block_on(call).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the body is a stream and was sent already"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 1);
}

/// So many pieces, one each second.
struct Pieces(
    u32,
    Option<specwright_runtime::BoxFuture<'static, ()>>,
    Arc<dyn specwright_runtime::Transport>,
);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, specwright_runtime::TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let clock = Arc::clone(&self.2);
        let timer = self
            .1
            .get_or_insert_with(|| Box::pin(async move { clock.sleep(SECOND).await }));
        std::task::ready!(timer.as_mut().poll(cx));
        self.1 = None;
        let Some(left) = self.0.checked_sub(1) else {
            return std::task::Poll::Ready(None);
        };
        self.0 = left;
        std::task::Poll::Ready(Some(Ok(Bytes::from_static(b"piece"))))
    }
}
