//! The parts of a node that may be schemas, and what leads to each.
//!
//! In: a node. Out: its parts. Knows which keywords have schemas, data, or names of the document's
//! own in them.

use crate::source::{Node, Value};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A schema, or something else whose keys are keywords.
    Keywords,
    /// A map, whose keys are names.
    Names,
}

/// The relation of a part to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It describes the same value.
    Same,
    /// It describes what is in the value.
    Inner,
    /// It describes nothing until it is referred to.
    Definition,
}

/// A part of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'s> {
    pub(super) step: Step,
    pub(super) of: Of,
    pub(super) node: &'s Node,
}

/// The parts of a node, in the order of the document.
pub(super) fn parts(node: &Node, of: Of) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    match &node.value {
        Value::Object(object) => {
            for (name, node) in object.iter() {
                if let Some((step, of)) = role(name, of) {
                    found.push(Part { step, of, node });
                }
            }
        }
        Value::Array(items) => found.extend(items.iter().map(|node| Part {
            step: Step::Same,
            of: Of::Keywords,
            node,
        })),
        _ => {}
    }
    found.retain(|part| {
        matches!(
            part.node.value,
            Value::Object(_) | Value::Array(_) | Value::Bool(_)
        )
    });
    found
}

/// The role of a member of an object; `None` for data.
pub(super) fn role(name: &str, of: Of) -> Option<(Step, Of)> {
    if of == Of::Names {
        return Some((Step::Same, Of::Keywords));
    }
    Some(match name {
        "example" | "examples" | "default" | "enum" | "const" | "mapping" => return None,
        "properties" | "patternProperties" => (Step::Inner, Of::Names),
        "$defs" | "definitions" => (Step::Definition, Of::Names),
        "items"
        | "prefixItems"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "contentSchema" => (Step::Inner, Of::Keywords),
        "dependentSchemas" | "dependencies" | "schemas" | "responses" | "headers"
        | "requestBodies" | "callbacks" | "pathItems" | "paths" | "webhooks" | "content"
        | "mediaTypes" | "parameters" => (Step::Same, Of::Names),
        _ => (Step::Same, Of::Keywords),
    })
}

/// The schemas that an object with `$defs` defines.
pub(super) fn definitions(node: &Node) -> impl Iterator<Item = &Node> {
    let groups = ["$defs", "definitions"].into_iter();
    let groups = groups.filter_map(|name| node.get(name)?.as_object());
    groups.flat_map(|object| object.iter().map(|(_, node)| node))
}

/// The name that a schema can be filled in by.
pub(super) fn anchor(node: &Node) -> Option<&str> {
    node.get("$dynamicAnchor")?.as_str()
}
