//! Shows a schema in one line, the same for schemas that mean the same.
//!
//! `string (date-time)`, `[Span]`, `Span | null`, `{id: string, name?: string}`. Members of unions
//! and properties are sorted; 3.0's `nullable` and 3.1's `null` are the same.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{is_true, members};

/// The line.
pub(super) fn shape(schema: &Value) -> String {
    let mut members = BTreeSet::new();
    collect(schema, &mut members);
    let has_null = members.remove("null");
    let mut members: Vec<_> = members.into_iter().collect();
    if has_null {
        members.push("null".to_owned());
    }
    if members.is_empty() {
        "any value".to_owned()
    } else {
        members.join(" | ")
    }
}

/// Adds the members of a union; any other schema has one.
fn collect(schema: &Value, into: &mut BTreeSet<String>) {
    if is_true(schema, "nullable") {
        into.insert("null".to_owned());
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        into.insert(name.to_owned());
        return;
    }
    if let Some(value) = schema.get("const") {
        into.insert(value.to_string());
        return;
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        into.extend(values.iter().map(Value::to_string));
        return;
    }
    let of = |name: &str| schema.get(name).and_then(Value::as_array);
    if let Some(union) = of("oneOf").or(of("anyOf")) {
        for member in union {
            collect(member, into);
        }
    } else if let Some(parts) = of("allOf") {
        match &parts[..] {
            [part] => collect(part, into),
            parts => {
                let parts: Vec<_> = parts.iter().map(shape).collect();
                into.insert(parts.join(" & "));
            }
        }
    } else {
        match schema.get("type") {
            Some(Value::String(kind)) => {
                into.insert(of_type(kind, schema));
            }
            Some(Value::Array(kinds)) => {
                let kinds = kinds.iter().filter_map(Value::as_str);
                into.extend(kinds.map(|kind| of_type(kind, schema)));
            }
            _ if schema.get("properties").is_some() => {
                into.insert(of_type("object", schema));
            }
            _ => {}
        }
    }
}

fn of_type(kind: &str, schema: &Value) -> String {
    match kind {
        "array" => {
            let items = schema.get("items").map(shape);
            format!("[{}]", items.as_deref().unwrap_or("any value"))
        }
        "object" => object(schema),
        "null" => kind.to_owned(),
        kind => match schema.get("format").and_then(Value::as_str) {
            Some(format) => format!("{kind} ({format})"),
            None => kind.to_owned(),
        },
    }
}

fn object(schema: &Value) -> String {
    let properties = members(schema.get("properties"));
    if properties.is_empty() {
        return match schema.get("additionalProperties") {
            Some(others @ Value::Object(_)) => format!("map of {}", shape(others)),
            _ => "object".to_owned(),
        };
    }
    let required = required(schema);
    let mut properties: Vec<_> = properties
        .into_iter()
        .map(|(name, property)| {
            let mark = if required.contains(name.as_str()) {
                ""
            } else {
                "?"
            };
            format!("{name}{mark}: {}", shape(property))
        })
        .collect();
    properties.sort();
    format!("{{{}}}", properties.join(", "))
}

/// The names in `required`.
pub(super) fn required(schema: &Value) -> BTreeSet<&str> {
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::shape;

    #[test]
    fn schemas_in_one_line() {
        let reference = json!({"$ref": "#/components/schemas/Pet"});
        for (schema, line) in [
            (json!({}), "any value"),
            (json!({"const": 1}), "1"),
            (json!({"enum": ["b", "a"]}), r#""a" | "b""#),
            (json!({"type": ["null", "string"]}), "string | null"),
            (json!({"type": "string", "nullable": true}), "string | null"),
            (
                json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
                "integer | string",
            ),
            (
                json!({"anyOf": [{"type": "string"}, {"const": "a"}]}),
                r#""a" | string"#,
            ),
            (json!({"allOf": [reference]}), "Pet"),
            (
                json!({"allOf": [{"type": ["null", "string"]}], "nullable": true}),
                "string | null",
            ),
            (
                json!({"allOf": [{"type": "string"}, reference]}),
                "string & Pet",
            ),
            (
                json!({"properties": {"b": {}, "a": {"type": "number"}}, "required": ["a"]}),
                "{a: number, b?: any value}",
            ),
            (json!({"type": "object"}), "object"),
            (
                json!({"type": "object", "additionalProperties": {"type": "number"}}),
                "map of number",
            ),
            (json!({"type": "array"}), "[any value]"),
            (
                json!({"type": "array", "items": {"type": "string", "format": "uuid"}}),
                "[string (uuid)]",
            ),
        ] {
            assert_eq!(shape(&schema), line, "{schema}");
        }
    }
}
