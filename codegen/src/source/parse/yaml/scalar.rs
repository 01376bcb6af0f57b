//! What a YAML scalar is in the core schema (YAML 1.2.2, section 10.3.2).

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::parse::note;
use crate::source::tree::node::{Number, Span, Value};

/// The value of a scalar, by its tag if it has one, otherwise by its form.
pub(super) fn value(
    text: String,
    style: ScalarStyle,
    tag: Option<&Tag>,
    span: Span,
    found: &mut Diagnostics,
) -> Result<Value, Diagnostic> {
    let plain = style == ScalarStyle::Plain;
    let Some(tag) = tag else {
        return Ok(if plain {
            untagged(text, span, found)?
        } else {
            Value::String(text)
        });
    };
    // `!` alone makes any scalar a string.
    if matches!((&*tag.handle, &*tag.suffix), ("!", "") | ("", "!")) {
        return Ok(Value::String(text));
    }
    let suffix = if tag.is_yaml_core_schema() {
        tag.suffix.as_str()
    } else {
        ""
    };
    let fitting = match suffix {
        "str" | "binary" | "timestamp" => Some(Value::String(text.clone())),
        "null" => is_null(&text).then_some(Value::Null),
        "bool" => boolean(&text).map(Value::Bool),
        "int" => integer(&text).map(|number| Value::Number(Number(number.into_owned()))),
        "float" => number(&text).map(|number| Value::Number(Number(number.into_owned()))),
        _ => {
            let message = format!("tag `{tag}` is not of YAML's core schema; it is ignored");
            note(found, Diagnostic::new(Code::UnknownTag, span, message))?;
            return Ok(if plain {
                untagged(text, span, found)?
            } else {
                Value::String(text)
            });
        }
    };
    if let Some(value) = fitting {
        return Ok(value);
    }
    let message = format!("`{text}` is not a valid `!!{suffix}`; it is read as a string");
    note(found, Diagnostic::new(Code::InvalidScalar, span, message))?;
    Ok(Value::String(text))
}

fn untagged(text: String, span: Span, found: &mut Diagnostics) -> Result<Value, Diagnostic> {
    match text.as_bytes().first() {
        None => return Ok(Value::Null),
        Some(b'~' | b'n' | b'N') if is_null(&text) => return Ok(Value::Null),
        Some(b't' | b'T' | b'f' | b'F') => {
            if let Some(value) = boolean(&text) {
                return Ok(Value::Bool(value));
            }
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => match number(&text) {
            Some(Cow::Borrowed(number)) if number.len() == text.len() => {
                return Ok(Value::Number(Number(text)));
            }
            Some(number) => return Ok(Value::Number(Number(number.into_owned()))),
            None => {}
        },
        Some(_) => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(&text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(&*text, ".nan" | ".NaN" | ".NAN") {
        let message = format!("JSON has no number `{text}`; it is read as a string");
        note(found, Diagnostic::new(Code::NonJsonNumber, span, message))?;
    }
    Ok(Value::String(text))
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A number of the core schema in the syntax of JSON.
fn number(text: &str) -> Option<Cow<'_, str>> {
    integer(text).or_else(|| float(text))
}

fn integer(text: &str) -> Option<Cow<'_, str>> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            // `from_str_radix` would accept a sign.
            let digits = Some(digits).filter(|digits| !digits.starts_with(['+', '-']))?;
            return Some(u128::from_str_radix(digits, radix).ok()?.to_string().into());
        }
    }
    let (negative, digits) = sign(text);
    (is_digits(digits)).then(|| json_integer(text, negative, digits))
}

/// Digits without leading zeros, borrowed if nothing changes.
fn json_integer<'t>(text: &'t str, negative: bool, digits: &'t str) -> Cow<'t, str> {
    let trimmed = digits.trim_start_matches('0');
    let trimmed = if trimmed.is_empty() { "0" } else { trimmed };
    match negative {
        false if trimmed.len() == digits.len() => Cow::Borrowed(digits),
        true if trimmed.len() == digits.len() => Cow::Borrowed(text),
        false => Cow::Owned(trimmed.to_owned()),
        true => Cow::Owned(format!("-{trimmed}")),
    }
}

fn float(text: &str) -> Option<Cow<'_, str>> {
    let (negative, unsigned) = sign(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    if exponent.is_some_and(|exponent| !is_digits(sign(exponent).1)) {
        return None;
    }
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let empty_or_digits = |text: &str| text.is_empty() || is_digits(text);
    let digits = whole.len() + fraction.map_or(0, str::len);
    if digits == 0 || !empty_or_digits(whole) || !fraction.is_none_or(empty_or_digits) {
        return None;
    }
    let whole = json_integer(whole, false, if whole.is_empty() { "0" } else { whole });
    let mut json = format!("{}{whole}", if negative { "-" } else { "" });
    if let Some(fraction) = fraction {
        json.push('.');
        json.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Some(if json == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(json)
    })
}

/// Whether there is a minus sign, and the text after the sign.
fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
