//! Reading a JSON text from its beginning to its end.
//!
//! In: a text. Out: its names, strings, numbers and literals, one after the other. There is one
//! reader for all models, so that none of them is compiled for each format. Nothing here recurses.
//! Must not know models.

use std::borrow::Cow;

use super::depth::{LIMIT, STACK};
use super::lookahead::Lookahead;
use super::read_error::ReadError;
use super::strings;
use crate::codec::model::member::Member;
use crate::codec::model::weak::WeakMembers;

/// A place in a JSON text.
#[doc(hidden)]
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent states of the place that is read"
)]
pub struct Reader<'de> {
    pub(crate) text: &'de str,
    pub(crate) at: usize,
    /// How many arrays and objects the place is in.
    pub(crate) depth: usize,
    /// How much of a stack the values take that the place is in, and the last of them on its own.
    pub(crate) weight: usize,
    pub(crate) own_weight: usize,
    /// What was looked at before it is read.
    pub(crate) ahead: Lookahead<'de>,
    /// Up to where the text was read and so is JSON, though the place went back.
    pub(crate) checked: usize,
    /// How many bytes were read again, as other members of unions.
    pub(crate) read_again: usize,
    /// The same, for the members of flattened fields.
    pub(crate) flat_again: usize,
    /// How many bytes were read again at all.
    #[cfg(test)]
    pub(crate) went_back: usize,
    /// How many unions around the place are trying their members.
    pub(crate) tries: usize,
    /// Where the innermost union begins, and how many begin there.
    pub(crate) unions: (usize, usize),
    /// Whether what is read may turn out to be another member of a union.
    pub(crate) picking: bool,
    /// The tag by which the object that is next was chosen.
    pub(crate) tag: Option<&'static str>,
    /// Whether a tag may have been met again.
    pub(crate) tag_again: bool,
    /// Where the object begins that was just read.
    pub(crate) begun: usize,
    /// Whether the object that is next may be read into fields that were read before.
    pub(crate) again: bool,
    /// Whether numbers may be sent as strings.
    pub(crate) numeric: bool,
    /// Whether the text was made of another format, with what that has beside JSON (see
    /// [`transcode`](crate::codec::transcode)).
    pub(crate) transcoded: bool,
    /// The members that the object that is next shares with the one whose field it is: that one has
    /// them.
    pub(crate) around: &'static [Member],
    /// Only what is described is read, and these members describe nothing: see [`WeakMembers`].
    pub(crate) strict: Option<WeakMembers>,
}

impl<'de> Reader<'de> {
    /// The beginning of a text.
    #[must_use]
    pub fn new(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            weight: 0,
            own_weight: 0,
            ahead: Lookahead::new(text),
            checked: 0,
            read_again: 0,
            flat_again: 0,
            #[cfg(test)]
            went_back: 0,
            tries: 0,
            unions: (usize::MAX, 0),
            picking: false,
            tag: None,
            tag_again: false,
            begun: 0,
            again: false,
            // Only objects know better.
            numeric: true,
            transcoded: false,
            around: &[],
            strict: None,
        }
    }

    /// The next byte that isn't white space, not yet taken; 0 at the end.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return *byte;
            }
            self.at += 1;
        }
        0
    }

    /// Nothing may follow.
    pub(crate) fn end(&mut self) -> Result<(), ReadError> {
        self.peek();
        if self.at < self.text.len() {
            return Err(self.syntax());
        }
        Ok(())
    }

    /// The error of a text that is not JSON.
    #[cold]
    pub(crate) fn syntax(&self) -> ReadError {
        ReadError::syntax(self.at)
    }

    /// The error of a value that begins here and is of another type.
    #[cold]
    pub(crate) fn unexpected(&mut self, expected: &str) -> ReadError {
        let first = self.peek();
        let start = self.at;
        let found = match first {
            b'{' => "map".to_owned(),
            b'[' => "sequence".to_owned(),
            b'"' if self.is_bytes() => "byte array".to_owned(),
            b'"' => match self.quoted() {
                Ok(text) => format!("string {text:?}"),
                Err(error) => return error,
            },
            b'n' | b't' | b'f' => match self.literal() {
                Ok("null") => "null".to_owned(),
                Ok(word) => format!("boolean `{word}`"),
                Err(error) => return error,
            },
            _ => match self.number() {
                Ok((number, true)) => format!("integer `{number}`"),
                Ok((number, false)) => format!("floating point `{number}`"),
                Err(error) => return error,
            },
        };
        ReadError::new(start, format!("invalid type: {found}, expected {expected}"))
    }

    /// Goes into an array or an object, whose first byte is next.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), ReadError> {
        if self.depth >= LIMIT {
            return Err(ReadError::last(
                self.at,
                format!("values are nested more than {LIMIT} deep"),
            ));
        }
        if self.weight > STACK {
            let message = "values are nested too deep for their size".to_owned();
            return Err(ReadError::last(self.at, message));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether an item follows in the array or object that ends with `close`; it is left at its
    /// end.
    #[inline]
    pub(crate) fn more(&mut self, first: &mut bool, close: u8) -> Result<bool, ReadError> {
        let next = self.peek();
        if next == close {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if std::mem::take(first) {
            return Ok(true);
        }
        if next != b',' {
            return Err(self.syntax());
        }
        self.at += 1;
        if self.peek() == close {
            return Err(self.syntax());
        }
        Ok(true)
    }

    /// The name of a member and the colon.
    #[inline]
    pub(crate) fn name(&mut self) -> Result<Cow<'de, str>, ReadError> {
        if self.peek() != b'"' {
            return Err(self.syntax());
        }
        let name = self.quoted()?;
        if self.peek() != b':' {
            return Err(self.syntax());
        }
        self.at += 1;
        Ok(name)
    }

    /// A string.
    #[inline]
    pub(crate) fn string(&mut self, expected: &str) -> Result<Cow<'de, str>, ReadError> {
        if self.peek() != b'"' || self.is_bytes() {
            return Err(self.unexpected(expected));
        }
        self.quoted()
    }

    /// Reads a string whose quotation mark is next; borrowed unless it contains escapes.
    #[inline]
    fn quoted(&mut self) -> Result<Cow<'de, str>, ReadError> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let end = strings::plain(bytes, start);
        if bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        let (end, text) = strings::unescape(self.text, start)?;
        self.at = end;
        Ok(Cow::Owned(text))
    }

    /// Takes a null, if there is one.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != b'n' {
            return Ok(false);
        }
        self.literal().map(|_| true)
    }

    /// A boolean.
    pub(crate) fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.peek() {
            b't' | b'f' => Ok(self.literal()? == "true"),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// `null`, `true` or `false`.
    pub(crate) fn literal(&mut self) -> Result<&'static str, ReadError> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        for word in ["null", "true", "false"] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(word);
            }
        }
        Err(self.syntax())
    }

    /// The text of a number, and whether it has neither fraction nor exponent.
    pub(crate) fn number(&mut self) -> Result<(&'de str, bool), ReadError> {
        self.peek();
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            let first = at;
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            (at > first).then_some(at)
        };
        let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
        let leading_zero = bytes.get(at) == Some(&b'0');
        let first = at;
        let Some(end) = digits(at) else {
            return self.not_finite(start).ok_or_else(|| ReadError::syntax(at));
        };
        at = end;
        if leading_zero && at > first + 1 {
            return Err(ReadError::syntax(first + 1));
        }
        let mut whole = true;
        if bytes.get(at) == Some(&b'.') {
            whole = false;
            at = digits(at + 1).ok_or_else(|| ReadError::syntax(at + 1))?;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            whole = false;
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            at = digits(at + 1 + sign).ok_or_else(|| ReadError::syntax(at + 1 + sign))?;
        }
        self.at = at;
        Ok((self.text.get(start..at).unwrap_or_default(), whole))
    }

    /// A number that JSON does not have, but the format of which the text was made.
    #[cold]
    fn not_finite(&mut self, start: usize) -> Option<(&'de str, bool)> {
        let rest = self.text.get(start..).filter(|_| self.transcoded)?;
        let words = ["NaN", "inf", "-inf"];
        let word = words.into_iter().find(|word| rest.starts_with(word))?;
        self.at = start + word.len();
        Some((word, false))
    }

    /// Whether a number is next.
    pub(crate) fn is_number(&mut self) -> bool {
        matches!(self.peek(), b'-' | b'0'..=b'9')
            || self.transcoded && matches!(self.peek(), b'N' | b'i')
    }

    /// Passes over a value, which is checked all the same. What is in it may be nested as deep as
    /// it likes.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        if self.at < self.checked && self.pass() {
            return Ok(());
        }
        let outer = self.depth;
        // What ends the arrays and objects that are open.
        let mut open: Vec<u8> = Vec::new();
        loop {
            let mut first = match self.peek() {
                b'{' => {
                    open.push(b'}');
                    true
                }
                b'[' => {
                    open.push(b']');
                    true
                }
                b'"' => {
                    self.at = strings::pass(self.text.as_bytes(), self.at + 1)?;
                    false
                }
                b'n' | b't' | b'f' => {
                    self.literal()?;
                    false
                }
                _ => {
                    self.number()?;
                    false
                }
            };
            if first {
                self.at += 1;
            }
            loop {
                let Some(close) = open.last().copied() else {
                    self.depth = outer;
                    return Ok(());
                };
                // `more` counts the level that ends.
                self.depth = 1;
                if self.more(&mut first, close)? {
                    if close == b'}' {
                        if self.peek() != b'"' {
                            return Err(self.syntax());
                        }
                        self.at = strings::pass(self.text.as_bytes(), self.at + 1)?;
                        if self.peek() != b':' {
                            return Err(self.syntax());
                        }
                        self.at += 1;
                    }
                    break;
                }
                open.pop();
                first = false;
            }
        }
    }
}
