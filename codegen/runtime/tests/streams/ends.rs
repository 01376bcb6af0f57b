//! How streams end.

use serde_json::Value;
use specwright_runtime::testing::{Reply, Server};
use specwright_runtime::{Call, Error, NoError};

use crate::models::{Failed, Reported, Strict};
use crate::{all, api, events, get, items, read};

fn message<T: std::fmt::Debug>(found: &Result<T, Error>) -> &str {
    match found {
        Err(Error::Decode { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_last_event_needs_no_empty_line() {
    for end in ["", "\n", "\r\n", "\nid: 7", "\n: comment", "\nevent: delta"] {
        let text = format!("data: {{\"delta\":\"a\"}}{end}");
        assert_eq!(items::<Strict>(&text), [Strict::new("a")], "{end:?}");
    }
    assert_eq!(items::<String>("data: a\n\ndata: b"), ["a", "b"]);
    assert!(items::<Strict>("data: [DONE]").is_empty());
    let found = read::<Strict, Failed>("data: {\"error\":{\"message\":\"no\"}}");
    assert!(api(found[0].as_ref().unwrap_err()).is_ok());
}

#[test]
fn what_is_cut_off_is_an_error_whatever_the_items_are() {
    let text = "data: {\"delta\":\"a";
    let cut = "the stream ended in the middle of an item";
    assert!(message(&read::<Strict, NoError>(text)[0]).starts_with(cut));
    assert!(message(&read::<Reported, NoError>(text)[0]).starts_with(cut));
    assert!(message(&read::<Value, NoError>(text)[0]).starts_with(cut));
    let lines = |text: &'static str| {
        all::<Strict, NoError>(
            |call| call.item_lines("application/x-ndjson"),
            move || vec![Reply::bytes(200, "application/x-ndjson", text)],
        )
        .0
    };
    let found = lines("{\"delta\":\"a\"}\n{\"delta\":\"b\"}");
    assert!(matches!(&found[..], [Ok(_), Ok(_)]), "{found:?}");
    let found = lines("{\"delta\":\"a\"}\n{\"delta\":");
    assert!(message(&found[1]).starts_with(cut), "{found:?}");
    // What is whole, but wrong, is not cut off.
    let found = lines("{\"delta\":7}");
    assert!(!message(&found[0]).starts_with(cut), "{found:?}");
}

#[test]
fn a_broken_connection_is_an_error_of_the_transport() {
    for (media_type, text) in [
        (
            "text/event-stream",
            "data: {\"delta\":\"a\"}\n\ndata: {\"delta\":",
        ),
        ("application/x-ndjson", "{\"delta\":\"a\"}\n{\"delta\":"),
    ] {
        let (found, requests) = all::<Strict, NoError>(
            if media_type == "text/event-stream" {
                |call| call.event_stream("text/event-stream")
            } else {
                |call| call.item_lines("application/x-ndjson")
            },
            || vec![Reply::bytes(200, media_type, text).truncated()],
        );
        assert!(
            matches!(&found[..], [Ok(_), Err(Error::Transport { .. })]),
            "{found:?}"
        );
        assert_eq!(requests, 1);
    }
}

#[test]
fn lines_end_with_done() {
    let (found, _) = all::<Strict, NoError>(
        |call| call.item_lines("application/x-ndjson"),
        || {
            let text = "{\"delta\":\"a\"}\n[DONE]\n{\"delta\":\"b\"}\n";
            vec![Reply::bytes(200, "application/x-ndjson", text)]
        },
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn reconnecting_continues_after_the_last_event() {
    let follow = |first: &str| {
        let server = Server::new();
        server
            .reply(events(first))
            .reply(events("data: {\"delta\":\"b\"}\n\ndata: [DONE]\n\n"));
        let call: Call<()> = get(&server);
        let stream = call.accept_events::<Strict>().blocking().unwrap();
        let found: Vec<_> = stream.reconnecting(3).blocking().collect();
        let asked = server.requests().pop().unwrap();
        let id = asked.header("last-event-id").map(str::to_owned);
        (found, server.requests().len(), id)
    };
    // The event is whole, so it is not asked for again.
    let (found, requests, id) = follow("retry: 1\nid: 7\ndata: {\"delta\":\"a\"}\n");
    assert!(matches!(&found[..], [Ok(_), Ok(_)]), "{found:?}");
    assert_eq!((requests, id.as_deref()), (2, Some("7")));
    // An event that is cut off is sent again after the last one.
    let (found, requests, id) =
        follow("retry: 1\nid: 7\ndata: {\"delta\":\"a\"}\n\ndata: {\"delta\":");
    assert!(matches!(&found[..], [Ok(_), Ok(_)]), "{found:?}");
    assert_eq!((requests, id.as_deref()), (2, Some("7")));
    // Without an identifier that is not certain.
    let (found, requests, _) = follow("retry: 1\ndata: {\"delta\":");
    assert!(message(&found[0]).contains("in the middle"), "{found:?}");
    assert_eq!((found.len(), requests), (2, 2));
}
