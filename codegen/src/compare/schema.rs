//! What differs between two schemas of one name.

use std::collections::BTreeSet;

use serde_json::Value;

use super::shape::{required, shape};
use super::{is_true, members, pairs};

/// Keywords whose values are compared as they are.
const KEYWORDS: &[&str] = &[
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
];

/// The differences, one sentence each.
pub(super) fn compare(old: &Value, new: &Value) -> Vec<String> {
    let mut messages = Vec::new();
    at("", old, new, &mut messages);
    messages
}

/// The differences of a schema or of one of its properties, as in ``property `user.name` ``.
fn at(path: &str, old: &Value, new: &Value, messages: &mut Vec<String>) {
    let mut say = |message: String| {
        messages.push(if path.is_empty() {
            message
        } else {
            format!("property `{path}`: {message}")
        });
    };
    match (is_true(old, "deprecated"), is_true(new, "deprecated")) {
        (false, true) => say("is deprecated".to_owned()),
        (true, false) => say("is no longer deprecated".to_owned()),
        _ => {}
    }
    for keyword in KEYWORDS {
        let (old, new) = (old.get(keyword), new.get(keyword));
        if old != new {
            say(format!(
                "`{keyword}` is {} instead of {}",
                text(new),
                text(old)
            ));
        }
    }
    if is_object(old) && is_object(new) {
        properties(path, old, new, messages);
    } else if let (Some(old), Some(new)) = (values(old), values(new)) {
        for value in new.difference(&old) {
            say(format!("value `{value}` is added"));
        }
        for value in old.difference(&new) {
            say(format!("value `{value}` is removed"));
        }
    } else {
        let (old, new) = (shape(old), shape(new));
        if old != new {
            say(format!("type is `{new}` instead of `{old}`"));
        }
    }
}

fn properties(path: &str, old: &Value, new: &Value, messages: &mut Vec<String>) {
    let (was_required, is_required) = (required(old), required(new));
    let both = pairs(
        members(old.get("properties")),
        members(new.get("properties")),
    );
    for (name, old, new) in both {
        let full = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        let needed = (
            was_required.contains(name.as_str()),
            is_required.contains(name.as_str()),
        );
        match (old, new, needed) {
            (None, Some(new), (_, true)) => messages.push(format!(
                "required property `{full}` is added: `{}`",
                shape(new)
            )),
            (None, Some(new), _) => {
                messages.push(format!("property `{full}` is added: `{}`", shape(new)));
            }
            (Some(_), None, _) => messages.push(format!("property `{full}` is removed")),
            (Some(old), Some(new), needed) => {
                match needed {
                    (false, true) => messages.push(format!("property `{full}` is required")),
                    (true, false) => messages.push(format!("property `{full}` is optional")),
                    _ => {}
                }
                at(&full, old, new, messages);
            }
            (None, None, _) => {}
        }
    }
}

/// Whether a schema is an object whose properties can be compared one by one.
fn is_object(schema: &Value) -> bool {
    let is_union = ["$ref", "allOf", "anyOf", "oneOf", "enum", "const"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some());
    !is_union && !is_true(schema, "nullable") && !members(schema.get("properties")).is_empty()
}

/// The values of an enum.
fn values(schema: &Value) -> Option<BTreeSet<String>> {
    let values = schema.get("enum")?.as_array()?;
    Some(values.iter().map(Value::to_string).collect())
}

fn text(value: Option<&Value>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| format!("`{value}`"))
}
