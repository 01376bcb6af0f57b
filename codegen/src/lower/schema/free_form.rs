//! Unions that name JSON types and don't describe their values: any JSON value.
//!
//! In: the schemas of a union, or one that lists types. Out: whether they are free-form objects and
//! arrays, maybe beside texts, numbers and booleans. Must not know Rust names.

use crate::lower::Schemas;
use crate::{
    openapi::{Schema, Types, is_annotation},
    source::{Node, Object},
};

/// How deep arrays may be nested.
const MAX_DEPTH: u32 = 4;

/// The keywords that a free-form schema may have; those that only describe aside.
const KNOWN: [&str; 6] = [
    "$ref",
    "additionalProperties",
    "items",
    "nullable",
    "properties",
    "type",
];

/// Whether a value is an object or an array of anything, or of another JSON type that these
/// allow.
pub(crate) fn is_free_form<'a>(schemas: &Schemas<'a>, members: &[&'a Node]) -> bool {
    let mut all = Types::default();
    for member in members {
        let Some(types) = free_types(schemas, member, 0) else {
            return false;
        };
        all = all.with(types);
    }
    all.contains(Types::OBJECT) && all.contains(Types::ARRAY)
}

/// The JSON types of a schema that says nothing else.
fn free_types<'a>(schemas: &Schemas<'a>, node: &'a Node, depth: u32) -> Option<Types> {
    let view = schemas.view(&[node]);
    let types = view.types();
    if depth > MAX_DEPTH || types.is_empty() || !view.schemas().all(is_bare) {
        return None;
    }
    let items = view.items();
    let is_free = |item: &'a Node| {
        allows_any(item) || free_types(schemas, item, depth + 1) == Some(Types::OBJECT)
    };
    items.into_iter().all(is_free).then_some(types)
}

/// Whether a schema names types, references and items, and nothing else.
fn is_bare(schema: &Schema<'_>) -> bool {
    let is_known =
        |name: &str| KNOWN.contains(&name) || is_annotation(name) || name.starts_with("x-");
    let Some(object) = schema.node.as_object() else {
        return false;
    };
    object.iter().all(|(name, _)| is_known(name))
        && schema.properties.is_empty()
        && schema.additional_properties.is_none_or(allows_any)
}

/// Whether a schema is `true` or `{}`.
fn allows_any(node: &Node) -> bool {
    node.as_bool() == Some(true) || node.as_object().is_some_and(Object::is_empty)
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn an_object_or_an_array_of_anything_is_any_value() {
        assert_schemas(
            "
                Any: {oneOf: [{type: object}, {type: array, items: {}}, {type: string}]}
                OfObjects: {type: [object, array], items: {type: object}}
                OfTexts: {oneOf: [{type: object}, {type: array, items: {type: string}}]}
            ",
            r#"
                type Any: alias of any
                  component
                  type array, object, string
                type OfObjects: alias of any
                  component
                  type array, object
                  items from 0
                    type object
                type OfTexts: union by shape
                  component
                  variant "object": map(any)
                    carries tag
                  variant "string list": array(string)
                    carries tag
            "#,
        );
    }
}
