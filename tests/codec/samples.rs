//! Samples of schemas.
//!
//! In: a document as JSON, and a schema of it. Out: different values that the schema describes:
//! with all properties and with those that are required, with each value of an enum and each member
//! of a union. Limits and patterns are not looked at, since decoding does not look at them.

use serde_json::{Map, Value, json};

/// How deep optional properties are filled in.
const DEEPEST: usize = 7;

/// How many samples a schema has at least before equal ones are dropped.
const LEAST: usize = 4;

/// A document, and the choices for one sample.
struct Sampler<'d> {
    document: &'d Value,
    /// Which value of an enum, and which member of a union; counted round.
    choice: usize,
    /// Whether optional properties are filled in.
    whole: bool,
}

/// The samples of the schema at a JSON Pointer. None: it has no values in JSON, or none of bounded
/// depth.
pub(crate) fn samples(document: &Value, pointer: &str) -> Vec<Value> {
    let schema = document.pointer(pointer.trim_start_matches('#'));
    let schema = schema.unwrap_or_else(|| panic!("nothing at {pointer}"));
    let mut samples = Vec::new();
    for choice in 0..members(schema).len().max(LEAST) {
        for whole in [true, false] {
            let one = Sampler {
                document,
                choice,
                whole,
            };
            let sample = one.value(schema, 0);
            samples.extend(sample.filter(|sample| !samples.contains(sample)));
        }
    }
    samples
}

fn members(schema: &Value) -> &[Value] {
    let lists = ["enum", "anyOf", "oneOf"].map(|keyword| schema[keyword].as_array());
    lists
        .into_iter()
        .flatten()
        .next()
        .map_or(&[], Vec::as_slice)
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        // What requires itself has no value of any depth.
        if depth > 4 * DEEPEST {
            return None;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'))?;
            return self.value(target, depth);
        }
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.get(self.choice % values.len()).cloned();
        }
        let members: Vec<&Value> = members(schema)
            .iter()
            .filter(|member| member["type"] != "null")
            .collect();
        if !members.is_empty() {
            return self.value(members[self.choice % members.len()], depth + 1);
        }
        match kind(schema) {
            "string" => match schema["format"].as_str() {
                Some("binary") => None,
                Some("date-time") => Some(json!("2023-11-07T05:31:56.125Z")),
                Some("uuid" | "uuid4") => Some(json!("3c90c3cc-0d44-4b50-8888-8dd25736052a")),
                _ => Some(json!("\u{e4} text")),
            },
            "integer" => Some(json!(9_007_199_254_740_993_i64)),
            "number" => Some(json!(-0.5)),
            "boolean" => Some(json!(true)),
            "null" => Some(Value::Null),
            "array" => {
                let wanted = self.whole && depth < DEEPEST;
                let item = wanted.then(|| self.item(&schema["items"], depth)).flatten();
                Some(Value::Array(item.into_iter().collect()))
            }
            "object" => self.object(schema, depth),
            _ => Some(json!({"any": [1, "value", null]})),
        }
    }

    /// A value of a schema that may be absent or `true`.
    fn item(&self, schema: &Value, depth: usize) -> Option<Value> {
        self.value(schema, depth + 1)
    }

    fn object(&self, schema: &Value, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            object.extend(self.value(part, depth + 1)?.as_object()?.clone());
        }
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&name.as_str()) {
                object.insert(name.clone(), self.value(property, depth + 1)?);
            } else if self.whole && depth < DEEPEST {
                object.extend(
                    self.value(property, depth + 1)
                        .map(|value| (name.clone(), value)),
                );
            }
        }
        let more = &schema["additionalProperties"];
        if self.whole && depth < DEEPEST && (more.is_object() || *more == Value::Bool(true)) {
            object.extend(
                self.item(more, depth)
                    .map(|value| ("another".to_owned(), value)),
            );
        }
        Some(Value::Object(object))
    }
}

/// The type of a schema; of several the first that is not null.
fn kind(schema: &Value) -> &str {
    let listed = schema["type"].as_array().into_iter().flatten();
    let mut listed = listed
        .filter_map(Value::as_str)
        .filter(|kind| *kind != "null");
    let object = ["properties", "additionalProperties", "allOf"];
    let ty = schema["type"].as_str().or_else(|| listed.next());
    ty.unwrap_or(
        if object.iter().any(|keyword| schema.get(keyword).is_some()) {
            "object"
        } else {
            ""
        },
    )
}
