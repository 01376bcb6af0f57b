//! The outcome of a call: a response that is not decoded yet, or a failure.
//!
//! In: the result of a transport. Out: data for those who decode it. Must not know how requests are
//! sent.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::codec::Format;
use crate::error::{CallSite, RequestError};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::repeated;
use crate::policy::retry::FailedAttempt;
use crate::request::{Framing, Request};
use crate::transport::{Body, TransportError};

/// A response with its body.
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ReceivedBody,
    /// Why only the beginning of the body is there, of a response that becomes an error.
    pub(crate) truncated: Option<TransportError>,
    /// What was sent for it at last.
    pub(crate) sent: Arc<PreparedRequest>,
    /// The response keeps its bytes beside what is decoded from them.
    pub(crate) keeps_body: bool,
    /// The codings of the body that could not be removed.
    pub(crate) encoded: Option<String>,
}

/// The body of a response.
pub(crate) enum ReceivedBody {
    Whole(Bytes),
    /// A body that is read chunk by chunk.
    Streamed(StreamedBody),
}

impl RawResponse {
    /// The response as a failed attempt.
    pub(crate) fn failed(&self) -> FailedAttempt<'_> {
        FailedAttempt::Status(self.status, &self.headers)
    }

    /// The bytes that are there.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            ReceivedBody::Whole(bytes) => bytes.clone(),
            ReceivedBody::Streamed(_) => Bytes::new(),
        }
    }

    /// Takes what repeats a credential of the request out of a response that becomes an error.
    pub(super) fn hide_credentials(&mut self) {
        if self.status.is_success() {
            return;
        }
        repeated::redact_headers(&self.sent, &mut self.headers);
        if let Some(text) = repeated::redacted(&self.sent, &self.bytes()) {
            self.body = ReceivedBody::Whole(text.into());
        }
    }

    /// Marks the headers that are not shown.
    pub(super) fn mark_secrets(&mut self) {
        for (name, value) in &mut self.headers {
            if self.sent.redaction.names.is_marked(name.as_str()) {
                value.set_sensitive(true);
            }
        }
    }

    /// What the response says its body is.
    pub(crate) fn media_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Why the call failed without a response.
pub(crate) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    Timeout(Duration),
}

/// How a call ended, and what is needed to decode the response.
pub(crate) struct Outcome {
    pub(crate) site: CallSite,
    pub(crate) returns: Format,
    pub(crate) errors: Format,
    /// In a box, since it is handed on many times.
    pub(crate) result: Result<Box<RawResponse>, Failure>,
}

/// The body of a response that is read chunk by chunk.
pub(crate) struct StreamedBody {
    pub(crate) body: Body,
    pub(crate) framing: Framing,
    /// How large an item may be.
    pub(crate) limit: usize,
    /// Other data than `[DONE]` that ends the stream.
    pub(crate) sentinel: Option<&'static str>,
    /// How the operation's errors are read.
    pub(crate) errors: Format,
    /// The body came in a coding, which may have been removed.
    pub(crate) was_encoded: bool,
    /// The request, for a stream that can be asked for again.
    pub(crate) again: Option<Box<Request>>,
}
