//! Reads a span of Scale GP without an async runtime, from a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --features blocking --example blocking
//! ```

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

mod serve;

use std::error::Error;

use serde_json::json;
use spanwire::scale_v5::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(|asked| {
        json!({
            "object": "span",
            "id": asked.path.rsplit('/').next(),
            "name": "llm call",
            "trace_id": "trace-1",
            "start_timestamp": "2023-11-07T05:31:56Z",
            "account_id": "acct",
            "type": "COMPLETION",
        })
    })?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .build()?;

    let span = client.spans().get("span-1").blocking()?;
    println!("{} `{}` in {}", span.id, span.name, span.trace_id);

    let answer = client
        .spans()
        .get("span-2")
        .max_retries(0)
        .blocking_send()?;
    println!("{} with status {}", answer.id, answer.status());
    Ok(())
}
