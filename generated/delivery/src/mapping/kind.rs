//! The type of a span at Scale.
//!
//! In: attributes, and whether the span is a root. Out: the type; an attribute that names it is
//! taken.

use serde_json::{Map, Value};
use spanwire::scale_v5::models::ApplicationOperationType as Type;

use super::conventions::{OPENINFERENCE_KIND, OPERATION_NAME, SGP_SPAN_TYPE, TRACELOOP_KIND};

/// The type that the attributes name, or else tell.
///
/// `sgp.span.type` is taken if Scale has such a type. The other attributes remain, since several of
/// their values become one type.
pub(super) fn span_type(attributes: &mut Map<String, Value>, root: bool) -> Type {
    if let Some(named) = attributes.get(SGP_SPAN_TYPE).and_then(named) {
        attributes.remove(SGP_SPAN_TYPE);
        return named;
    }
    let text = |name| attributes.get(name).and_then(Value::as_str);
    let told = (text(OPERATION_NAME).map(of_operation))
        .or_else(|| text(OPENINFERENCE_KIND).map(of_openinference))
        .or_else(|| text(TRACELOOP_KIND).map(of_openllmetry));
    told.unwrap_or(if root { Type::Tracer } else { Type::Standalone })
}

fn named(value: &Value) -> Option<Type> {
    match Type::from(value.as_str()?.trim().to_uppercase().as_str()) {
        Type::Unknown(_) => None,
        found => Some(found),
    }
}

fn of_operation(name: &str) -> Type {
    match name {
        "chat" | "generate_content" | "text_completion" => Type::Completion,
        "execute_tool" => Type::CodeExecution,
        "invoke_agent" | "create_agent" | "invoke_workflow" | "plan" => Type::AgentWorkflow,
        "retrieval" | "search_memory" => Type::KbRetrieval,
        _ => Type::Custom,
    }
}

fn of_openinference(kind: &str) -> Type {
    match kind.to_uppercase().as_str() {
        "LLM" => Type::Completion,
        "TOOL" => Type::CodeExecution,
        "AGENT" => Type::AgentWorkflow,
        "RETRIEVER" => Type::KbRetrieval,
        "RERANKER" => Type::Reranking,
        "GUARDRAIL" => Type::Guardrail,
        "EVALUATOR" => Type::Evaluation,
        "PROMPT" => Type::PromptEngineering,
        _ => Type::Custom,
    }
}

fn of_openllmetry(kind: &str) -> Type {
    match kind {
        "workflow" | "agent" => Type::AgentWorkflow,
        "tool" => Type::CodeExecution,
        _ => Type::Custom,
    }
}
