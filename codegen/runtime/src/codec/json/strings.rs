//! Strings of a JSON text.
//!
//! In: a text and where a string begins. Out: where it ends, and its value. Must not know models.

use super::read_error::ReadError;

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Whether one of eight bytes is a quotation mark, a backslash or a control character. It may
/// report bytes after the first one that are none of these, but never misses one.
#[inline]
fn is_special(chunk: u64) -> u64 {
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = zero(chunk ^ (ONES * u64::from(b'"')));
    let backslash = zero(chunk ^ (ONES * u64::from(b'\\')));
    let control = chunk.wrapping_sub(ONES * 0x20) & !chunk;
    (quote | backslash | control) & HIGH
}

/// The offset of the first quotation mark, backslash or control character, or of the end.
#[inline]
pub(crate) fn plain(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = is_special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// The offset of the first quotation mark, bracket or brace, or of the end.
#[inline]
pub(crate) fn structural(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let chunk = u64::from_le_bytes(*chunk);
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        // Brackets differ from braces in one bit.
        let braced = chunk | (ONES * 0x20);
        let open = zero(braced ^ (ONES * u64::from(b'{')));
        let close = zero(braced ^ (ONES * u64::from(b'}')));
        let quote = zero(chunk ^ (ONES * u64::from(b'"')));
        let found = (open | close | quote) & HIGH;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'{' | b'}' | b'[' | b']') {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a text can be written between quotation marks as it is. Most texts are short, so the
/// ends of a text are looked at as two words that overlap where they are.
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        let mut special =
            is_special(u64::from_le_bytes(*first)) | is_special(u64::from_le_bytes(*last));
        if bytes.len() > 16 {
            for chunk in bytes.as_chunks::<8>().0 {
                special |= is_special(u64::from_le_bytes(*chunk));
            }
        }
        return special == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let both =
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
        return is_special(both) == 0;
    }
    !bytes
        .iter()
        .any(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))
}

/// Passes over a string to the byte after it.
pub(crate) fn pass(bytes: &[u8], start: usize) -> Result<usize, ReadError> {
    let mut at = start;
    loop {
        at = plain(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape(bytes, at)?.1,
            _ => return Err(ReadError::syntax(at)),
        }
    }
}

/// The value of a string with escapes, and the offset after it.
pub(crate) fn unescape(text: &str, start: usize) -> Result<(usize, String), ReadError> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut from = start;
    loop {
        let at = plain(bytes, from);
        out.push_str(text.get(from..at).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok((at + 1, out)),
            Some(b'\\') => {
                let (character, next) = escape(bytes, at)?;
                out.push(character);
                from = next;
            }
            _ => return Err(ReadError::syntax(at)),
        }
    }
}

/// The character of an escape, and the offset after it.
fn escape(bytes: &[u8], at: usize) -> Result<(char, usize), ReadError> {
    let character = match bytes.get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at),
        _ => return Err(ReadError::syntax(at + 1)),
    };
    Ok((character, at + 2))
}

/// `\uXXXX`, or two of them for a character beyond the first plane.
fn unicode(bytes: &[u8], at: usize) -> Result<(char, usize), ReadError> {
    let first = unit(bytes, at).ok_or_else(|| ReadError::syntax(at))?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, at + 6));
    }
    let second = unit(bytes, at + 6).filter(|second| (0xdc00..0xe000).contains(second));
    match second {
        Some(second) if first < 0xdc00 => {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            let character = char::from_u32(code).ok_or_else(|| ReadError::syntax(at))?;
            Ok((character, at + 12))
        }
        // Half a character, as JavaScript and Python write it where they cut a text within one.
        _ => Ok((char::REPLACEMENT_CHARACTER, at + 6)),
    }
}

/// The text with each lone surrogate replaced, for a reader that refuses them; `None` if there are
/// none. Offsets stay the same.
#[cold]
pub(crate) fn without_halves(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut fixed = String::new();
    let mut taken = 0;
    let mut at = 0;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\\'))
    {
        at += found;
        let Ok((character, next)) = escape(bytes, at) else {
            at += 2;
            continue;
        };
        if character == char::REPLACEMENT_CHARACTER {
            fixed.push_str(text.get(taken..at).unwrap_or_default());
            fixed.push_str("\\ufffd");
            taken = next;
        }
        at = next;
    }
    (taken > 0).then(|| fixed + text.get(taken..).unwrap_or_default())
}

fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..)?.strip_prefix(b"\\u")?.first_chunk::<4>()?;
    digits.iter().try_fold(0, |code, digit| {
        Some(code << 4 | char::from(*digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_found_at_every_offset() {
        for length in 0..40 {
            for special in ["\"", "\\", "\n", "\u{1f}", ""] {
                let filler: String = "aé~\u{7f} ".chars().cycle().take(length).collect();
                let text = format!("{filler}{special}\"é");
                assert_eq!(plain(text.as_bytes(), 0), filler.len(), "{text:?}");
                let without = format!("{filler}{special}é");
                assert_eq!(is_plain(without.as_bytes()), special.is_empty(), "{text:?}");
            }
        }
    }

    #[test]
    fn brackets_are_found_at_every_offset() {
        for length in 0..20 {
            for special in ["\"", "{", "}", "[", "]", ""] {
                let filler: String = "1,é:;\u{1b}\u{3d}\u{7c}~\\"
                    .chars()
                    .cycle()
                    .take(length)
                    .collect();
                let text = format!("{filler}{special}");
                assert_eq!(structural(text.as_bytes(), 0), filler.len(), "{text:?}");
                let text = format!("{filler}{special}1,2345678901");
                let expected = if special.is_empty() {
                    text.len()
                } else {
                    filler.len()
                };
                assert_eq!(structural(text.as_bytes(), 0), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn what_needs_escapes_is_found_at_every_place() {
        for length in 1..40 {
            for at in 0..length {
                for special in [b'"', b'\\', b'\n', 0x1f, b'~', 0x7f] {
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = special;
                    let expected = matches!(special, b'~' | 0x7f);
                    assert_eq!(is_plain(&bytes), expected, "{special} at {at} of {length}");
                }
            }
        }
    }

    #[test]
    fn escapes_are_what_serde_json_takes_them_for() {
        let table = [
            r#"\"\\\/\b\f\n\r\t"#,
            r"é\u00e9\ud83d\ude00x",
            r"\u12",
            r"\u12g4",
            r"\x",
            "a\nb",
            r"abc\",
        ];
        for inner in table {
            let text = format!("\"{inner}\"");
            let expected = serde_json::from_str::<String>(&text).ok();
            let found = unescape(&text, 1).ok();
            assert_eq!(found.map(|(_, text)| text), expected, "{text}");
        }
    }
}
