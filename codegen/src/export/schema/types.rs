//! Converts `type` and `enum`: lists of types, and `null` among them.

use serde_json::{Map, Value, json};

use super::combine;
use crate::export::Export;
use crate::{
    diagnostics::Code,
    source::{Node, Value as Source},
};

/// The types of 3.0.
const TYPES: [&str; 6] = ["boolean", "integer", "number", "string", "array", "object"];

impl<'s> Export<'s> {
    /// Writes `type`, and what depends on it.
    pub(crate) fn types(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        let (mut types, null) = self.stated(node);
        if types.contains(&"number") {
            types.retain(|name| *name != "integer");
        }
        let stated = null || !types.is_empty();
        values(out, &mut types, stated, null);
        if null && types.is_empty() && !out.contains_key("enum") {
            out.extend(combine::null());
            return;
        }
        if null {
            out.insert("nullable".to_owned(), true.into());
        }
        match types[..] {
            [] => {}
            [single] => {
                out.insert("type".to_owned(), single.into());
                if single == "array" {
                    // 3.0 requires it.
                    out.entry("items").or_insert_with(|| json!({}));
                }
            }
            // The values are enough.
            _ if out.contains_key("enum") => {}
            _ => split(out, &types),
        }
    }

    /// The types, without duplicates, and whether `null` is among them.
    fn stated(&mut self, node: &'s Node) -> (Vec<&'static str>, bool) {
        let mut types = Vec::new();
        let mut null = false;
        let nodes = match node.get("type") {
            None => &[],
            Some(node) => match &node.value {
                Source::Array(items) => items.as_slice(),
                _ => std::slice::from_ref(node),
            },
        };
        for node in nodes {
            match node.as_str() {
                // A bare `null` in YAML is not a string.
                Some("null") => null = true,
                None if matches!(node.value, Source::Null) => null = true,
                Some(name) => match TYPES.iter().find(|known| **known == name) {
                    Some(known) if !types.contains(known) => types.push(*known),
                    Some(_) => {}
                    None => {
                        let message = format!("unknown type `{name}`");
                        self.diagnostics
                            .report(Code::UnknownType, node.span, message);
                    }
                },
                None => self.wrong_type(node, "the name of a type"),
            }
        }
        (types, null)
    }
}

/// Makes `enum` fit the types: removes a `null` that they forbid, adds a type if there is none.
fn values(out: &mut Map<String, Value>, types: &mut Vec<&'static str>, stated: bool, null: bool) {
    let nullable = null || out.get("nullable") == Some(&Value::Bool(true));
    let composed = ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|name| out.contains_key(*name));
    let Some(Value::Array(values)) = out.get_mut("enum") else {
        return;
    };
    let has_null = values.contains(&Value::Null);
    if has_null && stated && !nullable && values.len() > 1 {
        values.retain(|value| !value.is_null());
    }
    if !stated && !composed {
        types.extend(kind_of_all(values));
    }
    if has_null && (!stated || nullable) {
        out.insert("nullable".to_owned(), true.into());
    }
}

/// The common type of all values except `null`.
fn kind_of_all(values: &[Value]) -> Option<&'static str> {
    let mut kinds = values.iter().filter_map(|value| match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    });
    let first = kinds.next()?;
    kinds
        .all(|kind| kind == first)
        .then_some(first)
        .filter(|kind| !matches!(*kind, "array" | "object"))
}

/// Several types become `anyOf`, each with the keywords that apply to it.
fn split(out: &mut Map<String, Value>, types: &[&'static str]) {
    let format_of_numbers = out
        .get("format")
        .and_then(Value::as_str)
        .is_some_and(|format| matches!(format, "int32" | "int64" | "float" | "double"));
    let mut members: Vec<Value> = Vec::new();
    for name in types {
        let mut member = Map::new();
        member.insert("type".to_owned(), (*name).into());
        for keyword in keywords(name, format_of_numbers) {
            if let Some(value) = out.get(*keyword) {
                member.insert((*keyword).to_owned(), value.clone());
            }
        }
        if *name == "array" {
            member.entry("items").or_insert_with(|| json!({}));
        }
        members.push(member.into());
    }
    for name in TYPES {
        for keyword in keywords(name, format_of_numbers) {
            out.remove(*keyword);
        }
    }
    if out.contains_key("anyOf") {
        combine::both(out, json!({ "anyOf": members }));
    } else {
        out.insert("anyOf".to_owned(), members.into());
    }
}

/// The keywords that apply to values of a type.
fn keywords(name: &str, format_of_numbers: bool) -> &'static [&'static str] {
    match name {
        "integer" | "number" if format_of_numbers => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
        "integer" | "number" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "string" if format_of_numbers => &["minLength", "maxLength", "pattern"],
        "string" => &["minLength", "maxLength", "pattern", "format"],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}
