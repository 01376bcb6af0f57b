//! Goes through all spans of Scale GP page by page, from a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example pagination
//! ```

mod serve;

use std::error::Error;

use serde_json::{Value, json};
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanSearchRequest;

/// How many spans the server has.
const SPANS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(page)?)
        .build()?;
    let search = SpanSearchRequest::new();

    // A stream over every page, which asks for the next one when it is needed. It is a
    // `futures_core::Stream`, too.
    let mut spans = client.spans().search(&search).limit(2).items();
    while let Some(span) = spans.next().await {
        println!("{}", span?.id);
    }

    // Whole pages, with status and headers. The cursor can be kept, in a file for instance.
    let mut pages = client.spans().search(&search).limit(2).pages();
    let mut kept = None;
    if let Some(page) = pages.next().await {
        let page = page?;
        println!(
            "status {}: {} spans, has_more {:?}",
            page.status(),
            page.items.len(),
            page.has_more
        );
        kept = page.next_cursor().map(str::to_owned);
    }

    // Another time, from where that was.
    let cursor = kept.ok_or("one page was all")?;
    let mut rest = client
        .spans()
        .search(&search)
        .limit(2)
        .items()
        .resume(&cursor);
    let mut count = 0;
    while let Some(span) = rest.next().await {
        span?;
        count += 1;
    }
    println!("{count} spans after {cursor}");
    Ok(())
}

/// The page that a request asks for.
fn page(asked: &serve::Asked) -> Value {
    let parameter = |name: &str| {
        let mut pairs = asked
            .query
            .trim_start_matches('?')
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    };
    let after = parameter("starting_after").and_then(|id| id.strip_prefix("span-")?.parse().ok());
    let limit = parameter("limit").and_then(|limit| limit.parse().ok());
    let first: usize = after.unwrap_or(0) + 1;
    let end = (first + limit.unwrap_or(100)).min(SPANS + 1);
    let span = |number: usize| {
        json!({
            "object": "span",
            "id": format!("span-{number}"),
            "name": "llm call",
            "trace_id": "trace-1",
            "start_timestamp": "2023-11-07T05:31:56Z",
            "account_id": "acct",
            "type": "COMPLETION",
        })
    };
    let items: Vec<Value> = (first..end).map(span).collect();
    json!({"object": "list", "items": items, "has_more": end <= SPANS, "total": SPANS})
}
