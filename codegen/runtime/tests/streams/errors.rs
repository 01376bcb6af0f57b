//! Errors that a server reports in the middle of a stream.

use serde_json::{Value, json};
use specwright_runtime::testing::{Reply, Server};
use specwright_runtime::{Call, Error, Format, NoError};

use crate::models::{
    ByStatus, Event, Failed, Kind, Loose, Other, Problem, Reported, Shaped, Strict, Vague,
};
use crate::{all, api, events, get, read};

const ITEM: &str = "data: {\"delta\":\"a\"}\n\n";
const ERROR: &str = r#"{"error":{"message":"overloaded","code":529}}"#;

/// The ways in which servers say the same.
fn ways() -> [String; 5] {
    [
        format!("event: error\ndata: {ERROR}\n\n"),
        format!("event: Error\ndata: {ERROR}\n\n"),
        format!("data: {ERROR}\n\n"),
        r#"data: {"type":"error","error":{"message":"overloaded","code":529}}"#.to_owned() + "\n\n",
        "event: error\ndata: {\"message\":\"overloaded\",\"code\":529}\n\n".to_owned(),
    ]
}

fn failed() -> Failed {
    Failed::new(Problem::new("overloaded").with_code(529))
}

#[test]
fn an_error_is_the_error_of_the_operation() {
    for way in ways() {
        let text = [ITEM, &way, ITEM].concat();
        let strict = read::<Strict, Failed>(&text);
        assert_eq!(*strict[0].as_ref().unwrap(), Strict::new("a"), "{way}");
        assert_eq!(api(strict[1].as_ref().unwrap_err()), Ok(failed()), "{way}");
        assert_eq!(*strict[2].as_ref().unwrap(), Strict::new("a"), "{way}");

        let loose = read::<Loose, Failed>(&text);
        assert_eq!(*loose[0].as_ref().unwrap(), Loose::new().with_delta("a"));
        assert_eq!(api(loose[1].as_ref().unwrap_err()), Ok(failed()), "{way}");
        assert_eq!(loose.len(), 3);
    }
}

#[test]
fn an_error_that_the_items_describe_is_an_item() {
    let text = format!(
        "event: error\ndata: {{\"type\":\"error\",{}\n\n",
        &ERROR[1..]
    );
    let seen = read::<Reported, Failed>(&text);
    assert!(
        matches!(&seen[..], [Ok(Reported::Error(error))] if *error == failed()),
        "{seen:?}"
    );
    for name in ["", "event: error\n"] {
        let text = format!("{name}data: {ERROR}\n\ndata: {{\"error\":\"no\"}}\n\n");
        let shaped = read::<Shaped, NoError>(&text);
        assert!(
            matches!(&shaped[..], [Ok(Shaped::Failed(_)), Err(Error::Api { .. })]),
            "{shaped:?}"
        );
    }
    // One that passes for an item only since the union keeps what it doesn't know is not.
    let other = read::<Other, Failed>(&text);
    assert_eq!(api(other[0].as_ref().unwrap_err()), Ok(failed()));
    // Untyped items are what they are, unless the event is called an error.
    let data = format!("data: {ERROR}\n\n");
    let values = read::<Value, Failed>(&data);
    assert_eq!(values[0].as_ref().unwrap()["error"]["code"], 529);
    let values = read::<Value, Failed>(&format!("event: error\n{data}"));
    assert_eq!(api(values[0].as_ref().unwrap_err()), Ok(failed()));
    let texts = read::<String, NoError>("event: error\ndata: boom\n\n");
    assert_eq!(api(texts[0].as_ref().unwrap_err()).unwrap_err(), "boom");
    // What says nothing but that it is an error.
    for text in [
        "data: {\"type\":\"error\",\"message\":\"no\"}\n\n",
        "data: {\"object\":\"error\",\"message\":\"no\",\"type\":\"X\",\"param\":null,\"code\":400}\n\n",
        "data: {\"type\":\"error\",\"message\":\"no\",\"trace\":7}\n\n",
        "event: error\ndata: {\"message\":\"no\"}\n\n",
    ] {
        let (loose, strict) = (read::<Loose, Problem>(text), read::<Strict, Problem>(text));
        let message = |error: &Error<Problem>| api(error).unwrap().message;
        assert_eq!(message(loose[0].as_ref().unwrap_err()), "no", "{text}");
        assert_eq!(message(strict[0].as_ref().unwrap_err()), "no", "{text}");
    }
    // A member of that name beside what an item requires is data.
    let text = "data: {\"message\":\"a\",\"error\":\"disk full\"}\n\n";
    assert!(read::<Problem, Failed>(text)[0].is_ok());
    let text = "data: {\"delta\":\"a\",\"error\":\"disk full\"}\n\n";
    assert!(read::<Strict, Failed>(text)[0].is_ok());
    assert!(read::<Loose, Failed>(text)[0].is_ok());
    let text = "data: {\"delta\":\"a\",\"error\":null}\n\n";
    assert!(read::<Strict, Failed>(text)[0].is_ok());
}

#[test]
fn whole_events_are_errors_by_their_name() {
    let kinds = all::<Kind, Failed>(
        |call| call.event_objects("text/event-stream"),
        || {
            let known = "event: error\ndata: disk full\n\n";
            vec![events(&format!(
                "event: log\ndata: a\n\n{known}event: ping\ndata: {{}}\n\n"
            ))]
        },
    );
    assert!(
        matches!(&kinds.0[..], [Ok(Kind::Log(_)), Ok(Kind::Error(_))]),
        "{kinds:?}"
    );
    let (found, _) = all::<Event, Failed>(
        |call| call.event_objects("text/event-stream"),
        || {
            vec![events(&format!(
                "event: log\ndata: a\n\nevent: error\ndata: {ERROR}\n\n"
            ))]
        },
    );
    assert_eq!(
        *found[0].as_ref().unwrap(),
        Event::new("a").with_event("log")
    );
    assert_eq!(api(found[1].as_ref().unwrap_err()), Ok(failed()));
}

#[test]
fn an_error_is_typed_where_the_document_describes_it() {
    let text = format!("data: {ERROR}\n\n");
    let error = &read::<Strict, NoError>(&text)[0];
    assert_eq!(api(error.as_ref().unwrap_err()).unwrap_err(), ERROR);
    let message = error.as_ref().unwrap_err().to_string();
    assert_eq!(
        message,
        format!("GET /stream: the server reported an error, with 200 OK: {ERROR}")
    );
    let error = &read::<Strict, Value>(&text)[0];
    let value = api(error.as_ref().unwrap_err()).unwrap();
    assert_eq!(value["error"]["code"], 529);
    // A vague type describes what is within.
    let error = &read::<Strict, Vague>(&text)[0];
    let expected = Vague::new().with_message("overloaded");
    assert_eq!(api(error.as_ref().unwrap_err()), Ok(expected));
    let error = &read::<Strict, Problem>(&text)[0];
    assert_eq!(api(error.as_ref().unwrap_err()), Ok(failed().error));
    // An error of its own shape, without a name.
    let error = &read::<Strict, Problem>("data: {\"message\":\"no\",\"code\":1}\n\n")[0];
    let expected = Problem::new("no").with_code(1);
    assert_eq!(api(error.as_ref().unwrap_err()), Ok(expected));
    // What is neither an item nor an error stays what it is.
    for text in [
        "data: {\"message\":7}\n\n",
        "data: {\"id\":7,\"message\":\"no\"}\n\n",
    ] {
        let error = &read::<Strict, Problem>(text)[0];
        assert!(matches!(error, Err(Error::Decode { .. })), "{error:?}");
    }
}

#[test]
fn errors_by_status_go_by_the_status_that_they_state() {
    let read = |text: &str| {
        let text = format!("data: {text}\n\n");
        let (found, _) = all::<Strict, ByStatus>(
            |call| {
                call.event_stream("text/event-stream")
                    .errors(Format::ByStatus)
            },
            || vec![events(&text)],
        );
        api(found[0].as_ref().unwrap_err())
    };
    let with = |code| Failed::new(Problem::new("no").with_code(code));
    let stated = |code| json!({"error": {"message": "no", "code": code}}).to_string();
    assert_eq!(read(&stated(429)), Ok(ByStatus::Busy(with(429))));
    assert_eq!(read(&stated(400)), Ok(ByStatus::Wrong(with(400))));
    assert_eq!(read(&stated(7)), Ok(ByStatus::Broken(with(7))));
    let text = r#"{"status":"429","error":{"message":"no"}}"#;
    assert_eq!(
        read(text),
        Ok(ByStatus::Busy(Failed::new(Problem::new("no"))))
    );
}

#[test]
fn lines_report_errors_too() {
    let lines = |text: &'static str| {
        all::<Loose, Failed>(
            |call| call.item_lines("application/x-ndjson"),
            move || vec![Reply::bytes(200, "application/x-ndjson", text)],
        )
        .0
    };
    let found = lines("{\"delta\":\"a\"}\n{\"error\":\"model not found\"}\n");
    assert_eq!(*found[0].as_ref().unwrap(), Loose::new().with_delta("a"));
    let error = found[1].as_ref().unwrap_err();
    assert_eq!(api(error).unwrap_err(), r#"{"error":"model not found"}"#);
    let found = lines("{\"error\":{\"message\":\"overloaded\",\"code\":529}}");
    assert_eq!(api(found[0].as_ref().unwrap_err()), Ok(failed()));
}

#[test]
fn an_error_is_not_asked_for_again() {
    for way in ways() {
        let text = format!("retry: 1\nid: 7\n{ITEM}{way}");
        let (found, requests) = all::<Strict, Failed>(
            |call| call.event_stream("text/event-stream"),
            || vec![events(&text).truncated(), events(ITEM)],
        );
        assert_eq!(requests, 1, "{way}");
        assert_eq!(api(found[1].as_ref().unwrap_err()), Ok(failed()));
        assert!(
            matches!(found[2], Err(Error::Transport { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn an_error_ends_a_stream_that_reconnects() {
    let server = Server::new();
    let text = format!("id: 7\n{ITEM}event: error\ndata: {ERROR}\n\n");
    server.reply(events(&text)).reply(events(ITEM));
    let call: Call<(), Failed> = get(&server);
    let call = call.accept_events::<Strict>();
    let stream = call.blocking().unwrap().reconnecting(5);
    let found: Vec<_> = stream.blocking().collect();
    assert_eq!((found.len(), server.requests().len()), (2, 1), "{found:?}");
}
