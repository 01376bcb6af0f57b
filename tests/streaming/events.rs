//! Server-sent events and lines of JSON, on the golden case `response_formats`.

use golden::response_formats::models::{Chunk, Event};
use golden::response_formats::{Client, ClientBuilder, EventStream};
use serde_json::Map;
use specwright_runtime::Error;
use tests::http::{Response, Server};

use crate::{Outcome, chunked};

const EVENTS: &str = "text/event-stream";

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url())
}

fn events(text: &str, whole: bool) -> Response {
    chunked(EVENTS, &[text.as_bytes()], whole)
}

/// The items up to the end, and the error that ended them.
async fn all(stream: &mut EventStream<String>) -> (Vec<String>, Option<Error>) {
    let mut items = Vec::new();
    loop {
        match stream.next().await {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => {
                // Nothing follows it.
                assert!(stream.next().await.is_none());
                return (items, Some(error));
            }
            None => return (items, None),
        }
    }
}

fn asked_from(server: &Server) -> Vec<Option<String>> {
    let id = |name: &tests::http::Request| name.header("last-event-id").map(str::to_owned);
    server.requests().iter().map(id).collect()
}

#[tokio::test]
async fn events_are_typed_wherever_they_are_cut() -> Outcome {
    let text = "\u{feff}: hello\r\ndata: {\"delta\":\r\ndata: \"ü\"}\r\n\r\ndata: {\"delta\":\"b\"}\r\rdata: [DONE]\n\ndata: x\n\n";
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    let server = Server::scripted([chunked(EVENTS, &pieces, true)])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().create_stream(&Map::new()).await?;
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item?);
    }
    assert_eq!(items, [Chunk::new("ü"), Chunk::new("b")]);
    assert_eq!(server.requests()[0].header("accept"), Some(EVENTS));
    Ok(())
}

#[tokio::test]
async fn name_and_identifier_stand_beside_the_data() -> Outcome {
    let text = "id: 7\nevent: text\ndata: a\n\ndata: b\n\n";
    let server = Server::scripted([events(text, true), events(text, true)])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().read_texts().await?;
    assert_eq!(stream.last_event_id(), None);
    let first = stream.next().await.transpose()?;
    assert_eq!((first.as_deref(), stream.event_name()), (Some("a"), "text"));
    let second = stream.next().await.transpose()?;
    assert_eq!(
        (second.as_deref(), stream.event_name()),
        (Some("b"), "message")
    );
    assert_eq!(stream.last_event_id(), Some("7"));
    assert!(stream.next().await.is_none());

    // Where the document describes the whole event, that is the item.
    let mut stream = client.chat().read_events().await?;
    let first: Event = stream.next().await.ok_or("no event")??;
    assert_eq!((first.data.as_str(), first.id.as_deref()), ("a", Some("7")));
    Ok(())
}

#[tokio::test]
async fn a_stream_that_breaks_off_goes_on_behind_its_last_event() -> Outcome {
    let server = Server::scripted([
        events(
            "retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut o",
            false,
        ),
        Response::Close,
        events("id: 3\ndata: c\n\n", false),
        events("data: d\n\n", true),
    ])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().read_texts().await?;
    let (items, error) = all(&mut stream).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, ["a", "b", "c", "d"]);
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(asked_from(&server), [None, id("2"), id("2"), id("3")]);
    Ok(())
}

#[tokio::test]
async fn a_stream_is_not_asked_for_again_where_events_could_come_twice() -> Outcome {
    // Without an identifier a server starts again.
    let server = Server::scripted([events("retry: 1\ndata: a\n\n", false)])?;
    let mut stream = builder(&server).build()?.chat().read_texts().await?;
    let (items, error) = all(&mut stream).await;
    assert_eq!(items, ["a"]);
    assert!(matches!(error, Some(Error::Transport { .. })), "{error:?}");

    // What a POST does is done once.
    let server = Server::scripted([events(
        "retry: 1\nid: 1\ndata: {\"delta\":\"a\"}\n\n",
        false,
    )])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().create_stream(&Map::new()).await?;
    assert!(matches!(stream.next().await, Some(Ok(_))));
    assert!(matches!(
        stream.next().await,
        Some(Err(Error::Transport { .. }))
    ));
    assert!(stream.next().await.is_none());
    assert_eq!(server.requests().len(), 1);

    // Nor is anything sent again by a client that is not to.
    let server = Server::scripted([events("retry: 1\nid: 1\ndata: a\n\n", false)])?;
    let client = builder(&server).max_retries(0).build()?;
    let (_, error) = all(&mut client.chat().read_texts().await?).await;
    assert!(matches!(error, Some(Error::Transport { .. })), "{error:?}");
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_stream_is_followed_for_ever_where_that_is_wanted() -> Outcome {
    let server = Server::scripted([
        events("retry: 0\ndata: a\n\n", true),
        events("id: 5\ndata: b\n\n", true),
        events("id\ndata: c\n\n", true),
        Response::empty(204),
    ])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().read_texts().await?.reconnecting(1);
    let (items, error) = all(&mut stream).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, ["a", "b", "c"]);
    let five = Some("5".to_owned());
    assert_eq!(asked_from(&server), [None, None, five, None]);

    // A server that sends no events is left alone after that many responses.
    let empty = || events("retry: 0\n\n", true);
    let server = Server::scripted(std::iter::repeat_with(empty).take(9))?;
    let mut stream = builder(&server)
        .build()?
        .chat()
        .read_texts()
        .await?
        .reconnecting(3);
    assert!(matches!(all(&mut stream).await, (_, None)));
    assert_eq!(server.requests().len(), 4);

    // A refusal ends it, and is reported.
    let server = Server::scripted([events("retry: 0\ndata: a\n\n", true), Response::empty(403)])?;
    let mut stream = builder(&server)
        .build()?
        .chat()
        .read_texts()
        .await?
        .reconnecting(3);
    let (_, error) = all(&mut stream).await;
    assert_eq!(
        error.and_then(|error| error.status()),
        Some(403.try_into()?)
    );
    Ok(())
}

#[tokio::test]
async fn what_is_no_event_stream_is_an_error() -> Outcome {
    let server = Server::scripted([
        Response::text(200, "application/json", "{}"),
        Response::empty(204),
    ])?;
    let client = builder(&server).build()?;
    let error = client
        .chat()
        .read_texts()
        .await
        .err()
        .ok_or("it was taken")?;
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert!(error.to_string().contains("`application/json`"), "{error}");
    let mut none = client.chat().read_texts().await?;
    assert!(none.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn a_call_with_options_can_be_read_as_a_stream() -> Outcome {
    let text = "data: {\"delta\":\"a\"}\n\n";
    let lines = "{\"delta\":\"b\"}\n";
    let server = Server::scripted([
        events(text, true),
        chunked("application/jsonl", &[lines.as_bytes()], true),
    ])?;
    let client = builder(&server).build()?;
    let call = client.chat().create(&Map::new()).verbose(true);
    let mut stream = call.clone().accept_events().await?;
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("a")));
    let mut stream = call.accept_lines("application/jsonl").await?;
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("b")));
    let accepted: Vec<_> = server
        .requests()
        .iter()
        .map(|one| (one.target.clone(), one.header("accept").map(str::to_owned)))
        .collect();
    let target = "/chat?verbose=true".to_owned();
    let expected =
        [EVENTS, "application/jsonl"].map(|name| (target.clone(), Some(name.to_owned())));
    assert_eq!(accepted, expected);
    Ok(())
}

#[tokio::test]
async fn records_go_over_several_lines() -> Outcome {
    let text = "\u{1e}{\n\"delta\": \"a\"\n}\n\u{1e}{\"delta\":\"b\"}\n";
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(3).collect();
    let server = Server::scripted([chunked("application/json-seq", &pieces, true)])?;
    let client = builder(&server).build()?;
    let call = client
        .raw()
        .get::<(), specwright_runtime::NoError>("/records");
    let mut stream = call.accept_lines("application/json-seq").await?;
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("a")));
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("b")));
    assert!(stream.next().await.is_none());
    assert_eq!(
        server.requests()[0].header("accept"),
        Some("application/json-seq")
    );
    Ok(())
}

#[tokio::test]
async fn lines_are_typed_and_a_bad_one_stops_nothing() -> Outcome {
    let text = "{\"delta\":\"a\"}\n\n{\"delta\":1}\r\n{\"delta\":\"b\"}";
    let pieces: Vec<&[u8]> = text.as_bytes().chunks(5).collect();
    let server = Server::scripted([chunked("application/x-ndjson", &pieces, true)])?;
    let client = builder(&server).build()?;
    let mut stream = client.chat().read_lines().await?;
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("a")));
    assert!(matches!(
        stream.next().await,
        Some(Err(Error::Decode { .. }))
    ));
    assert_eq!(stream.next().await.transpose()?, Some(Chunk::new("b")));
    assert!(stream.next().await.is_none());
    Ok(())
}
