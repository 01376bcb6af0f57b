//! Decodes or encodes 1,000 spans.
//!
//! In: `decode`, `encode`, or `nothing`, which makes the spans ready as the other two do. Out: an exit code. The step `size` of
//! `cargo xtask test` counts its instructions.

use std::error::Error;
use std::hint::black_box;

use serde_json::{Value, json};
use spanwire::scale_v5::models::ApiListSpan;

const SPANS: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let direction = std::env::args().nth(1).unwrap_or_default();
    let text = list().to_string();
    let list: ApiListSpan = serde_json::from_str(&text)?;
    match direction.as_str() {
        "decode" => {
            black_box(serde_json::from_str::<ApiListSpan>(black_box(&text))?);
        }
        "encode" => {
            black_box(serde_json::to_string(black_box(&list))?);
        }
        _ => {}
    }
    if list.items.len() == SPANS {
        Ok(())
    } else {
        Err(format!("decoded {} of {SPANS} spans", list.items.len()).into())
    }
}

fn list() -> Value {
    let items: Vec<Value> = (0..SPANS).map(span).collect();
    json!({ "object": "list", "items": items, "has_more": false, "total": SPANS, "limit": SPANS })
}

fn span(at: usize) -> Value {
    json!({
        "id": format!("span-{at}"), "object": "span", "name": "llm call", "trace_id": "trace-1", "parent_id": "span-0",
        "start_timestamp": "2023-11-07T05:31:56Z", "end_timestamp": "2023-11-07T05:31:57.25Z",
        "input": { "messages": [{ "role": "user", "content": "Which of these is the best, and \"why\"?" }] },
        "output": { "choices": [{ "index": 0, "text": "The second.", "logprobs": null }] },
        "metadata": { "model": "m-1", "temperature": 0.7, "tokens": at },
        "status": "SUCCESS", "type": "COMPLETION", "account_id": "account",
    })
}
