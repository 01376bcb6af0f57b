//! What a server sends to keep the connection alive.

use serde_json::Value;
use specwright_runtime::testing::Server;
use specwright_runtime::{Call, Error, NoError};

use crate::models::{Event, Loose, Other, Reported, Strict};
use crate::{all, events, get, items, read};

const ITEM: &str = "data: {\"delta\":\"a\"}\n\n";

#[test]
fn it_is_skipped_unless_it_is_an_item() {
    for quiet in [
        "data:\n\n",
        "data\n\n",
        "data: \n\n",
        "data: \ndata: \n\n",
        ": comment\n\n",
        "id: 1\n\n",
        "event: ping\n\n",
        "event: ping\ndata: {}\n\n",
        "event: ping\ndata: {\"time\":\"12:00\"}\n\n",
        "event: ping\ndata:\n\n",
        "event: heartbeat\ndata: 7\n\n",
        "event: keep-alive\ndata: null\n\n",
        "event: keep_alive\ndata: {}\n\n",
        "event: KeepAlive\ndata: {}\n\n",
        "event: connected\ndata:\n\n",
    ] {
        let text = [quiet, ITEM, quiet, ITEM, "data: [DONE] \n\n"].concat();
        assert_eq!(items::<Strict>(&text), [Strict::new("a"), Strict::new("a")]);
        if !quiet.contains("connected") {
            let expected = Loose::new().with_delta("a");
            assert_eq!(
                items::<Loose>(&text),
                [expected.clone(), expected],
                "{quiet}"
            );
        }
    }
    for quiet in [
        "data: {\"type\":\"ping\"}\n\n",
        "data: {\"event\":\"heartbeat\"}\n\n",
        "data: ping\n\n",
        "data: null\n\n",
        "event: ping\ndata: {\"type\":\"ping\"}\n\n",
    ] {
        assert_eq!(items::<Strict>(&[quiet, ITEM].concat()), [Strict::new("a")]);
    }
}

#[test]
fn it_is_an_item_where_the_document_describes_it() {
    for text in [
        "event: ping\ndata: {\"type\":\"ping\"}\n\n",
        "data: {\"type\":\"ping\"}\n\n",
    ] {
        assert!(
            matches!(items::<Reported>(text)[..], [Reported::Ping]),
            "{text}"
        );
    }
    // A union keeps what it doesn't know, but not for that.
    assert!(items::<Other>("event: ping\ndata: {\"type\":\"ping\"}\n\n").is_empty());
    assert!(items::<Other>("data:\n\n").is_empty());
    assert!(matches!(
        &items::<Other>("event: x\ndata: {\"type\":\"new\"}\n\n")[..],
        [Other::Unknown(_)]
    ));
    // An event of that name may be an item all the same.
    let text = "event: ping\ndata: {\"delta\":\"a\"}\n\n";
    assert_eq!(items::<Strict>(text), [Strict::new("a")]);
}

#[test]
fn texts_may_be_empty() {
    assert_eq!(
        items::<String>("data: a\n\ndata:\n\ndata: b\n\n"),
        ["a", "", "b"]
    );
    let (found, _) = all::<Event, NoError>(
        |call| call.event_objects("text/event-stream"),
        || vec![events("data:\n\ndata: a\n\n")],
    );
    let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
    assert_eq!(found, [Event::new(""), Event::new("a")]);
    // Where items may be anything, nothing is none.
    assert_eq!(items::<Value>("data:\n\ndata: 7\n\n"), [7]);
}

#[test]
fn what_is_neither_is_an_error() {
    for text in [
        "data: {}\n\n",
        "data: 7\n\n",
        "event: tick\ndata: {}\n\n",
        "data: oops\n\n",
    ] {
        let found = read::<Strict, NoError>(&[text, ITEM].concat());
        assert!(
            matches!(&found[..], [Err(Error::Decode { .. }), Ok(_)]),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn it_does_not_count_as_progress() {
    let server = Server::new();
    for _ in 0..9 {
        server.reply(events("retry: 1\nevent: ping\ndata: {}\n\n"));
    }
    let call: Call<()> = get(&server);
    let stream = call.accept_events::<Strict>().blocking().unwrap();
    assert_eq!(stream.reconnecting(3).blocking().count(), 0);
    assert_eq!(server.requests().len(), 4);
}
