//! The parts of a node that may be schemas, and what leads to each.
//!
//! In: a node. Out: its parts. Knows which keywords have schemas, data, or names of the document's
//! own in them.

use crate::source::{Node, Value};

/// What the keys of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Keywords, as those of a schema.
    Keywords,
    /// Names, as those of a map.
    Names,
}

/// The relation of a part to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
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
    pub(super) relation: Relation,
    pub(super) keys: Keys,
    pub(super) node: &'s Node,
}

/// The parts of a node, in the order of the document.
pub(super) fn parts(node: &Node, keys: Keys) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    match &node.value {
        Value::Object(object) => {
            for (name, node) in object.iter() {
                if let Some((relation, keys)) = role(name, keys) {
                    found.push(Part {
                        relation,
                        keys,
                        node,
                    });
                }
            }
        }
        Value::Array(items) => found.extend(items.iter().map(|node| Part {
            relation: Relation::Same,
            keys: Keys::Keywords,
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
pub(super) fn role(name: &str, keys: Keys) -> Option<(Relation, Keys)> {
    if keys == Keys::Names {
        return Some((Relation::Same, Keys::Keywords));
    }
    Some(match name {
        "example" | "examples" | "default" | "enum" | "const" | "mapping" => return None,
        "properties" | "patternProperties" => (Relation::Inner, Keys::Names),
        "$defs" | "definitions" => (Relation::Definition, Keys::Names),
        "items"
        | "prefixItems"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "contentSchema" => (Relation::Inner, Keys::Keywords),
        "dependentSchemas" | "dependencies" | "schemas" | "responses" | "headers"
        | "requestBodies" | "callbacks" | "pathItems" | "paths" | "webhooks" | "content"
        | "mediaTypes" | "parameters" => (Relation::Same, Keys::Names),
        _ => (Relation::Same, Keys::Keywords),
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
