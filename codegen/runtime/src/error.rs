//! What can go wrong, before, while and after a request is sent.
//!
//! In: the parts of an error. Out: types that name the operation and never show a secret: no URL,
//! no request header, no request body. Must not know how requests are sent.

mod request;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::de::{Deserialize, Deserializer};

pub use self::request::{BuildError, RequestError};
use crate::auth::TokenError;
use crate::codec::DecodeError;
use crate::transport::TransportError;

/// Which operation was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    pub(crate) method: Method,
    pub(crate) template: &'static str,
    /// The method that reads the other form of the response: whole, or as a stream.
    pub(crate) beside: Option<&'static str>,
}

impl CallSite {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as the document has it, with the parameters' names.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.template
    }
}

impl fmt::Display for CallSite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.template)
    }
}

/// The body of an answer that is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody<E> {
    /// What the document describes.
    Typed(E),
    /// Anything else, as it came; a very long body is cut off.
    Raw(Bytes),
}

/// Why a call failed.
///
/// `E` is the operation's own error type.
#[non_exhaustive]
pub enum Error<E = NoError> {
    /// The server answered with a status that isn't a success.
    #[non_exhaustive]
    Api {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body.
        body: Box<ErrorBody<E>>,
        /// The beginning of the body as text.
        excerpt: String,
        /// The operation.
        site: Box<CallSite>,
    },
    /// No answer came, or it broke off.
    #[non_exhaustive]
    Transport {
        /// What happened.
        error: TransportError,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The call took longer than it was given.
    #[non_exhaustive]
    Timeout {
        /// The time it was given.
        after: Duration,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The answer was a success, but not what the document says.
    #[non_exhaustive]
    Decode {
        /// Where the value stands, as in `items[3].content[0].text`; `$` is the whole.
        path: String,
        /// The text around it.
        snippet: String,
        /// What is wrong with it.
        message: String,
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The request was not sent, because it can't be.
    #[non_exhaustive]
    Request {
        /// What is wrong with it.
        error: RequestError,
        /// The operation.
        site: Box<CallSite>,
    },
}

impl<E> Error<E> {
    pub(crate) fn decode(
        error: &DecodeError,
        status: StatusCode,
        headers: HeaderMap,
        site: CallSite,
    ) -> Self {
        Self::Decode {
            path: error.path().to_owned(),
            snippet: error.snippet().to_owned(),
            message: error.message().to_owned(),
            status,
            headers: Box::new(headers),
            site: Box::new(site),
        }
    }

    pub(crate) fn api(
        status: StatusCode,
        headers: HeaderMap,
        body: ErrorBody<E>,
        bytes: &[u8],
        site: CallSite,
    ) -> Self {
        Self::Api {
            status,
            headers: Box::new(headers),
            body: Box::new(body),
            excerpt: excerpt(bytes),
            site: Box::new(site),
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn site(&self) -> &CallSite {
        match self {
            Self::Api { site, .. }
            | Self::Transport { site, .. }
            | Self::Timeout { site, .. }
            | Self::Decode { site, .. }
            | Self::Request { site, .. } => site,
        }
    }

    /// The status of the answer, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api { status, .. } | Self::Decode { status, .. } => Some(*status),
            Self::Transport { .. } | Self::Timeout { .. } | Self::Request { .. } => None,
        }
    }

    /// The headers of the answer, if one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api { headers, .. } | Self::Decode { headers, .. } => Some(headers),
            Self::Transport { .. } | Self::Timeout { .. } | Self::Request { .. } => None,
        }
    }

    /// The body of the answer, if it was an error.
    #[must_use]
    pub fn body(&self) -> Option<&ErrorBody<E>> {
        match self {
            Self::Api { body, .. } => Some(body),
            _ => None,
        }
    }

    /// The operation's own error, if the answer was one.
    #[must_use]
    pub fn typed(&self) -> Option<&E> {
        match self.body()? {
            ErrorBody::Typed(error) => Some(error),
            ErrorBody::Raw(_) => None,
        }
    }

    /// The identifier that the server gave to the request, for asking its makers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        crate::response::request_id(self.headers()?)
    }

    /// Whether the call took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout { .. } => true,
            Self::Transport { error, .. } => error.is_timeout(),
            Self::Api { status, .. } => {
                matches!(
                    *status,
                    StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT
                )
            }
            _ => false,
        }
    }

    /// Whether the same call could succeed another time.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api { status, .. } => crate::retry::is_transient(*status),
            Self::Transport { error, .. } => error.is_transient(),
            Self::Timeout { .. } => true,
            Self::Request { error, .. } => {
                error.token_error().is_some_and(TokenError::is_transient)
            }
            Self::Decode { .. } => false,
        }
    }
}

/// The beginning of a body, for a message.
fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = 200;
    let end = body.len().min(LENGTH);
    let text = String::from_utf8_lossy(body.get(..end).unwrap_or_default());
    let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER).trim();
    let mut text = crate::codec::visible(text);
    if body.len() > LENGTH {
        text.push('…');
    }
    text
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.site())?;
        match self {
            Self::Api {
                status, excerpt, ..
            } => {
                write!(formatter, "the server answered {status}")?;
                if excerpt.is_empty() {
                    return Ok(());
                }
                write!(formatter, ": {excerpt}")
            }
            Self::Transport { error, .. } => error.fmt(formatter),
            Self::Timeout { after, .. } => write!(formatter, "no answer within {after:?}"),
            Self::Decode {
                path,
                snippet,
                message,
                ..
            } => write!(
                formatter,
                "unexpected answer at `{path}`: {message}, near `{snippet}`"
            ),
            Self::Request { error, .. } => error.fmt(formatter),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.site().to_string();
        match self {
            Self::Api {
                status,
                headers,
                body,
                ..
            } => formatter
                .debug_struct("Api")
                .field("call", &site)
                .field("status", status)
                .field("headers", &crate::response::Shown(headers))
                .field("body", body)
                .finish_non_exhaustive(),
            Self::Transport { error, .. } => formatter
                .debug_struct("Transport")
                .field("call", &site)
                .field("error", error)
                .finish(),
            Self::Timeout { after, .. } => formatter
                .debug_struct("Timeout")
                .field("call", &site)
                .field("after", after)
                .finish(),
            Self::Decode {
                path,
                snippet,
                message,
                status,
                ..
            } => formatter
                .debug_struct("Decode")
                .field("call", &site)
                .field("status", status)
                .field("path", path)
                .field("message", message)
                .field("snippet", snippet)
                .finish_non_exhaustive(),
            Self::Request { error, .. } => formatter
                .debug_struct("Request")
                .field("call", &site)
                .field("error", error)
                .finish(),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport { error, .. } => error.source(),
            _ => None,
        }
    }
}

/// The error type of an operation whose document describes no error: every body stays raw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoError {}

impl<'de> Deserialize<'de> for NoError {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("no error is documented"))
    }
}
