//! Types that serde's derive reads and writes, where a call takes models.

#![cfg(feature = "blocking")]
#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod common;
mod demo;

use common::client;
use demo::Span;
use serde::Deserialize;
use serde_json::{Value, json};
use specwright_runtime::codec::decode;
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Call, Error, EventStream, Json, NoError, Paging};

#[derive(Debug, PartialEq, Deserialize)]
struct Listed {
    spans: Vec<Span>,
    count: u64,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Delta {
    delta: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Loose {
    delta: Option<String>,
}

#[test]
fn a_response_is_read_by_serde() {
    let server = Server::new();
    let span = json!({"id": "s1", "start_timestamp": "2024-01-01T00:00:00Z"});
    server.reply(Reply::json(200, &json!({"spans": [span], "count": 1})));
    let call: Call<Json<Listed>> = client(&server).get("/spans");
    let listed = block_on(call).unwrap();
    assert_eq!((listed.spans[0].id.as_str(), listed.count), ("s1", 1));
}

#[test]
fn an_error_names_the_place_within_and_around_a_model() {
    let place = |text: &str| {
        let error = decode::<Json<Listed>>(text.as_bytes()).unwrap_err();
        (error.path().to_owned(), error.message().to_owned())
    };
    for rest in ["", ", {}"] {
        let (path, message) = place(&format!(
            r#"{{"spans": [{{"id": "a"}}{rest}], "count": 1}}"#
        ));
        assert_eq!(path, "spans[0]", "{rest}");
        assert_eq!(message, "missing field `start_timestamp`");
    }
    let (path, message) = place(
        r#"{ "spans": [{"id": "a", "start_timestamp": "2024-01-01T00:00:00Z", "parts": [{"type": "text", "text": 1}]}] , "count": 1}"#,
    );
    assert_eq!(path, "spans[0].parts[0].text");
    assert_eq!(message, "invalid type: integer `1`, expected a string");
    let (path, message) = place(r#"{"spans": [], "count": "many"}"#);
    assert_eq!(path, "count");
    assert_eq!(message, "invalid type: string \"many\", expected u64");
    let (path, message) = place(r#"{"spans": [], "count": [1, x]}"#);
    assert_eq!((&*path, &*message), ("count[1]", "expected value"));
}

#[test]
fn the_encodings_of_servers_are_read_as_for_models() {
    let read = |body: &'static [u8], media_type: &str| {
        let server = Server::new();
        server.reply(Reply::bytes(200, media_type, body));
        let call: Call<Json<Value>> = client(&server).get("/a");
        block_on(call).map(Json::into_inner)
    };
    let utf8 = "application/json";
    assert_eq!(read(b"\xef\xbb\xbf\"a\"", utf8).unwrap(), "a");
    assert_eq!(
        read(b"\"\xe9\"", "application/json; charset=latin1").unwrap(),
        "é"
    );
    assert!(read(b"\"\xe9\"", utf8).is_err());
    assert_eq!(read(b"", utf8).unwrap(), Value::Null);
    let server = Server::new();
    server.reply(Reply::status(200));
    let call: Call<Json<Listed>> = client(&server).get("/a");
    let error = block_on(call).unwrap_err();
    assert!(error.to_string().contains("the body is empty"), "{error}");
}

#[test]
fn errors_are_read_by_serde() {
    let server = Server::new();
    server.reply(Reply::json(400, &json!({"delta": "d"})));
    let call: Call<(), Json<Delta>> = client(&server).get("/a");
    let error = block_on(call).unwrap_err();
    assert_eq!(error.typed().unwrap().delta, "d");
}

#[test]
fn items_of_pages_are_read_by_serde() {
    let server = Server::new();
    server.reply(Reply::json(
        200,
        &json!({"data": [{"delta": "a"}, {"delta": 1}], "next": null}),
    ));
    let call: Call<Value, NoError> = client(&server).get("/a");
    let items = call.items::<Json<Delta>>(Paging::cursor("/data", "cursor", "/next"));
    let mut items = items.blocking();
    assert_eq!(items.next().unwrap().unwrap().delta, "a");
    let error = items.next().unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Decode { path, .. } if &**path == "data[1].delta"),
        "{error:?}"
    );
}

/// The items and errors of a stream, the errors as their status.
fn events<T: serde::de::DeserializeOwned>(text: &'static str) -> Vec<Result<T, Option<u16>>> {
    let server = Server::new();
    server.reply(Reply::bytes(200, "text/event-stream", text));
    let call: Call<EventStream<Json<T>>> =
        client(&server).get("/a").event_stream("text/event-stream");
    let stream = block_on(call).unwrap().blocking();
    let item = |item: Result<Json<T>, Error>| {
        item.map(Json::into_inner)
            .map_err(|error| error.status().map(|status| status.as_u16()))
    };
    stream.map(item).collect()
}

#[test]
fn a_stream_distinguishes_items_errors_and_keep_alives() {
    let text = "data: {\"delta\":\"a\"}\n\ndata: {\"error\":{\"message\":\"m\"}}\n\n";
    let error = Some(200);
    assert_eq!(
        events::<Delta>(text),
        [Ok(Delta { delta: "a".into() }), Err(error)]
    );
    // A type that reads any object doesn't take an error or a sign of life for an item.
    let a = Ok(Loose {
        delta: Some("a".into()),
    });
    assert_eq!(events::<Loose>(text), [a, Err(error)]);
    assert_eq!(events::<Loose>("event: ping\ndata: {}\n\n"), []);
}
