//! The subschemas of a schema, and how each keyword applies them.
//!
//! In: a node. Out: the nodes in it that are subschemas or contain some. Knows which keywords hold
//! schemas, data, or names of the document's own.

use crate::source::{Node, Value};

/// What the keys of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Keywords, as in a schema.
    Keywords,
    /// Names, as in `properties`.
    Names,
}

/// What a subschema is applied to (JSON Schema Core 2020-12, section 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applies {
    /// To the same instance.
    InPlace,
    /// To children of the instance.
    ToChild,
    /// To nothing until it is referenced.
    OnReference,
}

/// A subschema, or a node that contains some.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subschema<'s> {
    pub(super) applies: Applies,
    pub(super) keys: Keys,
    pub(super) node: &'s Node,
}

/// The subschemas of a node, in the order of the document.
pub(super) fn subschemas(node: &Node, keys: Keys) -> Vec<Subschema<'_>> {
    let mut found = Vec::new();
    match &node.value {
        Value::Object(object) => {
            for (name, node) in object.iter() {
                if let Some((applies, keys)) = applies(name, keys) {
                    found.push(Subschema {
                        applies,
                        keys,
                        node,
                    });
                }
            }
        }
        Value::Array(items) => found.extend(items.iter().map(|node| Subschema {
            applies: Applies::InPlace,
            keys: Keys::Keywords,
            node,
        })),
        _ => {}
    }
    found.retain(|subschema| {
        matches!(
            subschema.node.value,
            Value::Object(_) | Value::Array(_) | Value::Bool(_)
        )
    });
    found
}

/// How a member of an object is applied; `None` for data.
pub(super) fn applies(name: &str, keys: Keys) -> Option<(Applies, Keys)> {
    if keys == Keys::Names {
        return Some((Applies::InPlace, Keys::Keywords));
    }
    Some(match name {
        "example" | "examples" | "default" | "enum" | "const" | "mapping" => return None,
        "properties" | "patternProperties" => (Applies::ToChild, Keys::Names),
        "$defs" | "definitions" => (Applies::OnReference, Keys::Names),
        "items"
        | "prefixItems"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "contentSchema" => (Applies::ToChild, Keys::Keywords),
        "dependentSchemas" | "dependencies" | "schemas" | "responses" | "headers"
        | "requestBodies" | "callbacks" | "pathItems" | "paths" | "webhooks" | "content"
        | "mediaTypes" | "parameters" => (Applies::InPlace, Keys::Names),
        _ => (Applies::InPlace, Keys::Keywords),
    })
}

/// Visits a schema and its subschemas that apply to the same instance.
pub(super) fn visit_in_place<'s>(node: &'s Node, visit: &mut impl FnMut(&'s Node)) {
    visit(node);
    for subschema in subschemas(node, Keys::Keywords) {
        if subschema.applies == Applies::InPlace && subschema.keys == Keys::Keywords {
            visit_in_place(subschema.node, visit);
        }
    }
}

/// The schemas in the `$defs` of a schema.
pub(super) fn definitions(node: &Node) -> impl Iterator<Item = &Node> {
    let groups = ["$defs", "definitions"].into_iter();
    let groups = groups.filter_map(|name| node.get(name)?.as_object());
    groups.flat_map(|object| object.iter().map(|(_, node)| node))
}

/// The `$dynamicAnchor` of a schema.
pub(super) fn anchor(node: &Node) -> Option<&str> {
    node.get("$dynamicAnchor")?.as_str()
}
