//! The input and output of a span.
//!
//! In: the attributes and events of a span. Out: two objects; what is used is taken from the
//! attributes and events, what is not remains there.

use serde_json::{Map, Value};

use super::conventions as names;
use super::indexed;
use super::span::Event;

/// What a span was given, or what it returned.
pub(super) struct Side {
    /// Attributes that hold content, the preferred ones first, each with its key.
    whole: &'static [Whole],
    /// Attributes that hold a list, one element's field each.
    lists: &'static [List],
    /// Events that are messages, each with the role of the message, if it has one.
    messages: &'static [(&'static str, Option<&'static str>)],
}

struct Whole {
    key: &'static str,
    attribute: &'static str,
    /// Whether an object may be all of the input or output, without a key.
    spread: bool,
    text: Text,
}

/// What the text in an attribute is.
enum Text {
    /// JSON, if it is an object or array.
    Unnamed,
    /// JSON.
    Json,
    /// What the media type in that attribute says.
    Named(&'static str),
}

struct List {
    key: &'static str,
    prefix: &'static str,
    /// A segment that OpenInference puts between the index and the field.
    wrapper: Option<&'static str>,
}

pub(super) const INPUT: Side = Side {
    whole: &[
        whole("messages", names::INPUT_MESSAGES),
        whole("system_instructions", names::SYSTEM_INSTRUCTIONS),
        spread("arguments", names::TOOL_ARGUMENTS, Text::Unnamed),
        whole("query", names::RETRIEVAL_QUERY),
        spread(
            "value",
            names::INPUT_VALUE,
            Text::Named(names::INPUT_MIME_TYPE),
        ),
        spread("value", names::TRACELOOP_INPUT, Text::Json),
        whole("prompt", names::PROMPT),
    ],
    lists: &[
        list("messages", names::PROMPT, None),
        list("messages", names::LLM_INPUT_MESSAGES, Some("message")),
        list("prompts", names::LLM_PROMPTS, Some("prompt")),
    ],
    messages: &[
        (names::SYSTEM_MESSAGE, Some("system")),
        (names::USER_MESSAGE, Some("user")),
        (names::ASSISTANT_MESSAGE, Some("assistant")),
        (names::TOOL_MESSAGE, Some("tool")),
    ],
};

pub(super) const OUTPUT: Side = Side {
    whole: &[
        whole("messages", names::OUTPUT_MESSAGES),
        spread("result", names::TOOL_RESULT, Text::Unnamed),
        whole("documents", names::RETRIEVAL_DOCUMENTS),
        spread(
            "value",
            names::OUTPUT_VALUE,
            Text::Named(names::OUTPUT_MIME_TYPE),
        ),
        spread("value", names::TRACELOOP_OUTPUT, Text::Json),
        whole("completion", names::COMPLETION),
    ],
    lists: &[
        list("messages", names::COMPLETION, None),
        list("messages", names::LLM_OUTPUT_MESSAGES, Some("message")),
        list("documents", names::DOCUMENTS, Some("document")),
        list("choices", names::LLM_CHOICES, Some("completion")),
    ],
    messages: &[(names::CHOICE, None)],
};

const fn whole(key: &'static str, attribute: &'static str) -> Whole {
    Whole {
        key,
        attribute,
        spread: false,
        text: Text::Unnamed,
    }
}

const fn spread(key: &'static str, attribute: &'static str, text: Text) -> Whole {
    Whole {
        key,
        attribute,
        spread: true,
        text,
    }
}

const fn list(key: &'static str, prefix: &'static str, wrapper: Option<&'static str>) -> List {
    List {
        key,
        prefix,
        wrapper,
    }
}

impl Side {
    /// Takes the content of this side. Attributes win over events, and among several that would
    /// have the same key the first; the others remain where they are.
    pub(super) fn take(
        &self,
        attributes: &mut Map<String, Value>,
        events: &mut [Event],
    ) -> Map<String, Value> {
        let mut content = Map::new();
        self.take_whole(attributes, &mut content);
        for list in self.lists {
            if !content.contains_key(list.key)
                && let Some(found) = indexed::take(attributes, list.prefix, list.wrapper)
            {
                content.insert(list.key.to_owned(), found);
            }
        }
        for event in &mut *events {
            if let names::OPERATION_DETAILS | names::CONTENT_PROMPT | names::CONTENT_COMPLETION =
                event.name.as_str()
            {
                self.take_whole(&mut event.attributes, &mut content);
            }
        }
        if !content.contains_key("messages") {
            let messages: Vec<_> = events.iter_mut().filter_map(|e| self.message(e)).collect();
            if !messages.is_empty() {
                content.insert("messages".to_owned(), Value::Array(messages));
            }
        }
        self.spread(content)
    }

    fn take_whole(&self, attributes: &mut Map<String, Value>, content: &mut Map<String, Value>) {
        for source in self.whole {
            if content.contains_key(source.key) {
                continue;
            }
            let Some(found) = attributes.remove(source.attribute) else {
                continue;
            };
            let found = match source.text {
                Text::Unnamed => parsed(found),
                Text::Json => json(found),
                Text::Named(name) => match attributes.get(name).and_then(Value::as_str) {
                    None => parsed(found),
                    Some(media_type) if media_type.contains("json") => json(found),
                    Some(_) => found,
                },
            };
            content.insert(source.key.to_owned(), found);
        }
    }

    /// The message in an event, if it is one with content. Attributes of `gen_ai` describe the
    /// event.
    fn message(&self, event: &mut Event) -> Option<Value> {
        let (_, role) = self.messages.iter().find(|(name, _)| *name == event.name)?;
        let whole = event.attributes.get(names::EVENT_CONTENT).cloned();
        let mut message = if let Some(Value::Object(message)) = whole.map(parsed) {
            event.attributes.remove(names::EVENT_CONTENT);
            message
        } else {
            let attributes = std::mem::take(&mut event.attributes).into_iter();
            let (rest, message): (Map<_, _>, Map<_, _>) =
                attributes.partition(|(name, _)| name.starts_with("gen_ai."));
            event.attributes = rest;
            message.into_iter().map(field).collect()
        };
        if message.is_empty() {
            return None;
        }
        if let Some(role) = role {
            message.entry("role").or_insert_with(|| Value::from(*role));
        }
        Some(Value::Object(message))
    }

    /// An only object is the content itself, where its key says nothing more.
    fn spread(&self, mut content: Map<String, Value>) -> Map<String, Value> {
        if content.len() == 1
            && let Some(source) = self.whole.iter().find(|w| content.contains_key(w.key))
            && source.spread
            && let Some(Value::Object(only)) = content.get_mut(source.key)
        {
            return std::mem::take(only);
        }
        content
    }
}

/// A field of a message. Attributes of events cannot nest, so that objects are JSON; what was said
/// is text, even if it looks like JSON.
fn field((name, found): (String, Value)) -> (String, Value) {
    let found = if name == "content" {
        found
    } else {
        parsed(found)
    };
    (name, found)
}

/// The object or array in a text of JSON; any other value as it is.
fn parsed(found: Value) -> Value {
    match &found {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => json(found),
        _ => found,
    }
}

/// The value in a text of JSON; any other value as it is. So is JSON with a number that would not
/// keep its digits.
fn json(found: Value) -> Value {
    let Value::String(text) = &found else {
        return found;
    };
    match serde_json::from_str::<Value>(text) {
        Ok(value) if exact(&value) => value,
        _ => found,
    }
}

/// Whether no number is an integer beyond 64 bits, which would be read as a float.
fn exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            !number.is_f64() || number.as_f64().is_some_and(|f| f.abs() < 9e18)
        }
        Value::Array(items) => items.iter().all(exact),
        Value::Object(fields) => fields.values().all(exact),
        _ => true,
    }
}
