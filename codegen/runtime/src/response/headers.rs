//! The headers of a response as a struct.
//!
//! In: the headers, and the struct that a document makes of them. Out: the struct, or the first
//! header that doesn't fit. Must not know bodies.

use http::HeaderMap;

use crate::codec::{self, DecodeError, FromBody};

/// A type that is read from the headers of a response:
/// [`Response::headers_as`](crate::Response::headers_as).
pub trait FromHeaders: Sized {
    /// Reads the headers.
    ///
    /// # Errors
    ///
    /// A header that is missing, or isn't what the document says; [`DecodeError::path`] is its
    /// name.
    fn from_headers(headers: &HeaderMap) -> Result<Self, DecodeError>;
}

/// A header that may be left out.
#[doc(hidden)]
pub fn optional<T: FromBody>(headers: &HeaderMap, name: &str) -> Result<Option<T>, DecodeError> {
    let mut lines = headers.get_all(name).into_iter();
    let Some(first) = lines.next() else {
        return Ok(None);
    };
    let mut text = String::from_utf8_lossy(first.as_bytes()).trim().to_owned();
    // Several lines are one list (RFC 9110, 5.3).
    for line in lines {
        text.push_str(", ");
        text.push_str(String::from_utf8_lossy(line.as_bytes()).trim());
    }
    read(&text).map(Some).map_err(|error| error.within(name))
}

/// A header that must be there.
#[doc(hidden)]
pub fn required<T: FromBody>(headers: &HeaderMap, name: &str) -> Result<T, DecodeError> {
    let missing = || DecodeError::whole("the header is missing", b"").within(name);
    optional(headers, name)?.ok_or_else(missing)
}

/// Reads a value as a text, as JSON (numbers, booleans, `content`), or as a list with commas.
fn read<T: FromBody>(text: &str) -> Result<T, DecodeError> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let listed = |each: &dyn Fn(&str) -> String| {
        let items: Vec<String> = text.split(',').map(|item| each(item.trim())).collect();
        format!("[{}]", items.join(","))
    };
    let error = match codec::decode(quoted(text).as_bytes()) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let others = [
        text.to_owned(),
        listed(&quoted),
        listed(&|item| item.to_owned()),
    ];
    let mut read = others
        .iter()
        .filter_map(|json| codec::decode(json.as_bytes()).ok());
    read.next().ok_or(error)
}
