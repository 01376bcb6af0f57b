//! Fiddler v3.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spanwire::fiddler_v3::Client;

use crate::documents::Document;
use crate::theirs;
use crate::wire::{Api, model};

pub(crate) const DOCUMENT: &str = "fiddler-v3";
const DATASET: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

pub(crate) fn ours(url: &str) -> Client {
    let builder = Client::builder().token("t").base_url(url);
    builder.max_retries(0).build().unwrap()
}

fn smallest() -> Value {
    json!({
        "application_id": "6f1c2f0e-5b1d-4a55-9c50-0f2f0d3c7a11",
        "start_time": "2023-11-07T05:31:56Z",
        "end_time": "2023-11-08T05:31:56.125Z",
        "spans": [],
        "mapping": {},
    })
}

fn fullest() -> Value {
    let mut body = smallest();
    body["spans"] = json!([
        {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "span_id": "00f067aa0ba902b7"},
        {"trace_id": "", "span_id": "\u{e4}\n\"\\/"},
    ]);
    body["mapping"] = json!({
        "inputs": {"question": "gen_ai.request.user_message", "": "\u{1f980}"},
        "expected_outputs": {"answer": "gen_ai.completion.content"},
        "metadata": {"trace_id": "trace.id", "model": "gen_ai.request.model"},
        "extras": {"context": "gen_ai.contents.context"},
    });
    body
}

#[tokio::test]
async fn both_clients_send_the_same() {
    let api = Api::new(DOCUMENT, theirs::fiddler::REPLAYS);
    let mut seen = BTreeSet::new();
    for body in [smallest(), fullest()] {
        let operation = api.compare_body(Some(&body), async |url| {
            let dataset = DATASET.parse().unwrap();
            let body = model(&body);
            ours(url).evals().add_spans_to_dataset(dataset, &body).await
        });
        seen.insert(operation.await);
    }
    assert_eq!(seen, Document::of(DOCUMENT).exported().operations());
}
