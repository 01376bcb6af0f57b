//! Requests that ask for what is read, on the golden cases that begin with `stream`.

use golden::streams::Client;
use golden::streams::models::{Ask, CreateMessageRequest, Delta, Whole};
use golden::{stream_by_member, stream_by_query, stream_ends, stream_or_file};
use serde_json::{Value, json};
use specwright_runtime::Error;
use tests::http::{Request, Response, Server};

use crate::{Outcome, chunked};

fn client(server: &Server) -> Outcome<Client> {
    Ok(Client::builder().base_url(server.url()).build()?)
}

fn whole() -> Response {
    Response::json(200, &json!({"delta": "a"}))
}

fn stream() -> Response {
    chunked(
        "text/event-stream",
        &[b": hello\n\ndata: {\"delta\":\"a\"}\n\n"],
        true,
    )
}

#[tokio::test]
async fn each_method_asks_for_what_it_reads() -> Outcome {
    let server = Server::scripted([stream(), whole(), stream(), whole()])?;
    let chat = client(&server)?;
    let mut events = chat.chat().create_stream(&Ask::new("m")).await?;
    assert_eq!(events.next().await.transpose()?, Some(Delta::new("a")));
    // Whatever the body says, since the method can't read anything else.
    let asks = Ask::new("m").with_stream(true);
    assert_eq!(chat.chat().create(&asks).await?, Delta::new("a"));
    let mut events = chat.chat().create(&asks).accept_events::<Delta>().await?;
    assert_eq!(events.next().await.transpose()?, Some(Delta::new("a")));
    // What is read as bytes may be either.
    chat.chat().create(&asks).bytes_stream().await?;
    let bodies: Vec<Value> = server.requests().iter().map(Request::json).collect();
    let body = |stream: bool| json!({"model": "m", "stream": stream});
    assert_eq!(bodies, [body(true), body(false), body(true), body(true)]);
    Ok(())
}

#[tokio::test]
async fn a_stream_that_is_not_documented_is_asked_for() -> Outcome {
    let server = Server::scripted([whole(), stream()])?;
    let chat = client(&server)?;
    let body = CreateMessageRequest::from(Whole::new("m"));
    chat.chat().create_message(&body).await?;
    let call = chat.chat().create_message(&body);
    let mut events = call.accept_events::<Delta>().await?;
    assert_eq!(events.next().await.transpose()?, Some(Delta::new("a")));
    let bodies: Vec<Value> = server.requests().iter().map(Request::json).collect();
    let body = |stream: bool| json!({"model": "m", "stream": stream});
    assert_eq!(bodies, [body(false), body(true)]);
    Ok(())
}

#[tokio::test]
async fn a_method_with_nothing_but_a_stream_asks_for_it() -> Outcome {
    let server = Server::scripted([stream()])?;
    let mut events = client(&server)?.chat().follow(None).verbose(true).await?;
    assert_eq!(events.next().await.transpose()?, Some(Delta::new("a")));
    assert_eq!(server.requests()[0].json(), json!({"stream": true}));
    Ok(())
}

#[tokio::test]
async fn a_form_asks_too() -> Outcome {
    let lines = chunked("application/x-ndjson", &[b"{\"delta\":\"a\"}\n"], true);
    let server = Server::scripted([lines, whole()])?;
    let chat = client(&server)?;
    let mut items = chat.chat().speak_stream(&Ask::new("m")).await?;
    assert_eq!(items.next().await.transpose()?, Some(Delta::new("a")));
    chat.chat().speak(&Ask::new("m").with_stream(true)).await?;
    let parts: Vec<usize> = server
        .requests()
        .iter()
        .flat_map(|request| {
            ["\r\n\r\ntrue\r\n", "\r\n\r\nfalse\r\n"]
                .map(|part| request.text().matches(part).count())
        })
        .collect();
    assert_eq!(parts, [1, 0, 0, 1]);
    Ok(())
}

/// The client of a golden case.
macro_rules! client_of {
    ($case:ident, $server:expr) => {
        $case::Client::builder().base_url($server.url()).build()?
    };
}

fn text() -> Response {
    Response::json(200, &json!({"text": "a"}))
}

fn targets(server: &Server) -> Vec<String> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| request.target.clone())
        .collect()
}

#[tokio::test]
async fn a_query_asks_too() -> Outcome {
    let server = Server::scripted([
        stream(),
        text(),
        stream(),
        stream(),
        stream(),
        text(),
        stream(),
    ])?;
    let client = client_of!(stream_by_query, server);
    let runs = client.runs();
    let prompt = stream_by_query::models::Prompt::new();
    let mut events = runs.list_stream().limit(2).await?;
    assert_eq!(
        events.next().await.transpose()?,
        Some(stream_by_query::models::Chunk::new("a"))
    );
    runs.list().limit(2).await?;
    // What the user adds to the query does not contradict it.
    let call = runs.list().query("stream", false);
    call.accept_events::<stream_by_query::models::Chunk>()
        .await?;
    runs.list().query("stream", true).bytes_stream().await?;
    runs.generate_content_stream(&prompt).await?;
    runs.generate_content(&prompt).await?;
    runs.watch_stream().await?;
    assert_eq!(
        targets(&server),
        [
            "/runs?limit=2&stream=true",
            "/runs?limit=2&stream=false",
            "/runs?stream=true",
            "/runs?stream=true",
            "/generate?alt=sse",
            "/generate?alt=json",
            "/watch?stream=true",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_required_parameter_that_selects_a_stream_is_sent() -> Outcome {
    let lines = chunked("application/x-ndjson", &[b"{\"delta\":\"a\"}\n"], true);
    let server = Server::scripted([lines])?;
    let mut items = client_of!(stream_by_query, server)
        .runs()
        .read_logs()
        .await?;
    let expected = stream_by_query::models::Chunk::new("a");
    assert_eq!(items.next().await.transpose()?, Some(expected));
    assert_eq!(targets(&server), ["/logs?stream=true"]);
    Ok(())
}

#[tokio::test]
async fn bytes_and_texts_are_asked_for_beside_streams() -> Outcome {
    use stream_by_member::models::{ByWordRequest, ByWordRequestResponseMode};
    use stream_or_file::models::{Ask, Chunk, ReadAloudRequest};

    let audio = || Response::text(200, "audio/mpeg", "ID3");
    let plain = || Response::text(200, "text/plain", "words");
    let server = Server::scripted([
        audio(),
        stream(),
        audio(),
        stream(),
        plain(),
        stream(),
        audio(),
        text(),
    ])?;
    let client = client_of!(stream_or_file, server);
    let speech = client.speech();
    let ask = Ask::new("m").with_stream(true);
    assert_eq!(speech.speak(&ask).await?, "ID3");
    speech.speak_stream(&Ask::new("m")).await?;
    let read = ReadAloudRequest::new("words");
    assert_eq!(speech.read_aloud(&read).await?, "ID3");
    let mut events = speech.read_aloud_stream(&read).await?;
    assert_eq!(events.next().await.transpose()?, Some(Chunk::new("a")));
    assert_eq!(speech.transcribe(&ask).await?, "words");
    speech.transcribe_stream(&Ask::new("m")).await?;
    // What is read as bytes by the user may be either.
    speech.transcribe(&ask).accept_bytes("*/*").await?;
    let body = ByWordRequest::new(ByWordRequestResponseMode::Streaming);
    let client = client_of!(stream_by_member, server);
    client.members().by_word(&body).await?;
    let asked: Vec<Value> = server
        .requests()
        .iter()
        .map(|request| {
            let body = request.json();
            let names = ["stream", "stream_format", "response_mode"];
            let mut found = names.iter().filter_map(|name| body.get(name).cloned());
            found.next().unwrap_or_default()
        })
        .collect();
    assert_eq!(
        json!(asked),
        json!([false, true, "audio", "sse", false, true, true, "blocking"])
    );
    Ok(())
}

#[tokio::test]
async fn a_stream_ends_with_the_text_that_its_schema_names() -> Outcome {
    use stream_ends::models::{Chunk, OfSeveral, WithMore};

    let ended = |text: &str| {
        let body = format!("data: {{\"delta\":\"a\"}}\n\ndata: {text}\n\ndata: more\n\n");
        chunked("text/event-stream", &[body.as_bytes()], true)
    };
    let named = b"event: thread.created\ndata: {\"delta\":\"a\"}\n\nevent: done\ndata: [DONE]\n\n";
    let server = Server::scripted([
        ended("[DONE]"),
        ended("[END]"),
        ended("[FINISHED]"),
        chunked("text/event-stream", &[named], true),
    ])?;
    let client = client_of!(stream_ends, server);
    let mut events = client.ends().in_data().await?;
    assert_eq!(events.next().await.transpose()?, Some(Chunk::new("a")));
    assert_eq!(events.next().await.transpose()?, None);
    let mut events = client.ends().in_item().await?;
    assert_eq!(events.next().await.transpose()?, Some(Chunk::new("a")));
    assert_eq!(events.next().await.transpose()?, None);
    let mut events = client.ends().of_several().await?;
    let first = events.next().await.transpose()?;
    assert!(matches!(first, Some(OfSeveral::Chunk(_))));
    assert!(events.next().await.transpose()?.is_none());
    let mut events = client.ends().with_more().await?;
    let first = events.next().await.transpose()?;
    let Some(WithMore::ThreadCreated(event)) = first else {
        return Err(format!("{first:?}").into());
    };
    assert_eq!(event.data, Chunk::new("a"));
    assert!(events.next().await.transpose()?.is_none());
    Ok(())
}

#[tokio::test]
async fn the_wrong_content_type_names_the_other_method() -> Outcome {
    let server = Server::scripted([stream(), whole(), stream()])?;
    let chat = client(&server)?;
    let message_of = |error: Error| match error {
        Error::Decode {
            message, snippet, ..
        } => Ok((message, snippet)),
        other => Err(other.to_string()),
    };
    let error = chat
        .chat()
        .create(&Ask::new("m"))
        .await
        .err()
        .ok_or("it was read")?;
    let (message, snippet) = message_of(error)?;
    assert_eq!(
        message,
        "it is a stream, `text/event-stream`: call `create_stream` for it"
    );
    assert!(snippet.starts_with(": hello"), "{snippet}");
    let error = chat.chat().create_stream(&Ask::new("m")).await.err();
    let (message, snippet) = message_of(error.ok_or("it was read")?)?;
    assert_eq!(
        message,
        "it is one item as `application/json`, not a stream of items: call `create` for it"
    );
    assert_eq!(snippet, "{\"delta\":\"a\"}");
    let body = CreateMessageRequest::from(Whole::new("m"));
    let error = chat.chat().create_message(&body).await.err();
    let (message, _) = message_of(error.ok_or("it was read")?)?;
    assert_eq!(
        message,
        "it is a stream, `text/event-stream`: call `accept_events` for it"
    );
    Ok(())
}
