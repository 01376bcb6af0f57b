//! Walking over a JSON text without decoding it.
//!
//! In: a text, mostly one that was already found to be valid. Out: the texts of members and
//! elements. A text that isn't valid ends the walk early; nothing here can fail or recurse. Must
//! not know what is looked for.

use std::borrow::Cow;
use std::ops::Range;

use super::strings::{plain, structural, unescape};

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that isn't white space, not yet taken.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Takes the next byte if it is this one.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Skips a string or a literal and returns its text.
    pub(crate) fn scalar(&mut self) -> &'a [u8] {
        let start = self.at;
        if self.peek() == Some(b'"') {
            self.at += 1;
            loop {
                self.at = plain(self.text, self.at);
                match self.text.get(self.at) {
                    Some(b'"') => {
                        self.at += 1;
                        break;
                    }
                    Some(b'\\') => self.at += 2,
                    Some(_) => self.at += 1,
                    None => break,
                }
            }
        } else {
            while let Some(byte) = self.text.get(self.at) {
                if matches!(
                    byte,
                    b',' | b':' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'
                ) {
                    break;
                }
                self.at += 1;
            }
        }
        // An escape at the very end points beyond it.
        self.at = self.at.min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Skips a whole value and returns its text.
    pub(crate) fn value(&mut self) -> &'a [u8] {
        if !matches!(self.peek(), Some(b'{' | b'[')) {
            return self.scalar();
        }
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            self.at = structural(self.text, self.at);
            match self.text.get(self.at) {
                Some(b'"') => {
                    self.scalar();
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(_) => depth = depth.saturating_sub(1),
                None => break,
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }
}

/// The parts of the array or object that begins at a place with `open`: the name of each, empty in
/// an array, and where its value begins and ends, to which `pass` leads. None where another value
/// begins.
pub(crate) fn parts<'t>(
    text: &'t str,
    at: usize,
    open: u8,
    mut pass: impl FnMut(&mut Cursor<'t>),
) -> impl Iterator<Item = (Cow<'t, str>, Range<usize>)> {
    let mut cursor = Cursor {
        text: text.as_bytes(),
        at,
    };
    let is_object = open == b'{';
    let close = if is_object { b'}' } else { b']' };
    let mut more = cursor.eat(open) && cursor.peek() != Some(close);
    std::iter::from_fn(move || {
        if !more {
            return None;
        }
        let mut name = Cow::Borrowed("");
        if is_object {
            if cursor.peek()? != b'"' {
                return None;
            }
            let start = cursor.at;
            let quoted = cursor.scalar();
            name = match text.get(start + 1..cursor.at.saturating_sub(1)) {
                Some(inner) if !inner.as_bytes().contains(&b'\\') => Cow::Borrowed(inner),
                _ => string(quoted),
            };
            cursor.eat(b':');
        }
        cursor.peek();
        let start = cursor.at;
        pass(&mut cursor);
        let value = start..cursor.at;
        more = cursor.eat(b',');
        Some((name, value))
    })
}

/// The names and texts of an object's members; none where it isn't an object.
pub(crate) fn members(text: &str) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    let members = parts(text, 0, b'{', |cursor| {
        cursor.value();
    });
    members.map(|(name, value)| (name, text.get(value).unwrap_or_default()))
}

/// The texts of an array's elements; none where it isn't an array.
pub(crate) fn elements(text: &str) -> impl Iterator<Item = &str> {
    let elements = parts(text, 0, b'[', |cursor| {
        cursor.value();
    });
    elements.map(|(_, value)| text.get(value).unwrap_or_default())
}

/// The value of a string's text; only escapes need a copy.
pub(crate) fn string(text: &[u8]) -> Cow<'_, str> {
    let inner = text.strip_prefix(b"\"").unwrap_or(text);
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    if !inner.contains(&b'\\')
        && let Ok(inner) = str::from_utf8(inner)
    {
        return Cow::Borrowed(inner);
    }
    let text = str::from_utf8(text).ok();
    match text.and_then(|text| unescape(text, 1).ok()) {
        Some((_, value)) => Cow::Owned(value),
        None => String::from_utf8_lossy(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_elements() {
        let text = r#" { "a\"b" : [1, {"x": "]"}] , "c":"d" } "#;
        let found: Vec<_> = members(text).collect();
        assert_eq!(found[0], (Cow::Borrowed("a\"b"), r#"[1, {"x": "]"}]"#));
        assert_eq!(found[1], (Cow::Borrowed("c"), r#""d""#));
        assert_eq!(found.len(), 2);
        let found: Vec<_> = elements(found[0].1).collect();
        assert_eq!(found, ["1", r#"{"x": "]"}"#]);
        assert_eq!(members("{}").count(), 0);
        assert_eq!(elements("[ ]").count(), 0);
    }

    #[test]
    fn broken_texts_end() {
        for text in [
            "{", "{\"", "{\"a\\", "{\"a\":", "[", "[1,", "[,", "{,", "[[", "{\"a\" 1",
        ] {
            assert!(members(text).count() < 4, "{text}");
            assert!(elements(text).count() < 4, "{text}");
        }
    }
}
