//! Percent-encoding.
//!
//! In: text. Out: text in which only what may stand there is left as it is. Must not know styles.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters, so that no value can change the structure of a URL.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What the document wrote into a path stays, as far as it may stand in one.
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

/// Encodes a value of a path or query.
pub(crate) fn encode_component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Encodes the part of a path template that isn't a parameter.
pub(crate) fn encode_literal(text: &str) -> String {
    utf8_percent_encode(text, LITERAL).to_string()
}

/// Encodes a value of an `application/x-www-form-urlencoded` body.
pub(crate) fn encode_form(text: &str) -> String {
    encode_component(text).replace("%20", "+")
}

/// Adds `name=value`, both encoded already, to what `&` separates.
pub(crate) fn push_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
}
