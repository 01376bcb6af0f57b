//! The same for programs without an async runtime, on the golden case `response_formats`.

use std::io::Read;

use golden::response_formats::Client;
use specwright_runtime::{Error, NoError};
use tests::http::{Response, Server};

use crate::{Outcome, chunked};

#[test]
fn a_stream_is_an_iterator_that_waits() -> Outcome {
    let events = |text: &str, whole| chunked("text/event-stream", &[text.as_bytes()], whole);
    let server = Server::scripted([
        // The wait before it is asked for again needs the clock of a runtime, too.
        events("retry: 1\nid: 1\ndata: a\n\n", false),
        events("data: b\n\n", true),
        chunked("a/b", &[b"abc", b"de"], true),
        chunked("a/b", &[b"abc"], false),
    ])?;
    let client = Client::builder().base_url(server.url()).build()?;
    let items: Result<Vec<String>, Error> =
        client.chat().read_texts().blocking()?.blocking().collect();
    assert_eq!(items?, ["a", "b"]);

    let call = || client.raw().get::<(), NoError>("/file").bytes_stream();
    let mut bytes = Vec::new();
    call().blocking()?.blocking().read_to_end(&mut bytes)?;
    assert_eq!(bytes, b"abcde");
    assert!(
        call()
            .blocking()?
            .blocking()
            .read_to_end(&mut bytes)
            .is_err()
    );
    Ok(())
}

#[tokio::test]
async fn within_a_runtime_its_only_item_is_an_error() -> Outcome {
    let server = Server::scripted([Response::text(200, "text/event-stream", "data: a\n\n")])?;
    let client = Client::builder().base_url(server.url()).build()?;
    let mut items = client.chat().read_texts().await?.blocking();
    assert!(matches!(items.next(), Some(Err(Error::Request { .. }))));
    assert!(items.next().is_none());
    Ok(())
}
