//! Percent-encoding.
//!
//! In: text. Out: the same, percent-encoded except for what may appear there. Must not know styles.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters, so that no value can change the structure of a URL.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Literals of the document's path are kept, as far as a path may have them.
const LITERAL: &AsciiSet = &COMPONENT
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'%');

/// What `allowReserved` leaves as it is in a query: all that can neither end the value nor the
/// query.
const RESERVED: &AsciiSet = &LITERAL.remove(b'?').add(b'&').remove(b'[').remove(b']');

/// The same in a path, where a slash would begin another segment.
const SEGMENT: &AsciiSet = &LITERAL.add(b'/');

/// Encodes a value of a query with `allowReserved`; what is percent-encoded already stays.
pub(crate) fn encode_reserved(text: &str) -> String {
    reserved(text, RESERVED)
}

/// Encodes a value of a path with `allowReserved`.
pub(crate) fn encode_segment(text: &str) -> String {
    reserved(text, SEGMENT)
}

fn reserved(text: &str, set: &'static AsciiSet) -> String {
    let mut encoded = String::new();
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            let is_encoded = part
                .as_bytes()
                .get(..2)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            encoded.push_str(if is_encoded { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, set));
    }
    encoded
}

/// Encodes a value of a path or query.
pub(crate) fn encode_component(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, COMPONENT)).into_owned()
}

/// Whether a value is one that no encoding changes, as most are.
pub(crate) fn is_unreserved(text: &str) -> bool {
    let is_unreserved =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().all(is_unreserved)
}

/// Adds the part of a path template that isn't a parameter, encoded.
pub(crate) fn push_literal(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, LITERAL));
}

/// Encodes a value of an `application/x-www-form-urlencoded` body.
pub(crate) fn encode_form(text: &str) -> String {
    encode_component(text).replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_characters_stay_unless_they_would_end_the_value() {
        let text = "a/b?c=d&e#f[g]:h@i!$'()*+,; %41%4%";
        assert_eq!(
            encode_reserved(text),
            "a/b?c=d%26e%23f[g]:h@i!$'()*+,;%20%41%254%25"
        );
        assert_eq!(
            encode_segment(text),
            "a%2Fb%3Fc=d&e%23f%5Bg%5D:h@i!$'()*+,;%20%41%254%25"
        );
    }
}
