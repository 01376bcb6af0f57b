//! Whether a text in an attribute is JSON.
//!
//! In: a text. Out: yes or no (RFC 8259). Must not know what the value is for.

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Whether a text is a JSON value.
pub(crate) fn is_json(text: &str) -> bool {
    value(text).is_some_and(|rest| rest.trim_start_matches(SPACE).is_empty())
}

/// Whether a text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    number(text) == Some("")
}

/// What follows the value at the beginning.
fn value(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(SPACE);
    match text.chars().next()? {
        '{' => list(text, '}', |text| {
            let text = string(text.trim_start_matches(SPACE))?;
            value(text.trim_start_matches(SPACE).strip_prefix(':')?)
        }),
        '[' => list(text, ']', value),
        '"' => string(text),
        't' => text.strip_prefix("true"),
        'f' => text.strip_prefix("false"),
        'n' => text.strip_prefix("null"),
        _ => number(text),
    }
}

fn list(text: &str, end: char, item: fn(&str) -> Option<&str>) -> Option<&str> {
    let mut text = text.get(1..)?.trim_start_matches(SPACE);
    if let Some(text) = text.strip_prefix(end) {
        return Some(text);
    }
    loop {
        text = item(text)?.trim_start_matches(SPACE);
        match text.strip_prefix(',') {
            Some(next) => text = next,
            None => return text.strip_prefix(end),
        }
    }
}

fn string(text: &str) -> Option<&str> {
    let mut letters = text.strip_prefix('"')?.chars();
    loop {
        match letters.next()? {
            '"' => return Some(letters.as_str()),
            '\\' => match letters.next()? {
                'u' => {
                    let (digits, rest) = letters.as_str().split_at_checked(4)?;
                    u16::from_str_radix(digits, 16).ok()?;
                    letters = rest.chars();
                }
                '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                _ => return None,
            },
            letter if letter < ' ' => return None,
            _ => {}
        }
    }
}

fn number(text: &str) -> Option<&str> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut text = match text.strip_prefix('0') {
        Some(text) => text,
        None => digits(text)?,
    };
    if let Some(fraction) = text.strip_prefix('.') {
        text = digits(fraction)?;
    }
    match text.strip_prefix(['e', 'E']) {
        Some(exponent) => digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => Some(text),
    }
}

/// What follows at least one digit.
fn digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_what_is_not() {
        for text in [
            " null ",
            "true",
            "-0.5e+3",
            "0",
            r#""a\"\u00e9\n""#,
            "[]",
            "[1, [2], {}]",
            r#"{"a": {"b": [false]}, "": 1}"#,
        ] {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "",
            "nul",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "+1",
            "'a'",
            r#"""#,
            r#""\x""#,
            r#""\u00g0""#,
            "\"\n\"",
            "[1,]",
            "[1 2]",
            "{a: 1}",
            r#"{"a"}"#,
            r#"{"a": 1,}"#,
            "{",
            "1 1",
        ] {
            assert!(!is_json(text), "{text}");
        }
        assert!(is_number("-1.5e400") && !is_number(" 1") && !is_number("1 "));
    }
}
