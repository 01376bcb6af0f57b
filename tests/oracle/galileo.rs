//! Galileo v2.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spanwire::galileo_v2::Client;

use crate::documents::Document;
use crate::theirs::{self, galileo as progenitor};
use crate::wire::{Api, model};

pub(crate) const DOCUMENT: &str = "galileo-v2";
const PROJECT: &str = "6f1c2f0e-5b1d-4a55-9c50-0f2f0d3c7a11";
const SPAN: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

pub(crate) fn ours(url: &str) -> Client {
    let builder = Client::builder().api_key("k").base_url(url);
    builder.max_retries(0).build().unwrap()
}

fn smallest() -> Value {
    json!({"span_id": SPAN})
}

/// As much as progenitor can say; see the test below.
fn fullest() -> Value {
    json!({
        "span_id": SPAN,
        "log_stream_id": "0d7c4c3f-8f7e-4a35-8d0a-9d7a5c1f2b22",
        "experiment_id": "0d7c4c3f-8f7e-4a35-8d0a-9d7a5c1f2b23",
        "metrics_testing_id": "0d7c4c3f-8f7e-4a35-8d0a-9d7a5c1f2b24",
        "logging_method": "api_direct",
        "client_version": "1.0 \u{e4}",
        "reliable": true,
        "output": {
            "content": [
                {"type": "text", "text": "The answer is 42."},
                {"type": "file", "file_id": "0d7c4c3f-8f7e-4a35-8d0a-9d7a5c1f2b25"},
            ],
            "role": "assistant",
            "tool_call_id": "call-1",
            "tool_calls": [{"id": "call-1", "function": {"name": "f", "arguments": "{\"a\": 1}"}}],
        },
        "tags": ["reviewed", ""],
        "status_code": -1,
    })
}

#[tokio::test]
async fn both_clients_send_the_same() {
    let api = Api::new(DOCUMENT, theirs::galileo::REPLAYS);
    let mut seen = BTreeSet::new();
    for body in [smallest(), fullest()] {
        let operation = api.compare_body(Some(&body), async |url| {
            let (project, span) = (PROJECT.parse().unwrap(), SPAN.parse().unwrap());
            ours(url).spans().update(project, span, &model(&body)).await
        });
        seen.insert(operation.await);
    }
    assert_eq!(seen, Document::of(DOCUMENT).exported().operations());
}

/// Progenitor makes a struct of an `anyOf` whose members overlap, so that `input` and `output` hold
/// objects only. What else they hold is compared as soon as it can be.
#[test]
fn progenitor_knows_no_overlapping_alternatives() {
    for value in [json!("text"), json!([{"type": "text", "text": "a"}])] {
        let body = json!({"span_id": SPAN, "input": value});
        assert!(serde_json::from_value::<progenitor::types::SpanUpdateRequest>(body).is_err());
    }
}
