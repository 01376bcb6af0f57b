//! Finds spans of Scale GP without an async runtime, from a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --features blocking --example blocking
//! ```

mod serve;

use std::error::Error;

use serde_json::json;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanSearchRequest;

fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(|asked| {
        assert_eq!(asked.path, "/v5/spans/search");
        let span = json!({
            "id": "span-1",
            "name": "llm call",
            "trace_id": "trace-1",
            "start_timestamp": "2023-11-07T05:31:56Z",
            "account_id": "acct",
        });
        json!({"items": [span], "has_more": false, "total": 1})
    })?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .build()?;

    let search = SpanSearchRequest::new().with_trace_ids(vec!["trace-1".to_owned()]);
    for span in client.spans().search(&search).items().blocking() {
        let span = span?;
        println!("{} `{}` in {}", span.id, span.name, span.trace_id);
    }

    let page = client
        .spans()
        .search(&search)
        .max_retries(0)
        .blocking_send()?;
    println!("{} spans with status {}", page.items.len(), page.status());
    Ok(())
}
