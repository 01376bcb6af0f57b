//! Bodies whose type depends on the status of the response.
//!
//! In: the body of a response, and what the document says of each status. Out: what the generated
//! type makes of it. Must not know requests.

use super::media_type::{essence, is_json};
use crate::codec::{DecodeError, ResponseBody};

impl ResponseBody<'_> {
    /// The error for a status that isn't documented.
    #[must_use]
    pub fn unexpected(&self) -> DecodeError {
        let status = self.status;
        if (200..300).contains(&status) && !self.is_empty() {
            return self.error(format_args!(
                "the status `{status}` is not documented, nor which of the documented types its body has"
            ));
        }
        self.error(format_args!("the status `{status}` is not documented"))
    }

    /// The error for a media type that isn't documented for the status.
    #[must_use]
    pub fn unexpected_media(&self) -> DecodeError {
        self.error(format_args!(
            "the media type `{}` is not documented for the status `{}`",
            self.media_type.escape_debug(),
            self.status
        ))
    }
}

/// The body of a documented status.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documented {
    /// The name of its type; empty without a body.
    pub body: &'static str,
    /// How it is read: as `json`, `text` or `bytes`.
    pub read: &'static str,
}

impl Documented {
    /// Whether a body of that media type can be of this kind.
    fn takes(self, media_type: &str) -> bool {
        let is_json = essence(media_type).is_empty() || is_json(media_type);
        let is_text = !is_json
            && essence(media_type)
                .to_ascii_lowercase()
                .starts_with("text/");
        match self.read {
            "json" => is_json,
            "text" => is_text,
            _ => !is_json && !is_text,
        }
    }
}

/// The documented status whose type an undocumented success is decoded as: the one with such a
/// body, if no other has a body of another type. An empty body counts as absent, even if the status
/// is documented with a body.
fn fallback(body: &ResponseBody<'_>, documented: fn(u16) -> Option<Documented>) -> Option<u16> {
    let successes = 200..300;
    let empty = body.is_empty();
    if !successes.contains(&body.status) || (!empty && documented(body.status).is_some()) {
        return None;
    }
    let all = || {
        let all = successes
            .clone()
            .filter_map(|status| Some((status, documented(status)?)));
        all.filter(|(_, found)| found.body.is_empty() == empty)
    };
    if empty {
        let mut all = all().map(|(status, _)| status);
        let first = all.next();
        return all.find(|status| *status == 204).or(first);
    }
    only(all()).or_else(|| only(all().filter(|(_, found)| found.takes(body.media_type))))
}

/// The first of these statuses, if all have the same body.
fn only(mut all: impl Iterator<Item = (u16, Documented)>) -> Option<u16> {
    let (status, first) = all.next()?;
    all.all(|(_, other)| other == first).then_some(status)
}

/// Reads a type by the status of the response. An undocumented success is read as a documented one
/// if that is unambiguous.
///
/// # Errors
///
/// A status that isn't documented, and a body that isn't what the document says.
#[doc(hidden)]
pub fn by_status<T>(
    body: &ResponseBody<'_>,
    read: fn(&ResponseBody<'_>) -> Result<T, DecodeError>,
    documented: fn(u16) -> Option<Documented>,
) -> Result<T, DecodeError> {
    read(body).or_else(|error| match fallback(body, documented) {
        Some(status) => read(&ResponseBody { status, ..*body }),
        None => Err(error),
    })
}
