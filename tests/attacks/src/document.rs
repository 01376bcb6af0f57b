//! The document with a string of somebody's choice in a place.
//!
//! In: `document.yaml`, and the text for each place. Out: the document as JSON.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The unchanged document.
pub(crate) fn harmless() -> Result<Value, String> {
    serde_yaml::from_str(include_str!("../document.yaml")).map_err(|error| error.to_string())
}

/// All places, by name.
pub(crate) fn places(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let text = document.to_string();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.starts_with("Pos") {
            found.insert(word.to_owned());
        }
    }
    found
}

/// The document with the words replaced that `payload` has a text for, in values and in keys.
pub(crate) fn with(document: &Value, payload: &dyn Fn(&str) -> Option<String>) -> Value {
    match document {
        Value::String(text) => Value::String(replaced(text, payload)),
        Value::Array(items) => items.iter().map(|item| with(item, payload)).collect(),
        Value::Object(members) => {
            let member =
                |(key, value): (&String, &Value)| (replaced(key, payload), with(value, payload));
            Value::Object(members.iter().map(member).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

fn replaced(text: &str, payload: &dyn Fn(&str) -> Option<String>) -> String {
    // What a reference says is escaped, and means the same name.
    let reference = text.starts_with("#/components/");
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("Pos") {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(from.len());
        let word = &from[..end];
        out.push_str(before);
        match payload(word) {
            Some(text) if reference => out.push_str(&pointer(&text)),
            Some(text) => out.push_str(&text),
            None => out.push_str(word),
        }
        rest = &from[end..];
    }
    out + rest
}

/// A member's name in the fragment of a reference (RFC 6901, section 6).
fn pointer(name: &str) -> String {
    name.replace('~', "~0")
        .replace('/', "~1")
        .replace('%', "%25")
}
