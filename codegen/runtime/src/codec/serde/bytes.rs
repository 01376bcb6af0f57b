//! Bytes of another format in a JSON text.
//!
//! In: bytes. Out: a string of their digits in a spelling that no other string has in a text that
//! was made of another format. Must not know what the bytes are.

use crate::codec::json::reader::Reader;

/// How a string begins that has bytes in digits: a spelling that no string has in such a text.
const BYTES: &str = "\"\\/";

/// Writes bytes.
pub(crate) fn write(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend(BYTES.bytes());
    for byte in bytes {
        let digits = [byte >> 4, byte & 15];
        out.extend(
            digits
                .iter()
                .filter_map(|digit| DIGITS.get(usize::from(*digit))),
        );
    }
    out.push(b'"');
}

impl Reader<'_> {
    /// Whether bytes of another format are next.
    pub(crate) fn is_bytes(&mut self) -> bool {
        self.transcoded
            && self.peek() == b'"'
            && self
                .text
                .get(self.at..)
                .is_some_and(|rest| rest.starts_with(BYTES))
    }

    /// Takes bytes of another format, if they are next.
    pub(crate) fn bytes(&mut self) -> Option<Vec<u8>> {
        if !self.is_bytes() {
            return None;
        }
        let rest = self.text.get(self.at + BYTES.len()..)?;
        let (digits, _) = rest.split_once('"')?;
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        let pairs = digits.as_bytes().as_chunks::<2>().0.iter();
        let bytes = pairs
            .map(|[high, low]| u8::try_from(digit(high)? << 4 | digit(low)?).ok())
            .collect::<Option<_>>()?;
        self.at += BYTES.len() + digits.len() + 1;
        Some(bytes)
    }
}
