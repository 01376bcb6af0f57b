//! A successful response.
//!
//! In: status, headers and the decoded body. Out: a value that derefs to the body. Must not know
//! how it was decoded.

pub mod headers;
pub(crate) mod output;
pub(crate) mod report;
pub(crate) mod reported;

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use self::headers::FromHeaders;
pub use self::output::Output;
pub(crate) use self::output::Success;
pub(crate) use self::output::{StreamedResponse, body, response};
use crate::codec::DecodeError;
use crate::redact::ShownHeaders;

/// The response to a call: status, headers and body.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
    raw: Option<Bytes>,
}

impl<T> Response<T> {
    /// `raw` are the bytes that the body was decoded from, where they are kept.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: T, raw: Option<Bytes>) -> Self {
        Self {
            status,
            headers,
            body,
            raw,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header as a number, a string or any other type that is parsed from text; `None` if it is
    /// missing or can't be parsed.
    #[must_use]
    pub fn header<H: FromStr>(&self, name: &str) -> Option<H> {
        let value = self.headers.get(name)?.to_str().ok()?;
        value.trim().parse().ok()
    }

    /// The headers as a struct: a generated crate has one for each operation whose document
    /// describes headers of the response (`ListThingsHeaders`).
    ///
    /// # Errors
    ///
    /// A header that is missing, or isn't what the document says; [`DecodeError::path`] is its
    /// name.
    pub fn headers_as<H: FromHeaders>(&self) -> Result<H, DecodeError> {
        H::from_headers(&self.headers)
    }

    /// The identifier that the server assigned to the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        crate::error::request_id(&self.headers)
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The bytes that the body was decoded from, without their compression, if the call asked for
    /// them by [`keep_raw_body`](crate::Call::keep_raw_body). A stream has none.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.raw.as_ref()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }

    /// Status, headers and body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &ShownHeaders(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
