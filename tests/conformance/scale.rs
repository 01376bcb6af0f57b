//! Scale GP v5.

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

use std::time::Duration;

use spanwire::scale_v5::{Client, models::*};

use crate::{Outcome, accepted, prism, without_field, without_header};

const DOCUMENT: &str = "scale-gp-v5.yaml";

fn client(url: &str) -> Result<Client, Box<dyn std::error::Error>> {
    Ok(Client::builder()
        .api_key("k")
        .account_id("acct")
        .base_url(url)
        .max_retries(0)
        .build()?)
}

fn span() -> Result<SpanCreateRequest, Box<dyn std::error::Error>> {
    let input = serde_json::Map::from_iter([("q".to_owned(), "?".into())]);
    Ok(
        SpanCreateRequest::new("llm call", "trace-1", "2023-11-07T05:31:56Z".parse()?)
            .with_id("span-1")
            .with_parent_id("span-0")
            .with_type(ApplicationOperationType::Completion)
            .with_status(ApplicationOperationStatus::Success)
            .with_input(input),
    )
}

#[tokio::test]
async fn every_operation_is_accepted() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let client = client(prism.url())?;
    let spans = client.spans();
    let span = span()?;
    let batch = SpanBatchCreateRequest::new(vec![span.clone()]);

    assert!(!spans.upsert_batch(&batch).await?.items.is_empty());
    assert!(!spans.create_batch(&batch).await?.items.is_empty());
    let one: Span = spans.create(&span).await?;
    let got = spans
        .get(&one.id)
        .timeout(Duration::from_secs(30))
        .max_retries(0)
        .send()
        .await?;
    assert_eq!(got.status(), 200);
    let patched = spans
        .update(&one.id, &SpanUpdateRequest::new().with_name("renamed"))
        .await?;
    assert_eq!(patched.status, Some(ApplicationOperationStatus::Success));
    let page = spans
        .search(&SpanSearchRequest::new().with_parents_only(true))
        .limit(50)
        .sort_order(SortOrder::Desc)
        .await?;
    assert!(page.has_more);
    Ok(())
}

#[tokio::test]
async fn without_its_key_a_call_is_refused() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let relay = without_header(&prism, "x-api-key")?;
    let Err(error) = client(&relay.url())?.spans().get("span-1").await else {
        return Err(accepted("a request without its key"));
    };
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(401),
        "{error}"
    );
    Ok(())
}

#[tokio::test]
async fn a_missing_field_is_a_typed_error() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let relay = without_field(&prism, "trace_id")?;
    let Err(error) = client(&relay.url())?.spans().create(&span()?).await else {
        return Err(accepted("a body without a required field"));
    };
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(422),
        "{error}"
    );
    let problem: &HttpValidationError = error
        .typed()
        .ok_or("the body is not what the document says")?;
    let details = problem.detail.as_ref().ok_or("no detail")?;
    assert!(!details.is_empty());
    Ok(())
}
