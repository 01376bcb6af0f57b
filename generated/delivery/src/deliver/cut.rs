//! Shortens the content of a span that is too large for the server.
//!
//! In: a span. Out: a copy with less content, marked by `spanwire.truncated` in its metadata.

use serde_json::{Map, Value};
use spanwire::scale_v5::models::SpanCreateRequest;

/// The key in the metadata that lists the fields of which something was cut.
const MARK: &str = "spanwire.truncated";

/// How many bytes are left of a field; its members have equal shares.
const FIELD: usize = 16 * 1024;

/// How many members are left of a field.
const MEMBERS: usize = 64;

/// The span with less of its free-form fields; `None` if they are short already.
pub(super) fn cut(span: &SpanCreateRequest) -> Option<SpanCreateRequest> {
    let mut span = span.clone();
    let fields = [
        ("input", &mut span.input),
        ("output", &mut span.output),
        ("expected", &mut span.expected),
        ("metadata", &mut span.metadata),
    ];
    let mut names = Vec::new();
    for (name, field) in fields {
        if field.as_mut().is_some_and(shorten) {
            names.push(Value::from(name));
        }
    }
    if names.is_empty() {
        return None;
    }
    let metadata = span.metadata.get_or_insert_default();
    metadata.insert(MARK.to_owned(), Value::Array(names));
    Some(span)
}

/// Keeps the first members of a field, and of each the beginning. Returns whether something was
/// cut.
fn shorten(field: &mut Map<String, Value>) -> bool {
    let share = FIELD / field.len().clamp(1, MEMBERS);
    let mut count = 0;
    let mut is_cut = false;
    field.retain(|key, value| {
        count += 1;
        let is_kept = count <= MEMBERS && key.len() <= share;
        if is_kept && let Some(beginning) = beginning(value, share) {
            *value = Value::String(beginning);
            is_cut = true;
        }
        is_cut |= !is_kept;
        is_kept
    });
    is_cut
}

/// The beginning of a text, or of the JSON of another value; `None` if it is short.
fn beginning(value: &Value, length: usize) -> Option<String> {
    let json;
    let text = match value {
        Value::String(text) => text,
        value => {
            json = value.to_string();
            &json
        }
    };
    if text.len() <= length {
        return None;
    }
    let end = (0..=length).rev().find(|end| text.is_char_boundary(*end))?;
    Some(format!("{}…", text.get(..end)?))
}
