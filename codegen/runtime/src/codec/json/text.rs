//! Reads and replaces a value in a JSON text without decoding the rest.
//!
//! In: a JSON text and a JSON Pointer. Out: the text of the value there, or the text with another
//! value there. What is not concerned stays as it was written. Must not know pages.

use crate::codec::{elements, members, push_name, string, whole};

/// The text of the value at a JSON Pointer (RFC 6901). Elements of arrays are not looked into.
pub(crate) fn at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
    let mut found = text;
    for name in names(pointer) {
        found = members(found).find(|(member, _)| *member == name)?.1;
    }
    (!found.is_empty()).then_some(found)
}

/// The names in a JSON Pointer.
fn names(pointer: &str) -> impl Iterator<Item = String> {
    let names = pointer.split('/').skip(1);
    names.map(|name| name.replace("~1", "/").replace("~0", "~"))
}

/// A JSON Pointer as errors show it: `data.items`.
pub(crate) fn path(pointer: &str) -> String {
    let mut path = String::new();
    names(pointer).for_each(|name| push_name(&mut path, &name));
    path
}

/// A string or number as plain text; none where it is anything else, or empty.
pub(crate) fn plain(json: &str) -> Option<String> {
    let text = match json.as_bytes().first()? {
        b'"' => string(json.as_bytes()).into_owned(),
        // A counter may be `3.0`.
        b'-' | b'0'..=b'9' => whole(json).unwrap_or_else(|| json.to_owned()),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// What a flag says, which some servers write as a text or number; none where it says neither.
pub(crate) fn truth(json: &str) -> Option<bool> {
    match json {
        "true" => return Some(true),
        "false" | "\"\"" => return Some(false),
        _ => {}
    }
    match plain(json)?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// A count, which some servers write as a text.
pub(crate) fn count(json: &str) -> Option<u64> {
    plain(json)?.parse().ok()
}

/// The texts of the elements of an array; `None` for any other value.
pub(crate) fn items(json: &str) -> Option<Vec<&str>> {
    json.starts_with('[').then(|| elements(json).collect())
}

/// The text with another value at a JSON Pointer; missing objects on the way are created. `None` if
/// something on the way is not an object.
pub(crate) fn with(text: &str, pointer: &str, value: &str) -> Option<String> {
    let names: Vec<String> = names(pointer).collect();
    replaced(text, &names, value)
}

fn replaced(text: &str, names: &[String], value: &str) -> Option<String> {
    let Some((name, inner)) = names.split_first() else {
        return Some(value.to_owned());
    };
    let text = text.trim();
    if !(text.starts_with('{') || matches!(text, "" | "null")) {
        return None;
    }
    let mut written = String::from("{");
    let mut found = false;
    let mut push = |member: &str, value: &str| {
        if written.len() > 1 {
            written.push(',');
        }
        written.push_str(&quoted(member));
        written.push(':');
        written.push_str(value);
    };
    for (member, old) in members(text) {
        if member == *name {
            found = true;
            push(&member, &replaced(old, inner, value)?);
        } else {
            push(&member, old);
        }
    }
    if !found {
        push(name, &replaced("", inner, value)?);
    }
    written.push('}');
    Some(written)
}

/// An integer of any size as JSON writes it (RFC 8259, 6): `007` and `+7` are 7.
pub(crate) fn integer(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match digits.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => format!("{sign}{digits}"),
    })
}

/// Whether a text is an integer just as JSON writes it.
pub(crate) fn is_integer(text: &str) -> bool {
    integer(text).is_some_and(|integer| integer == text)
}

/// A text as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#" {"a/b": {"c~": [1, "x]"], "d": 1.50}, "é\n":"\u0041", "n":null} "#;

    #[test]
    fn values_are_found_by_pointer() {
        let found = |pointer| at(TEXT, pointer);
        assert_eq!(found("/a~1b/c~0"), Some(r#"[1, "x]"]"#));
        assert_eq!(found("/a~1b/d").and_then(plain).as_deref(), Some("1.50"));
        assert_eq!(found("/é\n").and_then(plain).as_deref(), Some("A"));
        assert_eq!(found("/n").and_then(plain), None);
        assert_eq!(found("").map(str::trim), Some(TEXT.trim()));
        for missing in ["/x", "/a~1b/c~0/0", "/n/x", "/a~1b/d/x"] {
            assert_eq!(found(missing), None, "{missing}");
        }
        assert_eq!(items("[1, [2]]"), Some(vec!["1", "[2]"]));
        assert_eq!((items("[]"), items("{}")), (Some(vec![]), None));
    }

    #[test]
    fn integers_are_written_as_json_has_them() {
        let table = [
            ("7", Some("7")),
            ("007", Some("7")),
            ("+5", Some("5")),
            ("-0", Some("0")),
            ("-07", Some("-7")),
            (
                "123456789012345678901234567890",
                Some("123456789012345678901234567890"),
            ),
            ("", None),
            ("+", None),
            ("--1", None),
            ("1.5", None),
            ("1e3", None),
            (" 1", None),
            ("٣", None),
        ];
        for (text, expected) in table {
            assert_eq!(integer(text).as_deref(), expected, "{text:?}");
            assert_eq!(is_integer(text), expected == Some(text), "{text:?}");
        }
    }

    #[test]
    fn members_are_replaced_and_the_rest_stays() {
        let text = r#"{"z": 1.50, "page": {"limit": 9007199254740993, "cursor": "old"}}"#;
        assert_eq!(
            with(text, "/page/cursor", "\"new\"").as_deref(),
            Some(
                r#"{"z":1.50,"page":{"limit": 9007199254740993,"cursor":"new"}}"#
                    .replace("{\"limit\": ", "{\"limit\":")
                    .as_str()
            )
        );
        assert_eq!(with("{}", "/a/b", "1").as_deref(), Some(r#"{"a":{"b":1}}"#));
        assert_eq!(with("", "/a", "1").as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(
            with(r#"{"a":null}"#, "/a/b", "1").as_deref(),
            Some(r#"{"a":{"b":1}}"#)
        );
        assert_eq!(with("[1]", "/a", "1"), None);
        assert_eq!(with(r#"{"a":1}"#, "/a/b", "1"), None);
    }
}
