//! What went wrong when a body was decoded.
//!
//! In: the bytes of a body and a place in it. Out: an error with the path and the text around it.
//! Must not know requests.

use std::fmt;

use super::json::location::{self, Location};

/// How many bytes of the text are shown.
const SNIPPET: usize = 60;

/// A value that isn't what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
    snippet: String,
}

impl DecodeError {
    /// An error about the body as a whole.
    pub(crate) fn whole(message: impl fmt::Display, body: &[u8]) -> Self {
        Self {
            path: location::ROOT.to_owned(),
            message: message.to_string(),
            snippet: snippet(body, 0),
        }
    }

    /// An error about a place in the body.
    pub(super) fn at(body: &[u8], place: Location) -> Self {
        Self {
            snippet: snippet(body, place.offset),
            path: place.path,
            message: place.message,
        }
    }

    /// Where the value is, as in `items[3].content[0].text`; `$` is the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The text around it.
    #[must_use]
    pub fn snippet(&self) -> &str {
        &self.snippet
    }

    /// The same place with another message.
    pub(crate) fn with_message(mut self, message: String) -> Self {
        self.message = message;
        self
    }

    /// The same error for a value within another one, at this path.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        self.path = location::join(outer.to_owned(), &self.path);
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "at `{}`: {}", self.path, self.message)
    }
}

impl std::error::Error for DecodeError {}

/// The text around an offset, with control characters made visible.
pub(crate) fn snippet(body: &[u8], offset: usize) -> String {
    let start = offset.saturating_sub(SNIPPET / 4);
    let end = (start + SNIPPET).min(body.len());
    let mut part = body.get(start..end).unwrap_or_default();
    // A character that is cut off at the start is left out; one cut off at the end becomes `�`
    // below.
    if start > 0 {
        let cut = part.iter().take_while(|byte| **byte & 0xc0 == 0x80).count();
        part = part.get(cut..).unwrap_or_default();
    }
    let text = String::from_utf8_lossy(part);
    let text = if end < body.len() {
        text.trim_end_matches(char::REPLACEMENT_CHARACTER)
    } else {
        &text
    };
    visible(text)
}

/// Control characters would let a server write on the user's terminal.
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c })
        .collect()
}

/// Characters that change the direction in which the rest is shown.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
