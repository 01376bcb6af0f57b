//! Fiddler v3.

use serde_json::{Value, json};
use spanwire::fiddler_v3::models::*;

use crate::survives;

const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

fn request() -> Value {
    json!({
        "application_id": ID,
        "start_time": "2023-11-07T05:31:56Z",
        "end_time": "2023-11-07T05:31:56Z",
        "spans": [{"trace_id": "<string>", "span_id": "<string>"}],
        "mapping": {
            "inputs": {"question": "gen_ai.request.user_message"},
            "expected_outputs": {"answer": "gen_ai.completion.content"},
            "metadata": {"trace_id": "trace.id", "model": "gen_ai.request.model"},
            "extras": {"context": "gen_ai.contents.context"}
        }
    })
}

#[test]
fn the_page_s_samples_survive() {
    survives::<BulkAddSpansRequest>(request());
    let read = survives::<BulkAddSpansResponse>(json!({
        "api_version": "3.0",
        "kind": "NORMAL",
        "data": {"items": [{"trace_id": "<string>", "span_id": "<string>", "item_id": ID}]}
    }));
    assert!(read.data.is_some_and(|data| data.items.len() == 1));
}

#[test]
fn other_models_survive() {
    survives::<FieldMapping>(json!({}));
    survives::<AttributePaths>(json!({"a": "b"}));
    survives::<SpanReference>(json!({"trace_id": "t", "span_id": "s"}));
    survives::<CreatedItems>(json!({"items": []}));
    survives::<CreatedItem>(json!({"trace_id": "t", "span_id": "s", "item_id": ID}));
    survives::<ErrorItem>(json!({"reason": "r", "message": "m"}));
    survives::<ErrorData>(
        json!({"code": 422, "message": "m", "errors": [{"reason": "r", "message": "m", "help": "h"}]}),
    );
    survives::<ErrorResponse>(
        json!({"api_version": "3.0", "kind": "ERROR", "error": {"code": 1, "message": "m"}}),
    );
    survives::<BulkAddSpansResponse>(json!({"api_version": "4.0", "kind": "ODD"}));
}
