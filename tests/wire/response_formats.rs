//! Every way to read a response, on the golden case `response_formats`.

use golden::response_formats::{
    Client, Error, EventStream,
    chat::{CreateChatHeaders, ReadTextsHeaders},
    models::{Chat, Chunk, Event},
};
use specwright_runtime::FromBody;
use specwright_runtime::{
    BuildError,
    testing::{Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(reply: Reply) -> Result<(Client, Server), BuildError> {
    let server = Server::new().with_secrets();
    server.reply(reply);
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    Ok((client, server))
}

fn events(text: &str) -> Reply {
    Reply::bytes(200, "text/event-stream", text.as_bytes().to_vec())
}

/// All items of a stream, up to and with the first error.
async fn all<T: FromBody, E: FromBody>(mut stream: EventStream<T, E>) -> Vec<Result<T, Error<E>>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item);
    }
    items
}

fn whole<T, E>(items: Vec<Result<T, Error<E>>>) -> Result<Vec<T>, Error<E>> {
    items.into_iter().collect()
}

#[test]
fn a_response_is_json_unless_another_media_type_is_asked_for() -> Outcome {
    let body = serde_json::Map::new();
    let reply = Reply::json(200, &Chat::new("hi")).header("x-remaining", "7");
    let (client, server) = client(reply)?;
    let response = block_on(client.chat().create(&body).verbose(true).send())?;
    assert_eq!(
        (response.text.as_str(), response.header("X-Remaining")),
        ("hi", Some(7))
    );
    let headers: CreateChatHeaders = response.headers_as()?;
    // An operation with equal headers has its own name for the same type.
    let headers: ReadTextsHeaders = headers;
    assert_eq!((headers.x_remaining, headers.x_model), (Some(7), None));
    assert_eq!(response.header::<u8>("x-none"), None);
    assert_eq!(only(&server).header("accept"), Some("application/json"));

    let (client, server) = self::client(Reply::json(200, &Chat::new("hi")))?;
    let call = client
        .chat()
        .create(&body)
        .accept("application/vnd.chat+json");
    assert_eq!(block_on(call)?, Chat::new("hi"));
    let accepted = only(&server);
    assert_eq!(accepted.header("accept"), Some("application/vnd.chat+json"));

    let (client, server) = self::client(Reply::text(200, "a,b"))?;
    let call = client.chat().create(&body).accept_text("text/csv");
    assert_eq!(block_on(call)?, "a,b");
    assert_eq!(only(&server).header("accept"), Some("text/csv"));

    let (client, server) = self::client(Reply::bytes(200, "application/pdf", vec![0, 255]))?;
    let call = client.chat().create(&body).accept_bytes("application/pdf");
    assert_eq!(block_on(call)?.as_ref(), [0, 255]);
    assert_eq!(only(&server).header("accept"), Some("application/pdf"));
    Ok(())
}

#[test]
fn a_stream_gives_typed_items_until_it_is_done() -> Outcome {
    let text = ": hello\n\ndata: {\"delta\":\ndata: \"a\"}\r\n\r\nevent: x\ndata: {\"delta\":\"b\"}\n\ndata: [DONE]\n\ndata: no\n\n";
    let (client, server) = client(events(text))?;
    let body = serde_json::Map::new();
    let items = block_on(async {
        let stream = client.chat().create_stream(&body).verbose(true).await?;
        Ok::<_, Error<Chunk>>(all(stream).await)
    })?;
    assert_eq!(whole(items)?, [Chunk::new("a"), Chunk::new("b")]);
    let request = only(&server);
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.query(), "verbose=true");
    Ok(())
}

#[test]
fn an_item_that_can_not_be_read_does_not_end_the_stream() -> Outcome {
    let (client, _server) = client(events(
        "data: {\"delta\": 1}\n\ndata: {\"delta\": \"b\"}\n\n",
    ))?;
    let body = serde_json::Map::new();
    let items = block_on(async {
        let stream = client.chat().create_stream(&body).await?;
        Ok::<_, Error<Chunk>>(all(stream).await)
    })?;
    let [Err(Error::Decode { path, .. }), Ok(second)] = items.as_slice() else {
        return Err(format!("{items:?}").into());
    };
    assert_eq!((path.as_str(), second), ("delta", &Chunk::new("b")));
    Ok(())
}

#[test]
fn a_refusal_is_typed_where_a_stream_was_asked_for() -> Outcome {
    let (client, _server) = client(Reply::json(400, &Chunk::new("no")))?;
    let body = serde_json::Map::new();
    let Err(error) = block_on(client.chat().create_stream(&body)) else {
        return Err("a 400 was taken for success".into());
    };
    assert_eq!(error.typed(), Some(&Chunk::new("no")));
    Ok(())
}

#[test]
fn whole_events_texts_and_lines() -> Outcome {
    let (client, _server) = client(events("event: a\nid: 1\nretry: 5\ndata: x y\n\n"))?;
    let items = block_on(async { Ok::<_, Error>(all(client.chat().read_events().await?).await) })?;
    let expected = Event::new("x y");
    let [event] = whole(items)?.try_into().map_err(|_| "not one")?;
    assert_eq!(
        (&event.data, event.event.as_deref()),
        (&expected.data, Some("a"))
    );
    assert_eq!((event.id.as_deref(), event.retry), (Some("1"), Some(5)));

    let (client, _server) = self::client(events("data: plain\n\ndata: \"quoted\"\n\n"))?;
    let items = block_on(async { Ok::<_, Error>(all(client.chat().read_texts().await?).await) })?;
    assert_eq!(whole(items)?, ["plain", "quoted"]);

    let lines = Reply::bytes(
        200,
        "application/x-ndjson",
        "{\"delta\":\"a\"}\n{\"delta\":\"b\"}",
    );
    let (client, server) = self::client(lines)?;
    let items = block_on(async { Ok::<_, Error>(all(client.chat().read_lines().await?).await) })?;
    assert_eq!(whole(items)?, [Chunk::new("a"), Chunk::new("b")]);
    assert_eq!(only(&server).header("accept"), Some("application/x-ndjson"));
    Ok(())
}
