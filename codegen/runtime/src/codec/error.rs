//! What went wrong when a body was decoded.
//!
//! In: the bytes of a body. Out: a value, or an error with the path and the text around it. Must
//! not know requests.

use std::fmt;

use serde::de::DeserializeOwned;

use super::Format;
use super::charset;
use super::entry;
use super::media_type::is_one_of;
use super::place::{self, Place};
use super::status::StatusReader;
use super::strings::without_halves;
use super::text::{BytesReader, EmptyReader, TextReader};

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
    pub(super) fn new(path: &str, message: impl fmt::Display, snippet: String) -> Self {
        Self {
            path: path.to_owned(),
            message: message.to_string(),
            snippet,
        }
    }

    /// An error about the body as a whole.
    pub(crate) fn whole(message: impl fmt::Display, body: &[u8]) -> Self {
        Self::new("$", message, snippet(body, 0))
    }

    /// Where the value stands, as in `items[3].content[0].text`; `$` is the whole.
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

    /// The same error of a value that stands within another one, at that path.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        self.path = place::join(outer.to_owned(), &self.path);
        self
    }

    fn with_snippet(mut self, body: &[u8]) -> Self {
        if self.snippet.is_empty() {
            self.snippet = snippet(body, 0);
        }
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "at `{}`: {}", self.path, self.message)
    }
}

impl std::error::Error for DecodeError {}

impl serde::de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        match place::inner(&message) {
            Some((path, message)) => Self::new(path, message, String::new()),
            None => Self::new("$", message, String::new()),
        }
    }
}

/// Decodes a JSON text.
///
/// ```
/// use specwright_runtime::codec;
///
/// let error = codec::decode::<Vec<Vec<u8>>>(b"[[1], [2, true]]").unwrap_err();
/// assert_eq!(error.path(), "[1][1]");
/// ```
///
/// # Errors
///
/// A text that isn't JSON or isn't a `T`; the error names the path and shows the place.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    // A byte order mark is no JSON, but some servers send it.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match str::from_utf8(body) {
        Ok(text) => {
            let mut read = entry::decode(text);
            // Models take half a character for U+FFFD, and other types stumble over it.
            if read.is_err()
                && let Some(whole) = without_halves(text)
            {
                read = entry::decode(&whole);
            }
            read.map_err(|failed| explain(body, failed.place(text)))
        }
        Err(error) => {
            let message = "the text is not UTF-8".to_owned();
            Err(explain(body, place::at(body, error.valid_up_to(), message)))
        }
    }
}

fn explain(body: &[u8], place: Place) -> DecodeError {
    if body.is_empty() {
        return DecodeError::new("$", "the body is empty", String::new());
    }
    DecodeError {
        snippet: snippet(body, place.offset),
        path: place.path,
        message: place.message,
    }
}

/// Decodes a body as the operation says.
pub(crate) fn decode_as<T: DeserializeOwned>(
    format: Format,
    status: u16,
    media_type: &str,
    body: &[u8],
) -> Result<T, DecodeError> {
    let read = match format {
        // A model of nothing at all takes whatever comes, and an optional one takes nothing.
        Format::Json if std::any::type_name::<T>() == "()" => T::deserialize(EmptyReader),
        Format::Json if body.trim_ascii().is_empty() => {
            T::deserialize(EmptyReader).map_err(|_| DecodeError::whole("the body is empty", body))
        }
        Format::JsonExcept(others) if is_one_of(media_type, others) && !body.is_empty() => {
            let message = format!(
                "it is `{}`, which was not asked for",
                media_type.escape_debug()
            );
            Err(DecodeError::whole(message, body))
        }
        Format::JsonExcept(_) => return decode_as(Format::Json, status, media_type, body),
        Format::Json => {
            // RFC 8259 asks for UTF-8, but some servers send what their `charset` says.
            return decode(body).or_else(|error| {
                match charset::other_than_utf8(body, media_type) {
                    Some(text) => decode(text.as_bytes()),
                    None => Err(error),
                }
            });
        }
        Format::Text => match charset::text(body, media_type) {
            Ok(text) => T::deserialize(TextReader(text)),
            Err(message) => Err(DecodeError::whole(message, body)),
        },
        Format::Bytes => T::deserialize(BytesReader(body)),
        Format::Empty => T::deserialize(EmptyReader),
        Format::ByStatus => T::deserialize(StatusReader {
            status,
            media_type,
            body,
        }),
    };
    read.map_err(|error| error.with_snippet(body))
}

/// The text around an offset, with control characters made visible.
pub(crate) fn snippet(body: &[u8], offset: usize) -> String {
    let start = offset.saturating_sub(SNIPPET / 4);
    let end = (start + SNIPPET).min(body.len());
    let mut part = body.get(start..end).unwrap_or_default();
    // A character that was cut in front is left out; one that was cut behind becomes `�` below.
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
