//! Spans of Scale GP, to be decoded and encoded.
//!
//! In: how many. Out: the JSON of their list, and types of it with serde's derive, to compare with.

pub mod derived;

use serde_json::{Value, json};

/// So many spans, as the server lists them.
#[must_use]
pub fn spans(count: usize) -> Value {
    let items: Vec<Value> = (0..count).map(span).collect();
    json!({ "object": "list", "items": items, "has_more": false, "total": count, "limit": count })
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
