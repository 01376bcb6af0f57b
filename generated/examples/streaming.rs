//! Reads server-sent events as typed items, through a connection that breaks off, from a server of its own on loopback.
//! The document has no event stream, so the client underneath asks for one:
//!
//! ```text
//! cargo run -p spanwire --example streaming
//! ```

mod serve;

use std::error::Error;

use serde_json::json;
use serve::{Answer, Asked};
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::Span;
use spanwire::{Call, EventStream, NoError};

/// A span as an event; behind the second one the connection breaks off.
fn answer(asked: &Asked) -> Answer {
    let event = |number: u32| {
        let span = json!({
            "object": "span",
            "id": format!("span-{number}"),
            "name": "llm call",
            "trace_id": "trace-1",
            "start_timestamp": "2023-11-07T05:31:56Z",
            "account_id": "acct",
            "type": "COMPLETION",
        });
        format!("id: {number}\nevent: created\ndata: {span}\n\n")
    };
    let last = asked.headers.get("last-event-id");
    let seen: u32 = last.and_then(|id| id.parse().ok()).unwrap_or(0);
    let (body, missing) = match seen {
        0 => (
            format!(": here it comes\nretry: 10\n\n{}{}", event(1), event(2)),
            100,
        ),
        seen => (format!("{}data: [DONE]\n\n", event(seen + 1)), 0),
    };
    let length = body.len() + missing;
    Answer {
        status: 200,
        headers: vec![
            ("content-type", "text/event-stream".to_owned()),
            ("content-length", length.to_string()),
        ],
        body: body.into_bytes(),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(answer)?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .build()?;

    let call: Call<(), NoError> = client
        .raw()
        .get("/v5/traces/{id}/events")
        .path("id", "trace-1");
    let mut spans: EventStream<Span> = call.accept_events().await?;
    let mut count = 0;
    while let Some(span) = spans.next().await {
        let span = span?;
        let id = spans.last_event_id().unwrap_or_default();
        println!("{} {id}: {} `{}`", spans.event_name(), span.id, span.name);
        count += 1;
    }
    assert_eq!(count, 3, "the stream goes on where it broke off");
    Ok(())
}
