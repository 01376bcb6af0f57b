//! Shows the span and the `curl` command of a call to Scale GP, which goes to a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --features tracing --example traced
//! ```

mod serve;

use std::error::Error;

use serde_json::json;
use spanwire::HeaderValue;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanSearchRequest;
use tracing::Level;
use tracing_subscriber::fmt::format::FmtSpan;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_max_level(Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .init();
    let url =
        serve::serve(|_| json!({"object": "list", "items": [], "has_more": false, "total": 0}))?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        // With OpenTelemetry, its propagator writes the header from the current context.
        .propagator(|headers| {
            let context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            headers.insert("traceparent", HeaderValue::from_static(context));
        })
        .build()?;
    let page = client
        .spans()
        .search(&SpanSearchRequest::new())
        .limit(5)
        .await?;
    println!("{} spans", page.items.len());
    Ok(())
}
