//! Creates spans and assesses them, on a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example assess
//! ```

mod serve;

use std::error::Error;

use serde_json::{Value, json};
use serve::Asked;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{
    AssessmentType, SpanAssessmentCreateRequest, SpanBatchCreateRequest, SpanCreateRequest,
};
use spanwire::{Timestamp, object};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(platform)?)
        .build()?;

    let spans = ["retrieve", "generate"].map(|name| {
        SpanCreateRequest::new(name, "trace-1", Timestamp::now())
            .with_id(name)
            .with_input(object! {"question": "What is a span?"})
    });
    let spans = client
        .spans()
        .upsert_batch(&SpanBatchCreateRequest::new(spans.into()))
        .await?;
    for span in &spans.items {
        let rating = SpanAssessmentCreateRequest::new(AssessmentType::Rating, &*span.trace_id)
            .with_span_id(&*span.id)
            .with_rating(5)
            .with_comment("concise");
        let assessment = client.span_assessments().create(&rating).await?;
        println!("{} of {}", assessment.assessment_id, assessment.span_id);
    }

    let all = client.span_assessments().list().trace_id("trace-1").await?;
    assert_eq!(all.items.len(), 2);
    Ok(())
}

/// Gives back what it is sent.
fn platform(asked: &Asked) -> Value {
    let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let assessment = |span: &str| {
        json!({
            "assessment_id": format!("rating-of-{span}"),
            "assessment_type": "rating",
            "created_by": "user-1",
            "span_id": span,
            "trace_id": "trace-1",
        })
    };
    match (asked.method.as_str(), asked.path.as_str()) {
        ("PUT", "/v5/spans/batch") => {
            let mut spans = request["items"].clone();
            for span in spans.as_array_mut().into_iter().flatten() {
                assert_eq!(span["input"], json!({"question": "What is a span?"}));
                span["account_id"] = json!("account");
            }
            json!({"object": "list", "items": spans})
        }
        ("POST", "/v5/span-assessments") => {
            let span = request["span_id"].as_str().unwrap_or_default();
            let sent = json!({"assessment_type": "rating", "trace_id": "trace-1", "span_id": span, "rating": 5, "comment": "concise"});
            assert_eq!(request, sent);
            assessment(span)
        }
        ("GET", "/v5/span-assessments") => {
            assert_eq!(asked.query, "?trace_id=trace-1");
            json!({"items": [assessment("retrieve"), assessment("generate")]})
        }
        (method, path) => panic!("nothing is at {method} {path}"),
    }
}
