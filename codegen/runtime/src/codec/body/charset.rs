//! Texts that are not UTF-8.
//!
//! In: the bytes of a body and its media type. Out: its text. The encodings are those that need no
//! table but the one here: UTF-8, UTF-16, and the Latin ones that servers send most. Labels mean
//! what the Encoding Standard of the WHATWG says. Must not know what the text means.

use std::borrow::Cow;

use super::media_type::charset;

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Windows1252,
    Latin9,
    Utf16 { big_endian: bool },
}

/// What windows-1252 has in place of the control characters 0x80 to 0x9f.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a body: in the encoding of its byte order mark, which is left out, or in that of its
/// `charset`, or in UTF-8.
///
/// # Errors
///
/// An encoding that is not known here, and bytes that are none of it.
pub(crate) fn text<'a>(body: &'a [u8], media_type: &str) -> Result<Cow<'a, str>, String> {
    let label = charset(media_type);
    let (encoding, body) = match marked(body) {
        Some(marked) => marked,
        None => match label.map(named) {
            Some(Some(encoding)) => (encoding, body),
            None => (Encoding::Utf8, body),
            // All encodings in use but UTF-16 agree on these.
            Some(None) if body.is_ascii() => (Encoding::Utf8, body),
            Some(None) => {
                let label = label.unwrap_or_default().escape_debug();
                return Err(format!(
                    "the charset `{label}` is not supported: read the response as bytes, by `accept_bytes`"
                ));
            }
        },
    };
    encoding.decode(body).ok_or_else(|| {
        if encoding == Encoding::Utf8 {
            "the text is not UTF-8, and the `Content-Type` names no other charset".to_owned()
        } else {
            "the text is not UTF-16".to_owned()
        }
    })
}

/// The text of a body that can't be read as UTF-8, if its byte order mark or its `charset` says
/// that it is something else.
pub(crate) fn other_than_utf8<'a>(body: &'a [u8], media_type: &str) -> Option<Cow<'a, str>> {
    let by_label = || Some((named(charset(media_type)?)?, body));
    let (encoding, body) = marked(body).or_else(by_label)?;
    (encoding != Encoding::Utf8).then(|| encoding.decode(body))?
}

/// The encoding that a byte order mark names, and the text after the mark.
fn marked(body: &[u8]) -> Option<(Encoding, &[u8])> {
    let utf16 = |big_endian| Encoding::Utf16 { big_endian };
    let marks: [(&[u8], Encoding); 3] = [
        (b"\xef\xbb\xbf", Encoding::Utf8),
        (b"\xfe\xff", utf16(true)),
        (b"\xff\xfe", utf16(false)),
    ];
    marks
        .into_iter()
        .find_map(|(mark, encoding)| Some((encoding, body.strip_prefix(mark)?)))
}

/// The encoding of that label.
fn named(label: &str) -> Option<Encoding> {
    Some(match label.trim().to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "unicode-1-1-utf-8" => Encoding::Utf8,
        "us-ascii" | "ascii" | "ansi_x3.4-1968" | "iso-8859-1" | "iso8859-1" | "iso88591"
        | "iso_8859-1" | "latin1" | "latin-1" | "l1" | "cp819" | "windows-1252" | "cp1252"
        | "cp-1252" | "x-cp1252" => Encoding::Windows1252,
        "iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "latin-9" | "l9" => {
            Encoding::Latin9
        }
        "utf-16" | "utf16" | "utf-16le" | "utf16le" | "unicode" | "ucs-2" => {
            Encoding::Utf16 { big_endian: false }
        }
        "utf-16be" | "utf16be" => Encoding::Utf16 { big_endian: true },
        _ => return None,
    })
}

impl Encoding {
    fn decode(self, body: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => str::from_utf8(body).ok().map(Cow::Borrowed),
            Self::Windows1252 => Some(body.iter().copied().map(windows_1252).collect()),
            Self::Latin9 => Some(body.iter().copied().map(latin9).collect()),
            Self::Utf16 { big_endian } => utf16(body, big_endian).map(Cow::Owned),
        }
    }
}

fn windows_1252(byte: u8) -> char {
    let own = byte
        .checked_sub(0x80)
        .and_then(|index| WINDOWS_1252.get(usize::from(index)));
    own.copied().unwrap_or(char::from(byte))
}

/// Latin 1, but for eight characters.
fn latin9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        byte => char::from(byte),
    }
}

/// None where a byte is left over. A surrogate without its other half becomes U+FFFD.
fn utf16(body: &[u8], big_endian: bool) -> Option<String> {
    let (pairs, rest) = body.as_chunks::<2>();
    let from = if big_endian {
        u16::from_be_bytes
    } else {
        u16::from_le_bytes
    };
    let units = pairs.iter().map(|pair| from(*pair));
    rest.is_empty().then(|| {
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_their_charset_or_mark() {
        let table: &[(&str, &[u8], &str)] = &[
            ("text/plain", b"a\xc3\xa9", "aé"),
            ("text/plain; charset=UTF-8", b"\xef\xbb\xbfa", "a"),
            ("text/plain", b"\xef\xbb\xbf", ""),
            (
                "text/plain; charset=iso-8859-1",
                b"caf\xe9 \x80\x9f\xff",
                "café €Ÿÿ",
            ),
            ("text/plain;charset=\"Windows-1252\"", b"\x93x\x94", "“x”"),
            ("text/plain; charset=us-ascii", b"a\xe9", "aé"),
            ("text/plain; charset=iso-8859-15", b"5 \xa4", "5 €"),
            ("text/plain; charset=utf-16", b"a\0\xe9\0", "aé"),
            ("text/plain; charset=utf-16", b"\xfe\xff\0a", "a"),
            (
                "text/plain; charset=utf-16be",
                b"\xd8\x3d\xde\x00\0a",
                "😀a",
            ),
            ("text/plain", b"\xff\xfea\0", "a"),
            ("text/plain; charset=utf-16le", b"\x3d\xd8a\0", "\u{fffd}a"),
            // The mark says more than the label.
            (
                "text/plain; charset=iso-8859-1",
                b"\xef\xbb\xbf\xc3\xa9",
                "é",
            ),
            ("text/plain; charset=shift_jis", b"plain", "plain"),
        ];
        for (media_type, body, expected) in table {
            assert_eq!(
                text(body, media_type).as_deref(),
                Ok(*expected),
                "{media_type}"
            );
        }
        let refused = |media_type, body: &[u8]| text(body, media_type).unwrap_err();
        assert!(
            refused("text/plain; charset=shift_jis", b"\x83\x65")
                .contains("`shift_jis` is not supported")
        );
        assert!(refused("text/plain", b"\xe9").contains("not UTF-8"));
        assert!(refused("text/plain; charset=utf-16", b"a").contains("not UTF-16"));
    }
}
