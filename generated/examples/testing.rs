//! Tests a program that sends spans, without a network.
//!
//! ```text
//! cargo run -p spanwire --example testing
//! ```
//!
//! `record` is the program's own code. The rest is its tests: `cargo test -p spanwire --example
//! testing` runs it as such.

use std::error::Error;
use std::time::Duration;

use spanwire::Timestamp;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{
    ApiListSpan, ApplicationOperationStatus, Span, SpanBatchCreateRequest, SpanCreateRequest,
};
use spanwire::testing::{Reply, Server, block_on};

/// Stores a span, and once more when it has succeeded: what is to be tested.
async fn record(client: &Client, span: &SpanCreateRequest) -> Result<Span, Box<dyn Error>> {
    let stored = client.spans().create(span).await?;
    let done = span
        .clone()
        .with_id(stored.id)
        .with_status(ApplicationOperationStatus::Success);
    let batch = SpanBatchCreateRequest::new(vec![done]);
    let mut list = client.spans().upsert_batch(&batch).await?;
    Ok(list.items.pop().ok_or("no span was stored")?)
}

fn client(server: &Server) -> Result<Client, Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .transport(server.transport());
    Ok(client.build()?)
}

/// A span as the server returns it: `new` takes what the document requires, the other fields are
/// public.
fn stored(id: &str) -> Result<Span, Box<dyn Error>> {
    let now: Timestamp = "2023-11-07T05:31:56Z".parse()?;
    let mut span = Span::new(id, "llm call", "trace-1", now, "account");
    span.input_tokens = Some(12);
    Ok(span)
}

fn a_span_is_recorded() -> Result<(), Box<dyn Error>> {
    let server = Server::new();
    let client = client(&server)?;
    let span = SpanCreateRequest::new("llm call", "trace-1", "2023-11-07T05:31:56Z".parse()?);

    // The call itself says which requests are meant. The server is busy at first, which the client
    // gets over.
    let mut done = stored("a")?;
    done.status = Some(ApplicationOperationStatus::Success);
    let any = SpanBatchCreateRequest::new(Vec::new());
    server
        .when(client.spans().create(&span))
        .play(Reply::status(429))
        .reply(&stored("a")?);
    server
        .when(client.spans().upsert_batch(&any))
        .with_any_body()
        .reply(&ApiListSpan::new(vec![done]));

    let got = block_on(record(&client, &span))?;
    assert_eq!(got.status, Some(ApplicationOperationStatus::Success));
    let sent: SpanBatchCreateRequest = server.requests()[2].decode()?;
    assert_eq!(sent.items[0].id.as_deref(), Some("a"));
    // Nothing else came, and nothing that was prepared did not come.
    server.check()?;
    Ok(())
}

fn a_failure_is_reported() -> Result<(), Box<dyn Error>> {
    let server = Server::new();
    let client = client(&server)?;
    let span = SpanCreateRequest::new("llm call", "trace-1", "2023-11-07T05:31:56Z".parse()?);
    let late = Reply::json(200, &stored("a")?).after(Duration::from_secs(90));
    server.when(client.spans().create(&span)).play(late);

    // No time passes in truth: the client gives up after its 60 s at once.
    let error = block_on(record(&client, &span))
        .map(|span| span.id)
        .unwrap_err();
    assert!(error.to_string().contains("60"), "{error}");
    server.check()?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    a_span_is_recorded()?;
    a_failure_is_reported()?;
    println!("both tests pass, and no request left this program");
    Ok(())
}

#[test]
fn spans_are_recorded() {
    a_span_is_recorded().unwrap();
}

#[test]
fn failures_are_reported() {
    a_failure_is_reported().unwrap();
}
