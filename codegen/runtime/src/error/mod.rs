//! The errors of calls.
//!
//! In: the parts of an error. Out: types that name the operation and never show a secret: no URL,
//! no request header, no request body. Must not know how requests are sent.

mod not_retried;
mod request;
mod show;
mod site;
mod token;
mod transient;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::not_retried::NotRetried;
pub use self::request::RequestError;
use self::show::excerpt;
pub use self::site::CallSite;
pub use self::token::TokenError;
pub(crate) use self::transient::{is_retryable, is_transient, should_retry};
use crate::codec::{DecodeError, FromBody, ResponseBody};
use crate::transport::TransportError;

/// The body of a response that is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody<E> {
    /// The error that the document describes.
    Typed(E),
    /// Anything else, as received: the first 256 KiB.
    Raw(Bytes),
}

/// How much of the body of an error is kept.
pub(crate) const BODY_LIMIT: usize = 256 * 1024;

/// Why a call failed.
///
/// `E` is the operation's own error type.
#[non_exhaustive]
pub enum Error<E = NoError> {
    /// The server responded with an error status, or reported an error in a success, as in the
    /// middle of a stream.
    #[non_exhaustive]
    Api {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body.
        body: Box<ErrorBody<E>>,
        /// The beginning of the body as text, or a message in its place.
        excerpt: String,
        /// Why only the beginning of the body came, or none of it.
        truncated: Option<TransportError>,
        /// The operation.
        site: Box<CallSite>,
    },
    /// No response arrived, or it was cut off.
    #[non_exhaustive]
    Transport {
        /// The failure of the transport.
        error: TransportError,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The call exceeded its timeout.
    #[non_exhaustive]
    Timeout {
        /// The timeout.
        after: Duration,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The response was a success, but its body is not what the document describes. The request
    /// took effect.
    #[non_exhaustive]
    Decode {
        /// Where the value is, as in `items[3].content[0].text`; `$` is the whole.
        path: String,
        /// The text around it.
        snippet: String,
        /// Why it can't be decoded.
        message: String,
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body, always [`ErrorBody::Raw`].
        body: Box<ErrorBody<E>>,
        /// The operation.
        site: Box<CallSite>,
    },
    /// The request could not be sent.
    #[non_exhaustive]
    Request {
        /// Why it could not be sent.
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
            body: Box::new(ErrorBody::Raw(Bytes::new())),
            site: Box::new(site),
        }
    }

    /// The same error of decoding, with the body or item that it is about.
    pub(crate) fn with_body(mut self, bytes: &[u8]) -> Self {
        if let Self::Decode { body, .. } = &mut self {
            // Copied, so that a long body is not kept in memory for its beginning.
            let kept = bytes.get(..BODY_LIMIT).unwrap_or(bytes);
            **body = ErrorBody::Raw(Bytes::copy_from_slice(kept));
        }
        self
    }

    pub(crate) fn api(
        status: StatusCode,
        headers: HeaderMap,
        body: ErrorBody<E>,
        bytes: &[u8],
        site: CallSite,
    ) -> Self {
        Self::Api {
            truncated: None,
            status,
            headers: Box::new(headers),
            body: Box::new(body),
            excerpt: excerpt(bytes),
            site: Box::new(site),
        }
    }

    /// The same error of a status, with a message in place of the beginning of its body.
    pub(crate) fn with_excerpt(mut self, message: String) -> Self {
        if let Self::Api { excerpt, .. } = &mut self {
            *excerpt = message;
        }
        self
    }

    /// The same error of a status, whose body came only in part.
    pub(crate) fn with_truncated(mut self, error: Option<TransportError>) -> Self {
        if let Self::Api { truncated, .. } = &mut self {
            *truncated = error;
        }
        self
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

    /// The status of the response, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api { status, .. } | Self::Decode { status, .. } => Some(*status),
            Self::Transport { .. } | Self::Timeout { .. } | Self::Request { .. } => None,
        }
    }

    /// The headers of the response, if one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api { headers, .. } | Self::Decode { headers, .. } => Some(headers),
            Self::Transport { .. } | Self::Timeout { .. } | Self::Request { .. } => None,
        }
    }

    /// The body of the response, if one came; the first 256 KiB where it is [raw](ErrorBody::Raw).
    /// Of an error of decoding it is what could not be decoded: the body, or the item of a stream
    /// or page. Credentials that the server repeats are replaced in it.
    #[must_use]
    pub fn body(&self) -> Option<&ErrorBody<E>> {
        match self {
            Self::Api { body, .. } | Self::Decode { body, .. } => Some(body),
            _ => None,
        }
    }

    /// The operation's own error, if the response was one.
    #[must_use]
    pub fn typed(&self) -> Option<&E> {
        match self.body()? {
            ErrorBody::Typed(error) => Some(error),
            ErrorBody::Raw(_) => None,
        }
    }

    /// Why the body of an API error ends early, if it does: the connection broke, a time limit ran
    /// out, or the body is longer than what is kept of it. [`body`](Self::body) has what came.
    #[must_use]
    pub fn truncated(&self) -> Option<&TransportError> {
        match self {
            Self::Api { truncated, .. } => truncated.as_ref(),
            _ => None,
        }
    }

    /// How many attempts were made; 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.site().attempts
    }

    /// Why there was no other attempt, where the failure is one that may pass.
    #[must_use]
    pub fn not_retried(&self) -> Option<&NotRetried> {
        self.site().not_retried.as_ref()
    }

    /// The identifier that the server assigned to the request, for its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers()?)
    }

    /// Whether the call failed because a time limit ran out, set by any side: the client, its
    /// transport or a layer around that, the system, or the server (408, 504).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout { .. } => true,
            Self::Transport { error, .. } => error.is_timeout(),
            Self::Request { error, .. } => error.token_error().is_some_and(TokenError::is_timeout),
            Self::Api { status, .. } => {
                matches!(
                    *status,
                    StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT
                )
            }
            Self::Decode { .. } => false,
        }
    }

    /// Whether the same call could succeed another time.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api {
                status, headers, ..
            } => is_retryable(*status, headers),
            Self::Transport { error, .. } => error.is_transient(),
            Self::Timeout { .. } => true,
            Self::Request { error, .. } => {
                error.token_error().is_some_and(TokenError::is_transient)
            }
            Self::Decode { .. } => false,
        }
    }
}

/// The identifier of a request, under the names that servers use for it.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    [
        "x-request-id",
        "request-id",
        "x-amzn-requestid",
        "x-amz-request-id",
        "x-ms-request-id",
        "x-correlation-id",
        "cf-ray",
    ]
    .into_iter()
    .find_map(|name| headers.get(name)?.to_str().ok())
}

/// The error type of an operation whose document describes no error: every body stays raw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoError {}

impl FromBody for NoError {
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        Err(body.error("no error is documented"))
    }
}
