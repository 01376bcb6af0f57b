//! What a schema asserts of a value, in the words of 2020-12.
//!
//! In: one schema object. Out: its assertions. Keywords that are not assertions of JSON Schema, or
//! have a wrong value, are left out.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use specwright::source::{Node, Object};

/// The patterns met, and whether each is a regular expression that can be used.
#[derive(Default)]
pub(crate) struct Patterns(HashMap<String, bool>);

impl Patterns {
    pub(crate) fn holds(&mut self, pattern: &str) -> bool {
        *self
            .0
            .entry(pattern.to_owned())
            .or_insert_with(|| jsonschema::validator_for(&json!({"pattern": pattern})).is_ok())
    }
}

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Adds the assertions of a schema. `hidden`: properties that it lacks here.
pub(crate) fn assertions(
    node: &Node,
    hidden: &[&str],
    old: bool,
    patterns: &mut Patterns,
    made: &mut Map<String, Value>,
) {
    let mut examples = Vec::new();
    for (key, member) in node.as_object().into_iter().flat_map(Object::iter) {
        let value = member.to_json();
        let fits = match key {
            // 3.0 knows no `const`; who writes it means it all the same.
            "const" => true,
            "enum" => value.as_array().is_some_and(|values| !values.is_empty()),
            "format" => value.is_string(),
            "minimum" | "maximum" => value.is_number(),
            "multipleOf" => value.as_f64().is_some_and(|value| value > 0.0),
            "exclusiveMinimum" | "exclusiveMaximum" => value.is_number() && !old,
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains" => value.is_u64(),
            "uniqueItems" => value.is_boolean(),
            "pattern" => value
                .as_str()
                .is_some_and(|pattern| patterns.holds(pattern)),
            "example" => {
                examples.push(value.clone());
                false
            }
            "examples" => {
                examples.extend(value.as_array().into_iter().flatten().cloned());
                false
            }
            _ => false,
        };
        if fits {
            made.insert(key.to_owned(), value);
        }
    }
    if !examples.is_empty() {
        made.insert("examples".to_owned(), Value::Array(examples));
    }
    if let Some(types) = types(node) {
        made.insert("type".to_owned(), types);
    }
    let required: Vec<Value> = node
        .get("required")
        .and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .filter(|name| !hidden.contains(name))
        .map(Value::from)
        .collect();
    if !required.is_empty() {
        made.insert("required".to_owned(), Value::Array(required));
    }
    exclusive(node, made);
    bounds(made);
}

fn types(node: &Node) -> Option<Value> {
    let known = |node: &Node| {
        node.as_str()
            .filter(|name| TYPES.contains(name))
            .map(Value::from)
    };
    let node = node.get("type")?;
    match node.as_array() {
        Some(items) => {
            let all: Vec<Value> = items.iter().filter_map(known).collect();
            (!all.is_empty() && all.len() == items.len()).then_some(Value::Array(all))
        }
        None => known(node),
    }
}

/// In 3.0 `exclusiveMinimum: true` speaks of the `minimum` beside it.
fn exclusive(node: &Node, made: &mut Map<String, Value>) {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if node.get(flag).and_then(Node::as_bool) == Some(true)
            && let Some(value) = made.remove(bound)
        {
            made.insert(flag.to_owned(), value);
        }
    }
}

/// The formats of integers bound them, as the registry of formats says.
fn bounds(made: &mut Map<String, Value>) {
    let whole = made.get("type").is_some_and(|types| match types {
        Value::Array(types) => types.contains(&"integer".into()),
        ty => ty == "integer",
    });
    let (low, high) = match made.get("format").and_then(Value::as_str).filter(|_| whole) {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint8") => (json!(0), json!(u8::MAX)),
        Some("uint16") => (json!(0), json!(u16::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64" | "uint") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    if !made.contains_key("minimum") && !made.contains_key("exclusiveMinimum") {
        made.insert("minimum".to_owned(), low);
    }
    if !made.contains_key("maximum") && !made.contains_key("exclusiveMaximum") {
        made.insert("maximum".to_owned(), high);
    }
}
