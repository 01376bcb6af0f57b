//! Scale GP v5.

use spanwire::scale_v5::{Client, models::*};

use crate::{Outcome, accepted, prism, without_field};

pub(crate) const DOCUMENT: &str = "scale-gp-v5.yaml";

pub(crate) fn client(url: &str) -> Result<Client, Box<dyn std::error::Error>> {
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
