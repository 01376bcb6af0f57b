//! Fetches the token for Fiddler by OAuth 2 client credentials. The authorization server and the
//! API are one server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --features fiddler-v3 --example token_provider
//! ```

mod serve;

use std::error::Error;

use serde_json::json;
use spanwire::OAuth2;
use spanwire::fiddler_v3::Client;
use spanwire::fiddler_v3::models::{BulkAddSpansRequest, FieldMapping, SpanReference};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(|asked| match asked.path.as_str() {
        "/oauth/token" => json!({"access_token": "t1", "token_type": "Bearer", "expires_in": 3600}),
        _ => json!({}),
    })?;
    // The document knows only that a bearer's token is needed, so the rest is said here.
    let tokens = OAuth2::client_credentials("an-example-id", "an-example-secret")
        .token_url(format!("{url}/oauth/token"))
        .scopes(["evals:write"]);
    let client = Client::builder()
        .token_provider(tokens)
        .base_url(url)
        .build()?;

    let begin: spanwire::Timestamp = "2023-11-07T05:31:56Z".parse()?;
    let spans = vec![SpanReference::new("trace-1", "span-1")];
    let body = BulkAddSpansRequest::new(
        spanwire::Uuid::nil(),
        begin,
        begin,
        spans,
        FieldMapping::new(),
    );
    // Both calls wait for the token, which is fetched once.
    let add = || {
        client
            .evals()
            .add_spans_to_dataset(spanwire::Uuid::nil(), &body)
    };
    let (first, second) = tokio::join!(add().into_future(), add().into_future());
    println!("{:?}\n{:?}", first?.data, second?.data);
    Ok(())
}
