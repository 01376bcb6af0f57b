//! Decodes bytes to text.
//!
//! In: the bytes of a file. Out: its text without a byte order mark, or where and why
//! decoding failed.

/// Why bytes can't be decoded, and where.
pub(crate) struct NotText {
    /// The text with replacement characters, to show the position in it.
    pub(crate) text: String,
    /// The offset of the first invalid byte in `text`.
    pub(crate) offset: usize,
    /// The reason.
    pub(crate) message: String,
}

/// Decodes UTF-8, or UTF-16 if a byte order mark or the zeros of the first character show it.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, _, ..] => Err(NotText {
            text: String::new(),
            offset: 0,
            message: "the text is UTF-32, which is not read".into(),
        }),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => utf16(&bytes, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf16(&bytes, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, ..] => utf8(bytes[3..].to_vec()),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, NotText> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        NotText {
            message: format!("byte `0x{:02x}` is not UTF-8", bytes[offset]),
            text: String::from_utf8_lossy(bytes).into_owned(),
            offset,
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let mut text = String::with_capacity(bytes.len());
    let (pairs, rest) = bytes.as_chunks::<2>();
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(error) => {
                let message = format!(
                    "`0x{:04x}` is half of a surrogate pair",
                    error.unpaired_surrogate()
                );
                return Err(NotText {
                    offset: text.len(),
                    text,
                    message,
                });
            }
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        let message = "the text is UTF-16 and ends in the middle of a character".into();
        Err(NotText {
            offset: text.len(),
            text,
            message,
        })
    }
}
