//! Replaces a member of `anyOf` or `oneOf` that is only `null` by `nullable`.

use serde_json::{Map, Value, json};

use crate::export::rules::is_annotation;

/// A schema of 3.0 that only `null` satisfies.
pub(crate) fn null() -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("nullable".to_owned(), true.into());
    out.insert("enum".to_owned(), json!([null]));
    out
}

/// Removes `null` from unions.
pub(crate) fn without_null(out: &mut Map<String, Value>) {
    for name in ["anyOf", "oneOf"] {
        let Some(Value::Array(members)) = out.get_mut(name) else {
            continue;
        };
        let before = members.len();
        members.retain(|member| !is_null(member));
        if members.len() == before {
            continue;
        }
        match members.len() {
            0 => {
                out.remove(name);
                out.extend(null());
            }
            1 => {
                let single = members.swap_remove(0);
                out.remove(name);
                merge(out, single);
                out.insert("nullable".to_owned(), true.into());
            }
            _ => {
                out.insert("nullable".to_owned(), true.into());
            }
        }
    }
}

fn is_null(schema: &Value) -> bool {
    let Some(schema) = schema.as_object() else {
        return false;
    };
    schema.get("enum") == Some(&json!([null]))
}

/// Adds the constraints of a schema to another one.
fn merge(out: &mut Map<String, Value>, schema: Value) {
    match schema {
        Value::Object(schema)
            if !schema.contains_key("$ref")
                && schema
                    .keys()
                    .all(|name| is_annotation(name) || !out.contains_key(name)) =>
        {
            for (name, value) in schema {
                // Annotations outside describe this use.
                out.entry(name).or_insert(value);
            }
        }
        schema => both(out, schema),
    }
}

/// Requires both, by `allOf`.
pub(crate) fn both(out: &mut Map<String, Value>, schema: Value) {
    match out.get_mut("allOf") {
        Some(Value::Array(members)) => members.push(schema),
        _ => drop(out.insert("allOf".to_owned(), json!([schema]))),
    }
}
