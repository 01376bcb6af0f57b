//! The `tracing` spans and events of a call, recorded by a subscriber.

#![cfg(feature = "tracing")]

mod subscriber;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Api, ApiKeyIn, Call, Client, ClientBuilder, SecurityScheme};
use tracing::Level;

use self::subscriber::{Recorder, Seen};

const SECRET: &str = "s3cr3t-value";

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    variables: &[],
    schemes: &[
        SecurityScheme::api_key("query", ApiKeyIn::Query, "k"),
        SecurityScheme::api_key("header", ApiKeyIn::Header, "x-api-key"),
        SecurityScheme::bearer("bearer"),
    ],
    security: &[],
    user_agent: "test/1",
};

type Plain = Call<String>;

fn builder(server: &Server) -> ClientBuilder {
    Client::builder(&API)
        .credential("query", SECRET)
        .credential("header", SECRET)
        .credential("bearer", SECRET)
        .transport(server.transport())
}

fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

/// The records made during `work`.
fn record(level: Level, work: impl FnOnce()) -> Seen {
    let recorder = Recorder::new(level);
    let seen = recorder.seen();
    tracing::subscriber::with_default(recorder, work);
    seen
}

#[test]
fn a_call_is_one_span_with_the_attributes_of_opentelemetry() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::status(503))
        .reply(Reply::json(200, "ok"));
    let seen = record(Level::INFO, || {
        let call: Plain = client(&server)
            .get("/things/{id}")
            .path("id", 7)
            .query("q", "x");
        block_on(call.security(&[&["query"]])).unwrap();
    });
    let spans = seen.spans();
    assert_eq!(spans.len(), 1);
    let expected = [
        ("http.request.method", "GET"),
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "200"),
        ("otel.kind", "client"),
        ("otel.name", "GET /things/{id}"),
        ("server.address", "api.example.com"),
        ("server.port", "443"),
        (
            "url.full",
            "https://api.example.com/v1/things/7?q=x&k=REDACTED",
        ),
        ("url.template", "/things/{id}"),
    ];
    assert_eq!(spans[0].fields(), expected);
    assert!(seen.events().is_empty());
}

#[test]
fn a_failure_has_a_type() {
    let table = [
        (Reply::status(404), "404"),
        (Reply::refused(), "connect"),
        (Reply::interrupted(), "interrupted"),
        (Reply::never(), "timeout"),
        (Reply::json(200, "ok").truncated(), "interrupted"),
    ];
    for (reply, expected) in table {
        let server = Server::new().with_secrets();
        server.reply(reply);
        let seen = record(Level::INFO, || {
            let call: Plain = client(&server).get("/a").max_retries(0);
            block_on(call).unwrap_err();
        });
        let span = &seen.spans()[0];
        assert_eq!(span.field("error.type"), Some(expected));
        assert_eq!(span.field("otel.status_code"), Some("ERROR"));
        let status = (expected == "404").then_some("404");
        assert_eq!(span.field("http.response.status_code"), status);
    }
    let server = Server::new().with_secrets();
    let seen = record(Level::INFO, || {
        let call: Plain = client(&server).get("/{id}");
        block_on(call).unwrap_err();
    });
    assert_eq!(seen.spans()[0].field("error.type"), Some("request"));
}

#[test]
fn a_request_is_recorded_as_a_command() {
    let make = || {
        let server = Server::new().with_secrets();
        server.reply(Reply::json(200, "ok"));
        let call: Plain = client(&server)
            .post("/a")
            .cookie("c", SECRET)
            .text("text/plain", "it's");
        block_on(call.security(&[&["query", "header"]])).unwrap();
    };
    let head = "curl -X POST \"https://api.example.com/v1/a?k=${K}\" -H 'content-type: text/plain' \
                -H 'accept: application/json' -H \"x-api-key: ${X_API_KEY}\" -H \"cookie: ${COOKIE}\"";
    let sorted = |line: &str| {
        let mut parts: Vec<_> = line.split(" -").map(str::to_owned).collect();
        parts.sort();
        parts
    };
    // The order of headers means nothing.
    let expected = |body| {
        let compressed = if cfg!(feature = "compression") {
            " --compressed"
        } else {
            ""
        };
        sorted(&format!(
            "{head} -H 'user-agent: test/1'{compressed} --data-binary {body}"
        ))
    };
    let events = record(Level::DEBUG, make).events();
    assert_eq!(events.len(), 1);
    assert_eq!(sorted(&events[0]), expected("\"$BODY\""));
    let events = record(Level::TRACE, make).events();
    assert_eq!(sorted(&events[0]), expected("'it'\\''s'"));
}

#[test]
fn a_command_is_recorded_once_and_names_the_token() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::status(500))
        .reply(Reply::json(200, "ok"));
    let seen = record(Level::DEBUG, || {
        let call: Plain = client(&server).get("/a").security(&[&["bearer"]]);
        block_on(call).unwrap();
    });
    let events = seen.events();
    assert_eq!(events.len(), 1);
    assert!(
        events[0].contains(" -H \"authorization: Bearer ${TOKEN}\""),
        "{}",
        events[0]
    );
}

#[test]
fn the_context_of_the_trace_goes_on() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::status(503))
        .reply(Reply::json(200, "ok"));
    let seen = record(Level::INFO, || {
        let client = builder(&server).propagator(|headers| {
            let id = tracing::Span::current().id().map_or(0, |id| id.into_u64());
            let value = format!("00-{id:032x}-{id:016x}-01");
            if let Ok(value) = value.parse() {
                headers.insert("traceparent", value);
            }
        });
        let call: Plain = client.build().unwrap().get("/a");
        block_on(call).unwrap();
    });
    let id = seen.spans()[0].id;
    for request in server.requests() {
        assert_eq!(
            request.header("traceparent"),
            Some(&*format!("00-{id:032x}-{id:016x}-01"))
        );
    }
}

#[test]
fn a_span_of_the_user_is_left_alone() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::json(200, "ok"))
        .reply(Reply::json(200, "ok"));
    let make = || {
        let outer = tracing::error_span!("outer", server.address = tracing::field::Empty);
        let call: Plain = client(&server).get("/a");
        outer.in_scope(|| block_on(call)).unwrap();
    };
    // Spans of calls are of level INFO, so here there is only the user's.
    let spans = record(Level::ERROR, make).spans();
    assert_eq!((spans.len(), spans[0].field("server.address")), (1, None));
    let spans = record(Level::INFO, make).spans();
    assert_eq!(spans[1].parent, Some(spans[0].id));
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_belongs_to_the_thread_that_waits() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, "ok"));
    let seen = record(Level::DEBUG, || {
        let outer = tracing::info_span!("outer");
        let call: Plain = client(&server).get("/a");
        outer.in_scope(|| call.blocking()).unwrap();
    });
    let spans = seen.spans();
    assert_eq!(spans[1].parent, Some(spans[0].id));
    assert_eq!(spans[1].field("http.response.status_code"), Some("200"));
    assert_eq!(seen.events().len(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn a_detached_call_belongs_to_where_it_began() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, "ok"));
    let mut detached = None;
    let seen = record(Level::DEBUG, || {
        let outer = tracing::info_span!("outer");
        let call: Plain = client(&server).get("/a");
        detached = Some(outer.in_scope(|| call.detached()));
    });
    // Awaited where neither the span nor the subscriber is current.
    block_on(detached.unwrap()).unwrap();
    let spans = seen.spans();
    assert_eq!(spans[1].parent, Some(spans[0].id));
    assert_eq!(spans[1].field("http.response.status_code"), Some("200"));
    assert_eq!(seen.events().len(), 1);
}
