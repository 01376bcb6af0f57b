//! Scale GP's search, as users call it.

use serde_json::{Value, json};
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{HttpValidationError, Span, SpanSearchRequest};
use spanwire::{Error, Items};
use tests::http::{Response, Server};

use crate::Outcome;

fn page(ids: &[&str], has_more: bool) -> Response {
    let span = |id: &&str| {
        json!({
            "object": "span",
            "id": id,
            "name": "llm call",
            "trace_id": "trace-1",
            "start_timestamp": "2023-11-07T05:31:56Z",
            "account_id": "acct",
            "type": "COMPLETION",
        })
    };
    let items: Vec<Value> = ids.iter().map(span).collect();
    Response::json(
        200,
        &json!({"object": "list", "items": items, "has_more": has_more}),
    )
}

async fn names(
    mut items: Items<Span, HttpValidationError>,
) -> Result<Vec<String>, Error<HttpValidationError>> {
    let mut found = Vec::new();
    while let Some(span) = items.next().await {
        found.push(span?.id);
    }
    Ok(found)
}

#[tokio::test]
async fn every_span_is_found() -> Outcome {
    let pages = || [page(&["a", "b"], true), page(&["c"], false)];
    let server = Server::scripted(pages().into_iter().chain(pages()))?;
    let builder = Client::builder().api_key("s3cr3t").account_id("acct");
    let client = builder.base_url(server.url()).build()?;
    let search = SpanSearchRequest::new().with_parents_only(true);
    assert_eq!(
        names(client.spans().search(&search).items()).await?,
        ["a", "b", "c"]
    );
    let limited = client.spans().search(&search).limit(50);
    // In its own task, as a stream that is sent to another thread.
    assert_eq!(
        tokio::spawn(names(limited.items())).await??,
        ["a", "b", "c"]
    );

    let requests = server.requests();
    let targets: Vec<_> = requests
        .iter()
        .map(|request| request.target.as_str())
        .collect();
    let path = "/v5/spans/search";
    let expected = [
        "",
        "?starting_after=b",
        "?limit=50",
        "?limit=50&starting_after=b",
    ];
    assert_eq!(targets, expected.map(|query| format!("{path}{query}")));
    for request in &requests {
        assert_eq!(request.json(), json!({"parents_only": true}));
        assert_eq!(request.header("x-api-key"), Some("s3cr3t"));
        assert_eq!(request.header("x-selected-account-id"), Some("acct"));
    }
    Ok(())
}
