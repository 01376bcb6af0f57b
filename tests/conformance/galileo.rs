//! Galileo v2.

use spanwire::galileo_v2::{Client, models::*};
use spanwire::{Nullable, Uuid};

use crate::{Outcome, accepted, prism, without_field};

pub(crate) const DOCUMENT: &str = "galileo-v2.yaml";
const PROJECT: Uuid = Uuid::from_u128(0x6f1c_2f0e_5b1d_4a55_9c50_0f2f_0d3c_7a11);
const SPAN: Uuid = Uuid::from_u128(0x3c90_c3cc_0d44_4b50_8888_8dd2_5736_052a);

pub(crate) fn client(url: &str) -> Result<Client, Box<dyn std::error::Error>> {
    Ok(Client::builder()
        .api_key("k")
        .base_url(url)
        .max_retries(0)
        .build()?)
}

#[tokio::test]
async fn every_form_of_a_value_is_accepted() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let client = client(prism.url())?;
    let question = Message::new("a question".to_owned(), MessageRole::User);
    let response = ContentPart::from(TextContentPart::new("The answer is 42."));
    let requests = [
        SpanUpdateRequest::new(SPAN),
        SpanUpdateRequest::new(SPAN)
            .with_input(SpanUpdateRequestInput::from("a question"))
            .with_output(SpanUpdateRequestOutput::from(vec![response]))
            .with_experiment_id(Nullable::Null)
            .with_tags(vec!["reviewed".to_owned()])
            .with_status_code(200),
        SpanUpdateRequest::new(SPAN)
            .with_input(SpanUpdateRequestInput::from(vec![question]))
            .with_output(SpanUpdateRequestOutput::from(vec![Document::new(
                "a source",
            )])),
    ];
    for request in requests {
        let response = client.spans().update(PROJECT, SPAN, &request).await?;
        assert_eq!(response.records_count, 1);
        assert_eq!(response.project_id, PROJECT);
    }
    Ok(())
}

#[tokio::test]
async fn a_missing_field_is_a_typed_error() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let relay = without_field(&prism, "span_id")?;
    let client = client(&relay.url())?;
    let Err(error) = client
        .spans()
        .update(PROJECT, SPAN, &SpanUpdateRequest::new(SPAN))
        .await
    else {
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
    assert!(
        problem
            .detail
            .as_ref()
            .is_some_and(|details| !details.is_empty())
    );
    Ok(())
}
