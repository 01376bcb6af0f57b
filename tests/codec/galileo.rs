//! Galileo v2.

use serde_json::{Value, json};
use spanwire::galileo_v2::{Nullable, models::*};

use crate::survives;

const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

fn request() -> Value {
    json!({
        "log_stream_id": ID,
        "experiment_id": ID,
        "metrics_testing_id": ID,
        "logging_method": "api_direct",
        "client_version": "<string>",
        "reliable": false,
        "span_id": ID,
        "input": "<string>",
        "output": "<string>",
        "tags": ["<string>"],
        "status_code": 123
    })
}

#[test]
fn the_page_s_samples_survive() {
    survives::<SpanUpdateRequest>(request());
    survives::<SpanUpdateResponse>(json!({
        "log_stream_id": ID,
        "experiment_id": ID,
        "metrics_testing_id": ID,
        "project_id": ID,
        "project_name": "<string>",
        "session_id": ID,
        "records_count": 123,
        "span_id": ID
    }));
}

#[test]
fn absent_and_null_differ_in_a_patch() {
    let absent = survives::<SpanUpdateRequest>(json!({"span_id": ID}));
    assert_eq!(absent.tags, Nullable::Absent);
    let null =
        survives::<SpanUpdateRequest>(json!({"span_id": ID, "tags": null, "status_code": null}));
    assert_eq!(
        (null.tags, null.status_code),
        (Nullable::Null, Nullable::Null)
    );
}

/// A request with this input.
fn input(input: &Value) -> Nullable<SpanUpdateRequestInput> {
    survives::<SpanUpdateRequest>(json!({"span_id": ID, "input": input})).input
}

#[test]
fn an_input_is_told_apart_by_its_shape() {
    use SpanUpdateRequestInput as Input;
    assert!(matches!(
        input(&json!("text")),
        Nullable::Value(Input::String(_))
    ));
    let message = json!([{"content": "hello", "role": "user"}, {"content": [{"type": "text", "text": "t"}], "role": "agent"}]);
    assert!(matches!(
        input(&message),
        Nullable::Value(Input::MessageList(_))
    ));
    let parts = json!([{"type": "text", "text": "t"}, {"type": "file", "file_id": ID}]);
    assert!(matches!(
        input(&parts),
        Nullable::Value(Input::ContentPartList(_))
    ));
    assert!(matches!(input(&Value::Null), Nullable::Null));
    assert!(matches!(
        input(&json!({"new": ["form"]})),
        Nullable::Value(Input::Unknown(_))
    ));
}

#[test]
fn an_output_is_told_apart_by_its_shape() {
    use SpanUpdateRequestOutput as Output;
    let output = |output: Value| {
        survives::<SpanUpdateRequest>(json!({"span_id": ID, "output": output})).output
    };
    assert!(matches!(
        output(json!({"content": "c", "role": "tool"})),
        Nullable::Value(Output::Message(_))
    ));
    let documents = json!([{"content": "c", "metadata": {"a": true, "b": "s", "c": 1, "d": 1.5}}]);
    assert!(matches!(
        output(documents),
        Nullable::Value(Output::DocumentList(_))
    ));
    let parts = json!([{"type": "text", "text": "The answer is 42."}]);
    assert!(matches!(
        output(parts),
        Nullable::Value(Output::ContentPartList(_))
    ));
}

#[test]
fn unknown_tags_are_kept() {
    let newer = json!({"type": "audio", "url": "https://example.com", "length": 1e300});
    assert!(matches!(
        survives::<ContentPart>(newer),
        ContentPart::Unknown(_)
    ));
    survives::<Message>(
        json!({"content": [{"type": "audio"}, {"type": "text", "text": "t"}], "role": "narrator"}),
    );
}

#[test]
fn other_models_survive() {
    survives::<Message>(json!({
        "content": "c", "role": "assistant", "tool_call_id": null,
        "tool_calls": [{"id": "i", "function": {"name": "f", "arguments": "{}"}}]
    }));
    survives::<TextContentPart>(json!({"type": "text", "text": "t"}));
    survives::<FileContentPart>(json!({"type": "file", "file_id": ID}));
    survives::<HttpValidationError>(
        json!({"detail": [{"loc": ["body", 1], "msg": "m", "type": "t"}]}),
    );
    survives::<LoggingMethod>(json!("carrier pigeon"));
}

#[test]
fn a_tag_is_never_filled_in_by_hand() {
    let part = serde_json::to_value(TextContentPart::new("t")).unwrap_or_default();
    assert_eq!(part, json!({"type": "text", "text": "t"}));
}
