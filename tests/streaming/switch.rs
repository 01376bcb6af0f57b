//! Bodies that ask for what is read, on the golden case `streams`.

use golden::streams::Client;
use golden::streams::models::{Ask, CreateMessageRequest, Delta, Whole};
use serde_json::{Value, json};
use specwright_runtime::Error;
use tests::http::{Answer, Request, Server};

use crate::{Outcome, chunked};

fn client(server: &Server) -> Outcome<Client> {
    Ok(Client::builder().base_url(server.url()).build()?)
}

fn whole() -> Answer {
    Answer::json(200, &json!({"delta": "a"}))
}

fn stream() -> Answer {
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

#[tokio::test]
async fn the_wrong_content_type_names_the_other_method() -> Outcome {
    let server = Server::scripted([stream(), whole(), stream()])?;
    let chat = client(&server)?;
    let told = |error: Error| match error {
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
    let (message, snippet) = told(error)?;
    assert_eq!(
        message,
        "it is a stream, `text/event-stream`: call `create_stream` for it"
    );
    assert!(snippet.starts_with(": hello"), "{snippet}");
    let error = chat.chat().create_stream(&Ask::new("m")).await.err();
    let (message, snippet) = told(error.ok_or("it was read")?)?;
    assert_eq!(
        message,
        "it is `application/json`, not an event stream: call `create` for it"
    );
    assert_eq!(snippet, "{\"delta\":\"a\"}");
    let body = CreateMessageRequest::from(Whole::new("m"));
    let error = chat.chat().create_message(&body).await.err();
    let (message, _) = told(error.ok_or("it was read")?)?;
    assert_eq!(
        message,
        "it is a stream, `text/event-stream`: call `accept_events` for it"
    );
    Ok(())
}
