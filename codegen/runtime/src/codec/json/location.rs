//! The location of an error in a text.
//!
//! In: the text and what `serde_json` said. Out: the path of the value, its offset, and the
//! message. Paths are only made when something failed, so decoding doesn't pay for them. Must not
//! know models.

use std::fmt::{self, Write};

use serde::de::IgnoredAny;

use super::read_error::{Failure, ReadError, What};
use super::scan::{Cursor, string};

/// The path of the whole value.
pub(crate) const ROOT: &str = "$";
/// How a message begins that carries a path itself.
const PREFIX: &str = "at `";

/// The location of an error, and its message.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) path: String,
    pub(crate) message: String,
    /// Where the value begins in the text, if it is known.
    pub(crate) offset: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "at `{}`: {}", self.path, self.message)
    }
}

impl Location {
    /// The place of the value at that path and offset, or within it if the message says where.
    pub(crate) fn around(outer: String, offset: usize, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&suffix).unwrap_or(&message);
        let (path, message) = inner(message).unwrap_or((ROOT, message));
        let outer = if outer.is_empty() {
            ROOT.to_owned()
        } else {
            outer
        };
        Self {
            path: join(outer, path),
            message: message.to_owned(),
            offset,
        }
    }
}

impl Location {
    /// The message, with the path unless it is that of the whole value.
    pub(crate) fn said(self) -> String {
        if self.path == ROOT {
            return self.message;
        }
        self.to_string()
    }
}

impl ReadError {
    /// Its location in the text.
    #[cold]
    pub(crate) fn place(self, text: &str) -> Location {
        let Failure { at, what } = *self.0;
        match what {
            What::Message(message) | What::Last(message) => self::at(text.as_bytes(), at, message),
            What::Syntax => {
                if let Some((at, word)) = not_finite(text, at) {
                    let message = format!("`{word}` is not JSON: numbers must be finite");
                    return self::at(text.as_bytes(), at, message);
                }
                // Its own words for it are as good as any.
                match serde_json::from_str::<IgnoredAny>(text) {
                    Err(error) => describe(text.as_bytes(), &error),
                    Ok(_) => self::at(text.as_bytes(), at, "invalid JSON".to_owned()),
                }
            }
        }
    }
}

/// The word that some servers write for a number that JSON does not have, and where it begins.
fn not_finite(text: &str, at: usize) -> Option<(usize, &str)> {
    let (before, _) = text.split_at_checked(at)?;
    let start = before.strip_suffix(['-', '+']).map_or(at, str::len);
    let word = text.get(start..)?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '+' | '_');
    let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
    let word = word.get(..end)?;
    let name = word.trim_start_matches(['-', '+']);
    let known = ["nan", "inf", "infinity"];
    known
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
        .then_some((start, word))
}

/// The location of `error` in `text`.
pub(crate) fn describe(text: &[u8], error: &serde_json::Error) -> Location {
    let (outer, offset) = find(text, offset_of(text, error));
    Location::around(outer, offset, error)
}

/// The place of the value that begins at an offset.
pub(crate) fn at(text: &[u8], offset: usize, message: String) -> Location {
    let (path, offset) = find(text, offset);
    Location {
        path,
        message,
        offset,
    }
}

/// Splits a message that carries a path.
pub(crate) fn inner(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix(PREFIX)?.split_once("`: ")
}

/// The path of a value within another one.
pub(crate) fn join(outer: String, inner: &str) -> String {
    match inner {
        ROOT => outer,
        _ if outer == ROOT => inner.to_owned(),
        _ if inner.starts_with('[') => outer + inner,
        _ => outer + "." + inner,
    }
}

/// The offset of a line and column, both counted from one and in bytes.
fn offset_of(text: &[u8], error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(1);
    let start = match line.checked_sub(1) {
        None => 0,
        Some(line) => text
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(line)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    (start + error.column()).min(text.len())
}

/// One step from the root to a value.
enum Step<'a> {
    /// In an object, the name not yet read.
    Object,
    Member(&'a [u8]),
    Element(usize),
}

/// The path of the value that ends or begins at an offset, and where it begins.
fn find(text: &[u8], offset: usize) -> (String, usize) {
    let mut cursor = Cursor::new(text);
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut start = 0;
    while let Some(byte) = cursor.peek() {
        match byte {
            b',' | b':' => {
                // What follows is another value than the one that ended here.
                if cursor.at >= offset {
                    break;
                }
                cursor.at += 1;
                match steps.last_mut() {
                    Some(Step::Element(index)) => *index += 1,
                    Some(step) if byte == b',' => *step = Step::Object,
                    _ => {}
                }
                continue;
            }
            b'}' | b']' => {
                // The place is before the end, so it is the value inside that is meant.
                if cursor.at >= offset {
                    break;
                }
                cursor.at += 1;
                steps.pop();
                start = starts.pop().unwrap_or_default();
            }
            b'"' if matches!(steps.last(), Some(Step::Object)) => {
                let name = cursor.scalar();
                steps.pop();
                steps.push(Step::Member(name));
                start = cursor.at;
            }
            _ => {
                start = cursor.at;
                if cursor.at >= offset {
                    break;
                }
                match byte {
                    b'{' | b'[' => {
                        starts.push(start);
                        cursor.at += 1;
                        steps.push(match byte {
                            b'{' => Step::Object,
                            _ => Step::Element(0),
                        });
                        continue;
                    }
                    _ => {
                        cursor.scalar();
                        // An unexpected byte is skipped, so that the loop ends.
                        cursor.at = cursor.at.max(start + 1);
                    }
                }
            }
        }
        if cursor.at >= offset {
            break;
        }
    }
    (render(&steps), start)
}

/// Adds a name: one that needs no quotes after a dot, another in brackets as a JSON string.
pub(crate) fn push_name(path: &mut String, name: &str) {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    if !name.is_empty() && name.chars().all(is_plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        let quoted = format!("{name:?}").replace('`', "\\u{60}");
        let _ = write!(path, "[{quoted}]");
    }
}

/// The path of a place.
fn render(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Object => {}
            Step::Element(index) => {
                let _ = write!(path, "[{index}]");
            }
            Step::Member(name) => push_name(&mut path, &string(name)),
        }
    }
    if path.is_empty() {
        path.push_str(ROOT);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str, at: &str) -> String {
        find(text.as_bytes(), text.find(at).unwrap() + at.len()).0
    }

    #[test]
    fn paths_of_values() {
        let text = r#"{"items": [{"a": 1}, {"b c": [true, "x"], "d": {}}], "e": null}"#;
        assert_eq!(path(text, "1"), "items[0].a");
        assert_eq!(path(text, "true"), "items[1][\"b c\"][0]");
        assert_eq!(path(text, "\"x\""), "items[1][\"b c\"][1]");
        assert_eq!(path(text, "{}"), "items[1].d");
        assert_eq!(path(text, "{}}"), "items[1]");
        assert_eq!(path(text, "null"), "e");
        assert_eq!(path(text, "null}"), ROOT);
        assert_eq!(path(text, "\"items\": "), "items");
        assert_eq!(path("", ""), ROOT);
    }

    #[test]
    fn paths_are_joined() {
        assert_eq!(join("a".into(), "$"), "a");
        assert_eq!(join("$".into(), "[1]"), "[1]");
        assert_eq!(join("a".into(), "[1].b"), "a[1].b");
        assert_eq!(join("a[0]".into(), "b"), "a[0].b");
    }
}
