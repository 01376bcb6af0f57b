//! Characters that a quoted text escapes by two surrogates, as JSON does (`\ud83d\ude00`). In YAML
//! they have one escape.
//!
//! In: a text, and the offset of a quoted scalar. Out: the text with one escape for each pair, and
//! U+FFFD for half of one.

use super::repaired::{Repaired, end_of_quoted};

/// The length of an escape.
pub(super) const ESCAPE: usize = 6;

/// Replaces the surrogates of the scalar at the offset. Also returns the original offsets of halves
/// of pairs. `None` without a surrogate.
pub(super) fn replace(before: &Repaired, quote: usize) -> Option<(Repaired, Vec<usize>)> {
    let end = end_of_quoted(&before.text, quote)?;
    let escapes = escapes(&before.text[..end], quote + 1);
    let is_surrogate = |unit: u16| (0xd800..=0xdfff).contains(&unit);
    if !escapes.iter().any(|(_, unit)| is_surrogate(*unit)) {
        return None;
    }
    let mut repaired = before.clone();
    let mut halves = Vec::new();
    let mut rest = escapes.as_slice();
    // From the end, so that earlier offsets stay valid.
    while let Some(((at, unit), others)) = rest.split_last() {
        rest = others;
        if !is_surrogate(*unit) {
            continue;
        }
        if let Some(((high_at, high), others)) = others.split_last()
            && high_at + ESCAPE == *at
            && let Some(Ok(pair)) = char::decode_utf16([*high, *unit]).next()
            && is_surrogate(*high)
        {
            let escape = format!("\\U{:08X}", u32::from(pair));
            repaired = repaired.with_shorter(*high_at..at + ESCAPE, &escape);
            rest = others;
        } else {
            repaired = repaired.with_shorter(*at..at + ESCAPE, "\\uFFFD");
            halves.push(before.original(*at));
        }
    }
    Some((repaired, halves))
}

/// The escapes of UTF-16 units, with their offsets.
fn escapes(text: &str, from: usize) -> Vec<(usize, u16)> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(next) = text[at..].find('\\') {
        at += next;
        let digits = text.get(at + 2..at + ESCAPE);
        let unit = digits
            .filter(|_| text[at..].starts_with("\\u"))
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        found.extend(unit.map(|unit| (at, unit)));
        // The character after a backslash may have several bytes.
        let escaped = text[at + 1..].chars().next().map_or(0, char::len_utf8);
        at += 1 + escaped;
    }
    found
}
