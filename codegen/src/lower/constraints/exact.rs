//! Which schemas and values rules say exactly.

use crate::openapi::is_keyword;
use crate::source::{Node, Object, Value};

/// Whether a schema has a keyword that no rule is made of.
pub(super) fn has_unknown(object: &Object) -> bool {
    object.iter().any(|(name, value)| match name {
        // Every value is valid.
        "additionalProperties"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "additionalItems" => value.as_bool() != Some(true),
        "patternProperties" => value.as_object().is_none_or(|object| !object.is_empty()),
        // What it means depends on the way to it.
        "$dynamicRef" => true,
        "definitions" | "summary" => false,
        _ => !is_keyword(name) && !name.starts_with("x-"),
    })
}

/// Whether a value is the same as JSON: numbers that neither 64 bits nor a double hold are not.
pub(super) fn is_exact(node: &Node) -> bool {
    match &node.value {
        Value::Number(number) if number.is_integer() => {
            number.as_i64().is_some() || number.as_u64().is_some()
        }
        Value::Number(number) => number.as_f64().is_finite(),
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(members) => members.iter().all(|(_, value)| is_exact(value)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_negated_schema_with_an_unknown_keyword_is_no_constraint() {
        assert_schemas(
            "
                Known: {type: string, not: {pattern: ^a, x-note: b, title: c}}
                Unknown: {type: string, not: {pattern: ^a, madeUp: b}}
            ",
            r#"
                type Known: alias of string
                  component
                  not
                    pattern "^a"
                type Unknown: alias of string
                  component
                reports UnsupportedKeyword
            "#,
        );
    }
}
