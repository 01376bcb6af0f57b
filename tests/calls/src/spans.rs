//! The spans that are sent and received: of medium size, with text, nested input and output, and
//! metadata.

use serde_json::{Map, Value, json};
use spanwire::scale_v5::models::{SpanBatchCreateRequest, SpanCreateRequest};

use crate::Fault;
use crate::by_hand::NewSpans;

/// A batch to send, in the types of both callers.
#[derive(Clone)]
pub(crate) struct Batch {
    pub(crate) model: SpanBatchCreateRequest,
    pub(crate) by_hand: NewSpans,
}

/// A batch to send.
pub(crate) fn batch(count: usize) -> Result<Batch, Fault> {
    let spans: Result<Vec<_>, Fault> = (0..count).map(span).collect();
    let model = SpanBatchCreateRequest::new(spans?);
    let by_hand = serde_json::from_value(serde_json::to_value(&model)?)?;
    Ok(Batch { model, by_hand })
}

fn span(at: usize) -> Result<SpanCreateRequest, Fault> {
    let start = "2023-11-07T05:31:56Z".parse()?;
    let span = SpanCreateRequest::new("llm call", "trace-1", start)
        .with_id(format!("span-{at}"))
        .with_parent_id("span-0")
        .with_input(object(
            &json!({"messages": [{"role": "user", "content": TEXT}]}),
        ))
        .with_output(object(
            &json!({"choices": [{"index": 0, "text": TEXT, "logprobs": null}]}),
        ))
        .with_metadata(object(
            &json!({"model": "m-1", "temperature": 0.7, "tokens": at}),
        ));
    Ok(span)
}

/// The response to a `get`.
pub(crate) fn response(at: usize) -> Value {
    json!({
        "id": format!("span-{at}"), "object": "span", "name": "llm call", "trace_id": "trace-1", "parent_id": "span-0",
        "start_timestamp": "2023-11-07T05:31:56Z", "end_timestamp": "2023-11-07T05:31:57.25Z",
        "input": {"messages": [{"role": "user", "content": TEXT}]},
        "output": {"choices": [{"index": 0, "text": TEXT, "logprobs": null}]},
        "metadata": {"model": "m-1", "temperature": 0.7, "tokens": at},
        "status": "SUCCESS", "type": "COMPLETION", "account_id": "account",
    })
}

/// The response to a batch.
pub(crate) fn responses(count: usize) -> Value {
    let items: Vec<Value> = (0..count).map(response).collect();
    json!({"object": "list", "items": items, "has_more": false, "total": count, "limit": count})
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

const TEXT: &str = "Which of these three answers is the best, and why? Say it in two sentences, \"quoted\" or not.";
