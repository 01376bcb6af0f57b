//! Follows the log of a build as typed server-sent events, from a server of its own on loopback.
//! The connection breaks off, and the stream resumes after the last event that arrived:
//!
//! ```text
//! cargo run -p spanwire --example streaming --features scale-v5-builds
//! ```

mod serve;

use std::error::Error;

use serve::{Asked, Reply};
use spanwire::scale_v5::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(log)?)
        .build()?;

    let mut lines = client.builds().logs("build-1").await?;
    let mut seen = Vec::new();
    while let Some(chunk) = lines.next().await {
        let chunk = chunk?;
        let id = lines.last_event_id().unwrap_or_default();
        println!("{id}: {}", chunk.line);
        seen.push(chunk.line);
    }
    assert_eq!(seen, ["line 1", "line 2", "line 3"]);
    println!("each line arrived once");
    Ok(())
}

/// A line as an event; after the second one the connection breaks off. The client then asks for
/// what follows it.
fn log(asked: &Asked) -> Reply {
    assert_eq!(asked.path, "/v5/builds/build-1/logs");
    let event = |number: u32| format!("id: {number}\ndata: {{\"line\": \"line {number}\"}}\n\n");
    match asked.headers.get("last-event-id").map(String::as_str) {
        None => {
            println!("the server closes the connection after event 2");
            let body = format!(": here it comes\nretry: 10\n\n{}{}", event(1), event(2));
            let length = body.len() + 100;
            let mut reply = Reply::events(body);
            reply.headers.push(("content-length", length.to_string()));
            reply
        }
        Some(id) => {
            println!("the server resumes after event {id}");
            assert_eq!(id, "2");
            Reply::events(event(3) + "data: [DONE]\n\n")
        }
    }
}
