//! Lookahead: the content of a value, before it is read.
//!
//! In: a text, and where a value begins. Out: its parts and its end. A value is looked at by each
//! union that it may be a variant of, and by those around it. So that this takes a time linear in
//! the text, the ends of all arrays and objects are found at once where much was looked at: then
//! passing over one takes a moment. Must not know what is looked for.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::depth::LIMIT;
use super::scan::{Cursor, parts};
use super::strings::structural;

/// How often a text is looked at, as a whole, before the ends of its arrays and objects are found.
const TIMES: usize = 4;

/// How many bytes of any text may be looked at before.
const FREE: usize = 1 << 12;

/// A text, and how much of it was looked at.
#[derive(Debug)]
pub(crate) struct Lookahead<'t> {
    text: &'t str,
    /// In bytes, each as often as it was looked at.
    looked: Cell<usize>,
    /// Where the arrays and objects begin and end, in the order of their beginnings.
    ends: OnceCell<Vec<(usize, usize)>>,
}

impl<'t> Lookahead<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            looked: Cell::new(0),
            ends: OnceCell::new(),
        }
    }

    /// Where the string, the number or the literal is that begins at a place, or the bracket of an
    /// array or object.
    pub(crate) fn first(&self, at: usize) -> Range<usize> {
        if self.is_open(at) {
            return at..at + 1;
        }
        at..self.end(at)
    }

    /// The text from one place to another.
    pub(crate) fn text(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The names of the members of an object, and where their values are; none where it isn't an
    /// object.
    pub(crate) fn members(&self, at: usize) -> impl Iterator<Item = (Cow<'t, str>, Range<usize>)> {
        self.parts(at, b'{')
    }

    /// Where the elements of an array are; none where it isn't an array.
    pub(crate) fn elements(&self, at: usize) -> impl Iterator<Item = Range<usize>> {
        self.parts(at, b'[').map(|(_, value)| value)
    }

    fn parts(&self, at: usize, open: u8) -> impl Iterator<Item = (Cow<'t, str>, Range<usize>)> {
        let mut from = at;
        parts(self.text, at, open, move |cursor| {
            self.count(cursor.at - from);
            cursor.at = self.end(cursor.at);
            from = cursor.at;
        })
    }

    /// The end of the value that begins at a place.
    pub(crate) fn end(&self, at: usize) -> usize {
        if let Some(end) = self.found(at) {
            self.count(1);
            return end;
        }
        let mut cursor = self.cursor(at);
        cursor.value();
        self.count(cursor.at - at);
        cursor.at
    }

    /// The end of the array or object that begins at a place, where the ends were found.
    fn found(&self, at: usize) -> Option<usize> {
        let is_much = self.looked.get() / TIMES > self.text.len() + FREE / TIMES;
        if !is_much || !self.is_open(at) {
            return None;
        }
        let ends = self.ends.get_or_init(|| {
            self.count(self.text.len());
            ends(self.text.as_bytes())
        });
        let found = ends.binary_search_by_key(&at, |(start, _)| *start).ok()?;
        ends.get(found).map(|(_, end)| *end)
    }

    fn is_open(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).copied().is_some_and(is_open)
    }

    fn cursor(&self, at: usize) -> Cursor<'t> {
        Cursor {
            text: self.text.as_bytes(),
            at,
        }
    }

    fn count(&self, bytes: usize) {
        self.looked.set(self.looked.get() + bytes);
    }

    /// How many bytes were looked at, each as often as it was.
    #[cfg(test)]
    pub(crate) fn looked(&self) -> usize {
        self.looked.get()
    }
}

fn is_open(byte: u8) -> bool {
    matches!(byte, b'{' | b'[')
}

/// Where the arrays and objects of a text begin and end, but for those that are too deep to be
/// read.
fn ends(text: &[u8]) -> Vec<(usize, usize)> {
    let mut cursor = Cursor::new(text);
    let mut found = Vec::new();
    let mut open = Vec::new();
    let mut deeper = 0_usize;
    loop {
        cursor.at = structural(text, cursor.at);
        match text.get(cursor.at) {
            Some(b'"') => {
                cursor.scalar();
                continue;
            }
            Some(byte) if is_open(*byte) => {
                if open.len() < LIMIT {
                    open.push(found.len());
                    found.push((cursor.at, text.len()));
                } else {
                    deeper += 1;
                }
            }
            Some(_) if deeper > 0 => deeper -= 1,
            Some(_) => {
                if let Some(last) = open.pop().and_then(|last| found.get_mut(last)) {
                    last.1 = cursor.at + 1;
                }
            }
            None => return found,
        }
        cursor.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scans a text for the end of every array and object in it.
    fn much(text: &str) -> Lookahead<'_> {
        let ahead = Lookahead::new(text);
        ahead.count(TIMES * (text.len() + FREE));
        ahead
    }

    #[test]
    fn found_ends_are_those_that_are_looked_for() {
        let deep = format!("[{}1{},2]", "[".repeat(200), "]".repeat(200));
        for text in [
            r#" { "a\"b]" : [1, {"x": "]"}] , "c":"d", "e": {} } "#,
            "[[],[[]],{}]",
            // A text that is not JSON ends, too.
            r#"{"a":[1,{"b"#,
            "[1]]],[2",
            r#"["\"#,
            &deep,
        ] {
            for at in 0..text.len() {
                if is_open(text.as_bytes()[at]) {
                    let (plain, much) = (Lookahead::new(text), much(text));
                    assert_eq!(plain.end(at), much.end(at), "{at} in {text}");
                    assert_eq!(plain.found(at), None);
                    let parts = |ahead: &Lookahead<'_>| -> Vec<_> {
                        let elements = ahead.elements(at).map(|value| (String::new(), value));
                        let members = ahead.members(at);
                        let members = members.map(|(name, value)| (name.into_owned(), value));
                        members.chain(elements).collect()
                    };
                    assert_eq!(parts(&plain), parts(&much), "{at} in {text}");
                }
            }
        }
    }

    #[test]
    fn what_ends_are_found_is_looked_at_once() {
        let text = format!("[{}]", "[[[1,2,3]],\"[\"],".repeat(100));
        let ahead = much(&text);
        let before = ahead.looked();
        for _ in 0..100 {
            assert_eq!(ahead.end(0), text.len());
        }
        assert_eq!(ahead.looked() - before, text.len() + 100);
    }
}
