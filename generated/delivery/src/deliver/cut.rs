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

#[cfg(test)]
mod tests {
    use spanwire::object;

    use super::*;

    fn span() -> SpanCreateRequest {
        let start = "2026-01-31T12:00:00Z".parse().unwrap();
        SpanCreateRequest::new("name", "trace-1", start)
    }

    #[test]
    fn short_content_is_not_cut() {
        assert!(cut(&span()).is_none());
        let text = "a".repeat(FIELD);
        let short = span()
            .with_input(object! {"text": text})
            .with_output(object! {});
        assert!(cut(&short).is_none());
    }

    #[test]
    fn members_have_equal_shares() {
        let long = "a".repeat(FIELD);
        let span = span().with_expected(object! {"a": long.clone(), "b": 1, "c": [long]});
        let cut = cut(&span).unwrap();
        let expected = cut.expected.unwrap();
        let share = FIELD / 3;
        assert_eq!(expected["a"], format!("{}…", "a".repeat(share)));
        assert_eq!(expected["b"], 1);
        assert_eq!(expected["c"], format!("[\"{}…", "a".repeat(share - 2)));
        assert_eq!(cut.metadata.unwrap()[MARK], serde_json::json!(["expected"]));
    }

    #[test]
    fn many_members_and_long_names_are_left_out() {
        let mut field: Map<String, Value> = (0..MEMBERS + 9)
            .map(|key| (format!("{key:03}"), Value::Null))
            .collect();
        assert!(shorten(&mut field));
        assert_eq!(field.len(), MEMBERS);
        let mut field = object! {"a": 1};
        field.insert("b".repeat(FIELD), Value::Null);
        assert!(shorten(&mut field));
        assert_eq!(field, object! {"a": 1});
    }

    #[test]
    fn characters_stay_whole() {
        let cut = |length| beginning(&Value::from("aéa"), length);
        assert_eq!(cut(4), None);
        assert_eq!(cut(3).as_deref(), Some("aé…"));
        assert_eq!(cut(2).as_deref(), Some("a…"));
    }
}
