//! What a span of OpenTelemetry becomes at Scale.
//!
//! [`map`] turns an [`OtelSpan`] into the request that stores it. Every attribute ends up in exactly
//! one place: in a field of the span, in its input or output, or else in its metadata under its own
//! name.
//!
//! | field at Scale | from |
//! |---|---|
//! | `id` | the id of the span in hex |
//! | `trace_id` | the attribute `sgp.trace_id`, else the id of the trace in hex |
//! | `obs_trace_id`, `obs_span_id` | the ids of the trace and the span in hex, if `sgp.trace_id` replaced the former |
//! | `parent_id` | the id of the parent in hex |
//! | `group_id` | the first of `sgp.group_id`, `gen_ai.conversation.id`, `session.id` |
//! | `name` | the name |
//! | `start_timestamp`, `end_timestamp` | the start and the end, to the microsecond |
//! | `status` | `sgp.span.status`, else `ERROR` for the status error, and `SUCCESS` for OK and unset |
//! | `type` | see [below](#types) |
//! | `input`, `output` | see [below](#input-and-output) |
//! | `metadata` | see [below](#metadata) |
//!
//! An attribute `sgp.…` counts only if its value is valid at Scale: a trace or group of 1 to 256
//! bytes, a type or status that Scale has. Others are attributes like any other, so that a wrong
//! value does not cost the span.
//!
//! A parent must be in the same trace at Scale, so that `sgp.trace_id` must be set on all spans of a
//! trace.
//!
//! # Types
//!
//! The first row that applies decides. The attributes of OpenTelemetry and OpenInference remain in
//! the metadata.
//!
//! | attribute | value | type |
//! |---|---|---|
//! | `sgp.span.type` | a type of Scale, in any case | this type |
//! | `gen_ai.operation.name` | `chat`, `generate_content`, `text_completion` | `COMPLETION` |
//! | | `execute_tool` | `CODE_EXECUTION` |
//! | | `invoke_agent`, `create_agent`, `invoke_workflow`, `plan` | `AGENT_WORKFLOW` |
//! | | `retrieval`, `search_memory` | `KB_RETRIEVAL` |
//! | | any other | `CUSTOM` |
//! | `openinference.span.kind` | `LLM` | `COMPLETION` |
//! | | `TOOL` | `CODE_EXECUTION` |
//! | | `AGENT` | `AGENT_WORKFLOW` |
//! | | `RETRIEVER` | `KB_RETRIEVAL` |
//! | | `RERANKER` | `RERANKING` |
//! | | `GUARDRAIL` | `GUARDRAIL` |
//! | | `EVALUATOR` | `EVALUATION` |
//! | | `PROMPT` | `PROMPT_ENGINEERING` |
//! | | any other, such as `CHAIN` and `EMBEDDING` | `CUSTOM` |
//! | none | the root of a trace | `TRACER` |
//! | none | any other span | `STANDALONE` |
//!
//! # Input and output
//!
//! Both are objects. Each source has a key; of several with the same key the first is used, and the
//! others remain where they are. Attributes of the span come before its events.
//!
//! | side | key | from |
//! |---|---|---|
//! | input | `messages` | `gen_ai.input.messages` |
//! | | | `gen_ai.prompt.0.content` and so on (OpenLLMetry) |
//! | | | `llm.input_messages.0.message.content` and so on (OpenInference) |
//! | | | the events `gen_ai.system.message`, `gen_ai.user.message`, `gen_ai.assistant.message`, `gen_ai.tool.message` |
//! | | `system_instructions` | `gen_ai.system_instructions` |
//! | | `arguments` | `gen_ai.tool.call.arguments` |
//! | | `query` | `gen_ai.retrieval.query.text` |
//! | | `value` | `input.value` (OpenInference) |
//! | | `prompt` | `gen_ai.prompt` |
//! | | `prompts` | `llm.prompts.0.prompt.text` and so on (OpenInference) |
//! | output | `messages` | `gen_ai.output.messages` |
//! | | | `gen_ai.completion.0.content` and so on (OpenLLMetry) |
//! | | | `llm.output_messages.0.message.content` and so on (OpenInference) |
//! | | | the events `gen_ai.choice` |
//! | | `result` | `gen_ai.tool.call.result` |
//! | | `documents` | `gen_ai.retrieval.documents` |
//! | | | `retrieval.documents.0.document.content` and so on (OpenInference) |
//! | | `value` | `output.value` (OpenInference) |
//! | | `completion` | `gen_ai.completion` |
//! | | `choices` | `llm.choices.0.completion.text` and so on (OpenInference) |
//!
//! - Attributes without an index are also read in the events `gen_ai.content.prompt`,
//!   `gen_ai.content.completion` and `gen_ai.client.inference.operation.details`.
//! - Text that is a JSON object or array is parsed, unless `input.mime_type` or `output.mime_type`
//!   says that it is not JSON. Other text and numbers are values.
//! - If `arguments`, `result` or `value` is all there is, and an object, it is the whole input or
//!   output.
//! - A list spread over attributes is an array, or an object if some of its indexes are missing.
//!   OpenInference's segment after the index (`message`, `document`, …) is left out.
//! - A message from an event is made of the event's attributes, except those of `gen_ai`, or of the
//!   object in `gen_ai.event.content`. It has the role in the event's name, if it has no other.
//!
//! # Metadata
//!
//! | key | value |
//! |---|---|
//! | any other | an attribute that is used nowhere else |
//! | `error` | `true`, if the status is `ERROR`; so with the next three |
//! | `error_type` | `error.type`, else `exception.type` of the last event `exception` |
//! | `error_message` | the description of the status, else `error.message`, else `exception.message` of that event |
//! | `error_category` | `sgp.error.category`: `application`, `platform`, or else `unknown` |
//! | `status_message` | the description of the status, if the status is not `ERROR` |
//! | `kind` | `server`, `client`, `producer` or `consumer` |
//! | `resource` | the attributes of the resource |
//! | `scope` | `name`, `version`, `schema_url`, `attributes` |
//! | `events` | a list, with `name`, `time`, and the `attributes` that are not used elsewhere |
//! | `links` | a list, with `trace_id`, `span_id`, `trace_state`, `attributes` |
//! | `trace_state` | the state of the trace |
//! | `dropped_attributes`, `dropped_events`, `dropped_links` | how many the SDK dropped |
//!
//! What is empty or zero is left out. An attribute whose name is that of another key is renamed to
//! `attribute.<name>`, unless both have the same value.
//!
//! The four fields of an error are those that Scale's SDK for Python writes.

mod content;
mod conventions;
mod error;
mod ids;
mod indexed;
mod kind;
mod metadata;
mod span;

use serde_json::{Map, Value};
use spanwire::scale_v5::models::SpanCreateRequest;

pub use self::span::{Event, Link, OtelSpan, Scope, SpanKind, Status, float};

/// The request that stores a span of OpenTelemetry at Scale, as the [tables](self) say.
///
/// `resource` has the attributes of what produced the span, such as `service.name`.
///
/// ```
/// use std::time::SystemTime;
///
/// use serde_json::{Map, Value};
/// use spanwire_delivery::mapping::{OtelSpan, map};
///
/// let mut span = OtelSpan::new([1; 16], [2; 8], "chat gpt-4", SystemTime::now());
/// span.attributes.insert("gen_ai.operation.name".to_owned(), Value::from("chat"));
/// let request = map(span, &Map::new());
/// assert_eq!(request.id.as_deref(), Some("0202020202020202"));
/// assert_eq!(request.r#type, Some("COMPLETION".into()));
/// ```
#[must_use]
pub fn map(mut span: OtelSpan, resource: &Map<String, Value>) -> SpanCreateRequest {
    let (id, trace_id) = (ids::hex(&span.span_id), ids::hex(&span.trace_id));
    let parent = span.parent_span_id.filter(|parent| *parent != [0; 8]);
    let attributes = &mut span.attributes;
    let replaced = ids::trace_id(attributes);
    let group_id = ids::group_id(attributes);
    let span_type = kind::span_type(attributes, parent.is_none());
    let input = content::INPUT.take(attributes, &mut span.events);
    let output = content::OUTPUT.take(attributes, &mut span.events);
    let (status, error) =
        error::outcome(std::mem::take(&mut span.status), attributes, &span.events);

    let name = std::mem::take(&mut span.name);
    let mut request = SpanCreateRequest::new(name, trace_id, ids::timestamp(span.start))
        .with_id(id)
        .with_type(span_type)
        .with_status(status)
        .with_input(input)
        .with_output(output);
    if let Some(replaced) = replaced {
        request.obs_trace_id = Some(std::mem::replace(&mut request.trace_id, replaced));
        request.obs_span_id.clone_from(&request.id);
    }
    request.parent_id = parent.map(|parent| ids::hex(&parent));
    request.group_id = group_id;
    request.end_timestamp = span.end.map(ids::timestamp);
    request.with_metadata(metadata::metadata(span, resource, error))
}
