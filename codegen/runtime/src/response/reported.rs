//! Errors that a server reports where a success was expected.
//!
//! In: a JSON text. Out: the error that it reports, if it does. Must not know the types of an
//! operation.

use crate::codec::{elements, members};

/// The members in which servers report an error.
const NAMES: [&str; 2] = ["error", "errors"];

/// The name and the text of the member by which an object reports an error, also if it is the only
/// element of an array; `None` without such a member, or if it is `null`, `false`, `0` or empty.
pub(crate) fn reported(json: &str) -> Option<(&'static str, &str)> {
    let mut json = json.trim_start_matches('\u{feff}').trim();
    if json.starts_with('[') {
        let mut all = elements(json);
        json = all.next().filter(|_| all.next().is_none())?;
    }
    NAMES.into_iter().find_map(|name| {
        let (_, value) = members(json).find(|(found, _)| found == name)?;
        is_something(value).then_some((name, value))
    })
}

fn is_something(json: &str) -> bool {
    let inner = json.get(1..json.len().saturating_sub(1));
    match json.as_bytes().first() {
        Some(b'"' | b'{' | b'[') => !inner.unwrap_or_default().trim().is_empty(),
        Some(_) => !matches!(json, "null" | "false" | "0"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_a_member_that_says_something() {
        for (text, expected) in [
            (r#"{"error":{"code":1}}"#, Some(("error", r#"{"code":1}"#))),
            (r#" {"id":7,"error" : "no" }"#, Some(("error", r#""no""#))),
            (r#"{"error":true}"#, Some(("error", "true"))),
            (r#"{"errors":[1]}"#, Some(("errors", "[1]"))),
            (
                r#"{"error":null,"errors":["x"]}"#,
                Some(("errors", "[\"x\"]")),
            ),
            (r#"{"error":null}"#, None),
            (r#"{"error":""}"#, None),
            (r#"{"error":{ }}"#, None),
            (r#"{"error":false}"#, None),
            (r#"{"errors":[]}"#, None),
            (r#"{"data":{"error":"x"}}"#, None),
            (r#"["error"]"#, None),
            (
                r#"[{"error":{"code":1}}]"#,
                Some(("error", r#"{"code":1}"#)),
            ),
            (r#"[{"error":1},{}]"#, None),
            ("[]", None),
            ("", None),
        ] {
            assert_eq!(reported(text), expected, "{text}");
        }
    }
}
