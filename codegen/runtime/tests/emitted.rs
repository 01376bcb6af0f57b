//! Generated code in miniature, as the generator prints it, and what it must do.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod demo;

use demo::Client;
use demo::models::{
    ContentPart, FileContentPart, Filter, Level, Message, Mixed, NewSpan, Span, SpanObject, Status,
    TextContentPart,
};
use serde_json::{Map, Value, json};
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Error, Nullable, Timestamp};

fn client(server: &Server) -> Client {
    Client::builder()
        .api_key("k-1")
        .account_id("acct")
        .transport(server.transport())
        .build()
        .unwrap()
}

fn span() -> Value {
    json!({
        "id": "s1",
        "object": "span",
        "name": "llm call",
        "start_timestamp": "2023-11-07 05:31:56.123456789",
        "status": "SUCCESS",
        "parts": [{"type": "text", "text": "hi"}, {"type": "file", "file_id": "f"}],
        "unknown": [1, 2],
    })
}

#[test]
fn a_call_sends_and_decodes() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &span()).header("x-request-id", "r-1"));
    let client = client(&server);
    let got = block_on(client.spans().get("a/b").max_retries(0).send()).unwrap();
    assert_eq!(got.status(), 200);
    assert_eq!(got.request_id(), Some("r-1"));
    assert_eq!(got.id, "s1");
    assert_eq!(got.status, Some(Status::Success));
    assert_eq!(
        got.start_timestamp.to_string(),
        "2023-11-07 05:31:56.123456789"
    );
    assert_eq!(got.additional["unknown"], json!([1, 2]));

    let request = &server.requests()[0];
    assert_eq!(request.method(), "GET");
    assert_eq!(request.url(), "https://api.example.com/v5/spans/a%2Fb");
    assert_eq!(request.header("x-api-key"), Some("k-1"));
    assert_eq!(request.header("x-selected-account-id"), Some("acct"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(
        request.header("user-agent"),
        Some("specwright-runtime/0.1.0")
    );
}

#[test]
fn optional_parameters_and_bodies() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &json!([span()])));
    let client = client(&server);
    let body = NewSpan::new("n", "2023-11-07T05:31:56Z".parse().unwrap())
        .with_parent_id("p")
        .with_note(Nullable::Null);
    let spans = block_on(
        client
            .spans()
            .search(&body)
            .limit(5)
            .order("desc")
            .query("tag", ["a", "b"]),
    )
    .unwrap();
    assert_eq!(spans.len(), 1);
    let request = &server.requests()[0];
    assert_eq!(request.query(), "limit=5&order=desc&tag=a&tag=b");
    assert_eq!(request.header("content-type"), Some("application/json"));
    let expected =
        r#"{"name":"n","start_timestamp":"2023-11-07T05:31:56Z","parent_id":"p","note":null}"#;
    assert_eq!(request.body(), expected);
}

#[test]
fn errors_are_typed() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(422, &json!({"detail": "no name"})));
    server.reply(Reply::text(418, "teapot"));
    let client = client(&server);
    let error = block_on(client.spans().get("x")).unwrap_err();
    assert_eq!(error.status().unwrap(), 422);
    assert_eq!(error.typed().unwrap().detail, "no name");
    assert_eq!(
        error.to_string(),
        "GET /v5/spans/{span_id}: the server responded with 422 Unprocessable Entity: {\"detail\":\"no name\"}"
    );
    let error = block_on(client.spans().get("x")).unwrap_err();
    assert!(error.typed().is_none());
    assert!(matches!(error, Error::Api { status, .. } if status == 418));
}

#[test]
fn answers_by_status() {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &span()));
    server.reply(Reply::text(202, "later"));
    server.reply(Reply::status(204));
    server.reply(Reply::status(206));
    server.reply(Reply::json(200, &json!({"id": 1})));
    server.reply(Reply::json(404, &"gone"));
    server.reply(Reply::json(500, &json!({"detail": "d"})));
    let client = client(&server);
    let create = || {
        block_on(
            client
                .spans()
                .create(&NewSpan::new("n", Timestamp::now()))
                .max_retries(0),
        )
    };
    assert!(matches!(create().unwrap(), demo::models::Created::Ok(span) if span.id == "s1"));
    assert_eq!(
        create().unwrap(),
        demo::models::Created::Accepted("later".into())
    );
    assert_eq!(create().unwrap(), demo::models::Created::NoContent);
    let error = create().unwrap_err();
    assert!(
        matches!(&error, Error::Decode { message, .. } if message.contains("206")),
        "{error}"
    );
    let error = create().unwrap_err();
    assert!(
        matches!(&error, Error::Decode { path, snippet, .. } if path == "id" && snippet == "{\"id\":1}"),
        "{error}"
    );
    let error = create().unwrap_err();
    assert_eq!(
        error.typed(),
        Some(&demo::models::CreateError::NotFound("gone".into()))
    );
    let error = create().unwrap_err();
    assert!(matches!(
        error.typed(),
        Some(demo::models::CreateError::Other(_))
    ));
}

#[test]
fn models_survive() {
    let text = serde_json::to_string(&span()).unwrap();
    let read: Span = serde_json::from_str(&text).unwrap();
    let again: Span = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(read, again);
    assert_eq!(read.object, Some(SpanObject));
    let from_value: Span = serde_json::from_value(span()).unwrap();
    assert_eq!(read, from_value);
}

#[test]
fn a_tag_is_written_once_and_an_unknown_one_is_kept() {
    let file = ContentPart::from(FileContentPart::new("f"));
    assert_eq!(
        serde_json::to_string(&file).unwrap(),
        r#"{"type":"file","file_id":"f"}"#
    );
    let text = ContentPart::from(TextContentPart::new("t"));
    assert_eq!(
        serde_json::to_string(&text).unwrap(),
        r#"{"type":"text","text":"t"}"#
    );
    let other = r#"{"type":"video","frames":[1.5,{"a":null}]}"#;
    let read: ContentPart = serde_json::from_str(other).unwrap();
    assert!(matches!(read, ContentPart::Unknown(_)));
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        serde_json::from_str::<Value>(other).unwrap()
    );
}

#[test]
fn unions_without_a_tag_take_the_best() {
    let pick = |value: Value| serde_json::from_value::<Filter>(value).unwrap();
    assert!(matches!(pick(json!("x")), Filter::Text(_)));
    assert!(matches!(
        pick(json!([{"role": "user", "content": "c"}])),
        Filter::Messages(_)
    ));
    assert!(matches!(
        pick(json!([{"type": "text", "text": "c"}])),
        Filter::Parts(_)
    ));
    assert!(matches!(pick(json!([])), Filter::Messages(messages) if messages.is_empty()));
    assert_eq!(pick(json!(true)), Filter::Unknown(json!(true)));
    let message: Message =
        serde_json::from_value(json!({"role": "robot", "content": "c"})).unwrap();
    assert_eq!(message.role.as_str(), "robot");
}

#[test]
fn enums_of_every_kind() {
    assert_eq!(serde_json::from_str::<Level>("2").unwrap(), Level::Two);
    assert_eq!(
        serde_json::from_str::<Level>("7").unwrap(),
        Level::Unknown(7)
    );
    assert_eq!(serde_json::to_string(&Level::One).unwrap(), "1");
    for text in ["\"on\"", "1", "null", "[true]"] {
        let mixed: Mixed = serde_json::from_str(text).unwrap();
        assert_eq!(matches!(mixed, Mixed::Unknown(_)), text == "[true]");
        assert_eq!(serde_json::to_string(&mixed).unwrap(), text);
    }
    let status: Status = "NEW".parse().unwrap();
    assert_eq!(serde_json::to_string(&status).unwrap(), "\"NEW\"");
    assert_eq!(format!("{:>9}", Status::Success), "  SUCCESS");
    let error = serde_json::from_str::<SpanObject>("\"trace\"").unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid value: string \"trace\", expected the constant `span`"
    );
}

#[test]
fn flattened_members_are_read_and_written() {
    let text = r#"{"id":"1","type":"text","text":"t"}"#;
    let read: demo::models::Flat = serde_json::from_str(text).unwrap();
    assert!(matches!(read.payload, ContentPart::Text(_)));
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    let empty: Map<String, Value> = Map::new();
    assert!(serde_json::from_value::<demo::models::Flat>(Value::Object(empty)).is_err());
}
