//! The names of attributes and events that the mapping reads.
//!
//! OpenTelemetry's are those of its semantic conventions for generative AI, version 0.1.0
//! (<https://github.com/open-telemetry/semantic-conventions-genai>), and of the semantic
//! conventions 1.41. Where a comment says so, they are older: instrumentation goes on sending them
//! for years. OpenInference's are those of its specification, as of 2026
//! (<https://github.com/Arize-ai/openinference/tree/main/spec>). OpenLLMetry's are those of its
//! package `opentelemetry-semantic-conventions-ai`.

/// The trace at Scale, in place of OpenTelemetry's.
pub(crate) const SGP_TRACE_ID: &str = "sgp.trace_id";
/// The group of traces at Scale.
pub(crate) const SGP_GROUP_ID: &str = "sgp.group_id";
/// The type of the span at Scale, such as `COMPLETION`.
pub(crate) const SGP_SPAN_TYPE: &str = "sgp.span.type";
/// The status of the span at Scale: `SUCCESS`, `ERROR` or `CANCELED`.
pub(crate) const SGP_SPAN_STATUS: &str = "sgp.span.status";
/// Whose fault an error is: `application`, `platform` or `unknown`.
pub(crate) const SGP_ERROR_CATEGORY: &str = "sgp.error.category";

/// What a span of generative AI did, such as `chat`.
pub(crate) const OPERATION_NAME: &str = "gen_ai.operation.name";
/// The conversation that a span belongs to.
pub(crate) const CONVERSATION_ID: &str = "gen_ai.conversation.id";
/// The messages sent to the model.
pub(crate) const INPUT_MESSAGES: &str = "gen_ai.input.messages";
/// The messages that the model returned.
pub(crate) const OUTPUT_MESSAGES: &str = "gen_ai.output.messages";
/// The instructions to the model beside the messages.
pub(crate) const SYSTEM_INSTRUCTIONS: &str = "gen_ai.system_instructions";
/// What a tool was called with.
pub(crate) const TOOL_ARGUMENTS: &str = "gen_ai.tool.call.arguments";
/// What a tool returned.
pub(crate) const TOOL_RESULT: &str = "gen_ai.tool.call.result";
/// What was searched for.
pub(crate) const RETRIEVAL_QUERY: &str = "gen_ai.retrieval.query.text";
/// The documents found.
pub(crate) const RETRIEVAL_DOCUMENTS: &str = "gen_ai.retrieval.documents";
/// The messages sent to the model, until 1.27; `gen_ai.prompt.0.content` in OpenLLMetry.
pub(crate) const PROMPT: &str = "gen_ai.prompt";
/// What the model returned, until 1.27; `gen_ai.completion.0.content` in OpenLLMetry.
pub(crate) const COMPLETION: &str = "gen_ai.completion";

/// An event with a message of the system, until 1.36.
pub(crate) const SYSTEM_MESSAGE: &str = "gen_ai.system.message";
/// An event with a message of the user, until 1.36.
pub(crate) const USER_MESSAGE: &str = "gen_ai.user.message";
/// An event with an earlier message of the model, until 1.36.
pub(crate) const ASSISTANT_MESSAGE: &str = "gen_ai.assistant.message";
/// An event with a result of a tool, until 1.36.
pub(crate) const TOOL_MESSAGE: &str = "gen_ai.tool.message";
/// An event with a response of the model, until 1.36.
pub(crate) const CHOICE: &str = "gen_ai.choice";
/// An attribute of these events that has the whole message as JSON, in Azure's instrumentation.
pub(crate) const EVENT_CONTENT: &str = "gen_ai.event.content";
/// An event with [`PROMPT`], until 1.27.
pub(crate) const CONTENT_PROMPT: &str = "gen_ai.content.prompt";
/// An event with [`COMPLETION`], until 1.27.
pub(crate) const CONTENT_COMPLETION: &str = "gen_ai.content.completion";
/// An event with all content of an operation.
pub(crate) const OPERATION_DETAILS: &str = "gen_ai.client.inference.operation.details";

/// A session of a user.
pub(crate) const SESSION_ID: &str = "session.id";
/// The class of an error.
pub(crate) const ERROR_TYPE: &str = "error.type";
/// The message of an error.
pub(crate) const ERROR_MESSAGE: &str = "error.message";
/// An event with an error.
pub(crate) const EXCEPTION: &str = "exception";
/// The class of the error in an event.
pub(crate) const EXCEPTION_TYPE: &str = "exception.type";
/// The message of the error in an event.
pub(crate) const EXCEPTION_MESSAGE: &str = "exception.message";

/// OpenInference: what a span did, such as `LLM`.
pub(crate) const OPENINFERENCE_KIND: &str = "openinference.span.kind";
/// OpenInference: the input of any span.
pub(crate) const INPUT_VALUE: &str = "input.value";
/// OpenInference: the media type of the input.
pub(crate) const INPUT_MIME_TYPE: &str = "input.mime_type";
/// OpenInference: the output of any span.
pub(crate) const OUTPUT_VALUE: &str = "output.value";
/// OpenInference: the media type of the output.
pub(crate) const OUTPUT_MIME_TYPE: &str = "output.mime_type";
/// OpenInference: the messages sent to the model, as `llm.input_messages.0.message.role`.
pub(crate) const LLM_INPUT_MESSAGES: &str = "llm.input_messages";
/// OpenInference: the messages returned by the model, as `llm.output_messages.0.message.role`.
pub(crate) const LLM_OUTPUT_MESSAGES: &str = "llm.output_messages";
/// OpenInference: prompts without roles, as `llm.prompts.0.prompt.text`.
pub(crate) const LLM_PROMPTS: &str = "llm.prompts";
/// OpenInference: responses to these, as `llm.choices.0.completion.text`.
pub(crate) const LLM_CHOICES: &str = "llm.choices";
/// OpenInference: documents found, as `retrieval.documents.0.document.content`.
pub(crate) const DOCUMENTS: &str = "retrieval.documents";

/// OpenLLMetry: what a span of a program did, such as `workflow`.
pub(crate) const TRACELOOP_KIND: &str = "traceloop.span.kind";
/// OpenLLMetry: the input of such a span.
pub(crate) const TRACELOOP_INPUT: &str = "traceloop.entity.input";
/// OpenLLMetry: the output of such a span.
pub(crate) const TRACELOOP_OUTPUT: &str = "traceloop.entity.output";
