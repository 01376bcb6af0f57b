//! How a stream is divided into items.
//!
//! In: what the operation describes, and the head of a response. Out: whether the response is such
//! a stream. Must not know the items.

use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::response::Parts;

use crate::codec::media_type;

/// How a stream is divided into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Not divided: the caller wants the bytes.
    Bytes,
    /// Server-sent events; an item is the data of one.
    Data,
    /// The same, of a document that describes events with nothing but data.
    Inner,
    /// Server-sent events; an item is an object of `data`, which is text, `event`, `id` and
    /// `retry`.
    TextEvents,
    /// The same, the data being JSON.
    JsonEvents,
    /// A JSON text a line, or after each record separator (RFC 7464).
    Lines,
    /// One JSON text after the other, each of which may go over several lines.
    Values,
}

/// Whether a media type, of which a proxy may have made a list, is that of server-sent events.
pub(crate) fn is_event_stream(media_type: &str) -> bool {
    media_type
        .split([',', ';'])
        .any(|part| part.trim().eq_ignore_ascii_case("text/event-stream"))
}

impl Framing {
    /// How a response is read that was asked for so; none where it is something else. What is not
    /// an event stream has no events, so it would seem to have ended without one, and a web page
    /// has a line for an item.
    pub(crate) fn of(self, response: &Parts) -> Option<Self> {
        let media_types = || {
            let all = response.headers.get_all(CONTENT_TYPE).into_iter();
            all.filter_map(|value| value.to_str().ok())
        };
        let is = |name: &'static str| move |media_type: &str| media_type::is(media_type, name);
        let fits = match self {
            Self::Bytes => true,
            Self::Lines if media_types().any(is("application/json")) => return Some(Self::Values),
            Self::Lines | Self::Values => !media_types().any(is("text/html")),
            _ => {
                media_types().all(is(""))
                    || response.status == StatusCode::NO_CONTENT
                    || media_types().any(is_event_stream)
            }
        };
        fits.then_some(self)
    }

    /// Whether the items are server-sent events.
    pub(crate) fn is_events(self) -> bool {
        !matches!(self, Self::Bytes | Self::Lines | Self::Values)
    }
}
