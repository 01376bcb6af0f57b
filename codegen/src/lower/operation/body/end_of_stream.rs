//! The text that ends a stream of events, where a schema has it beside the items: `oneOf: [Chunk,
//! {const: "[DONE]"}]`.
//!
//! In: the schemas of an item. Out: that text, and a schema of the other members. Must not know how
//! events are sent.

use crate::lower::{
    Schemas,
    view::{facts::ValueKind, synthetic},
};
use crate::{openapi::Types, source::Node};

/// Words one of which a text has that ends a stream.
const WORDS: [&str; 13] = [
    "done",
    "end",
    "ended",
    "eof",
    "eos",
    "stop",
    "finish",
    "finished",
    "complete",
    "completed",
    "close",
    "closed",
    "terminate",
];

/// How a stream ends.
pub(crate) struct Ending<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// The schema of the items; `None` if it also contains the text.
    pub(crate) others: Option<&'a Node>,
}

/// The member of a union that ends a stream. The others must not be strings, which could not be
/// distinguished from it.
pub(crate) fn ending<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> Option<Ending<'a>> {
    let view = schemas.view(nodes);
    let groups = view.alternatives();
    let [group] = groups.as_slice() else {
        return None;
    };
    let mut text = None;
    let mut others = Vec::new();
    for member in group.members {
        match end_text(schemas, &[member]) {
            Some(found) => text = text.or(Some(found)),
            None => others.push(member),
        }
    }
    let text = text?;
    let is_text = |kind: ValueKind| kind == ValueKind::Any || kind.is_string();
    if others.is_empty() || others.iter().any(|member| is_text(schemas.kind(member))) {
        return None;
    }
    let keyword = if group.any { "anyOf" } else { "oneOf" };
    let others = match (others.as_slice(), nodes) {
        ([only], _) if !view.has_properties() => Some(*only),
        // A component keeps the member, since its name says what it is.
        (members, [node])
            if node.get(keyword).is_some() && schemas.component_name(node).is_none() =>
        {
            Some(synthetic::with_members(schemas, node, keyword, members))
        }
        _ => None,
    };
    Some(Ending { text, others })
}

/// The only text that a schema allows, if it is one that ends a stream.
pub(crate) fn end_text<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> Option<&'a str> {
    let view = schemas.view(nodes);
    let types = view.types();
    if types != Types::STRING && !types.is_empty() {
        return None;
    }
    let values = view.find(|schema| schema.enumeration);
    let only = values
        .filter(|values| values.len() == 1)
        .map(|values| &values[0]);
    if let Some(value) = view.find(|schema| schema.constant).or(only) {
        return value.as_str().filter(|text| ends_stream(text));
    }
    let shown = |schema: &crate::openapi::Schema<'a>| {
        let example = schema.examples.first().copied();
        schema.default.or(example)
    };
    // An example is any text unless it is written as nobody writes one.
    let shown = view.find(shown).and_then(Node::as_str);
    shown.filter(|text| values.is_none() && is_bracketed(text) && ends_stream(text))
}

/// `[DONE]`.
fn is_bracketed(text: &str) -> bool {
    text.starts_with(['[', '<']) && text.ends_with([']', '>'])
}

fn ends_stream(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| WORDS.contains(&&*word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::ends_stream;

    #[test]
    fn a_text_ends_a_stream_by_one_of_its_words() {
        for text in [
            "[DONE]",
            "done",
            "[END]",
            "stream_end",
            "<eos>",
            "[STREAM COMPLETE]",
        ] {
            assert!(ends_stream(text), "{text}");
        }
        for text in ["ping", "pending", "heartbeat", "", "[]", "abandoned"] {
            assert!(!ends_stream(text), "{text}");
        }
    }
}
