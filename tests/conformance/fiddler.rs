//! Fiddler v3.

use spanwire::fiddler_v3::{Client, models::*};

use crate::{Outcome, accepted, prism, without_field};

pub(crate) const DOCUMENT: &str = "fiddler-v3.yaml";
const DATASET: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

pub(crate) fn client(url: &str) -> Result<Client, Box<dyn std::error::Error>> {
    let builder = Client::builder()
        .token("t")
        .host("acme.fiddler.ai")
        .base_url(url);
    Ok(builder.max_retries(0).build()?)
}

fn request() -> Result<BulkAddSpansRequest, Box<dyn std::error::Error>> {
    let inputs = [("question", "gen_ai.request.user_message")];
    let inputs = inputs.map(|(key, path)| (key.to_owned(), path.to_owned()));
    Ok(BulkAddSpansRequest::new(
        "6f1c2f0e-5b1d-4a55-9c50-0f2f0d3c7a11".parse()?,
        "2023-11-07T05:31:56Z".parse()?,
        "2023-11-08T05:31:56Z".parse()?,
        vec![SpanReference::new(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
        )],
        FieldMapping::new().with_inputs(inputs),
    ))
}

#[tokio::test]
async fn a_missing_field_is_a_typed_error() -> Outcome {
    let prism = prism(DOCUMENT)?;
    let relay = without_field(&prism, "mapping")?;
    let client = client(&relay.url())?;
    let Err(error) = client
        .evals()
        .add_spans_to_dataset(DATASET.parse()?, &request()?)
        .await
    else {
        return Err(accepted("a body without a required field"));
    };
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(422),
        "{error}"
    );
    let problem: &ErrorResponse = error
        .typed()
        .ok_or("the body is not what the document says")?;
    assert!(problem.error.is_some());
    Ok(())
}
