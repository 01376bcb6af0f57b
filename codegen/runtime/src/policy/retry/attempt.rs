//! An attempt that failed, as a user's function sees it.
//!
//! In: what was sent and how that ended. Out: accessors for both. Must not show an address or a
//! header of the request.

use std::fmt;

use http::{HeaderMap, Method, StatusCode};

use super::FailedAttempt;
use crate::transport::TransportError;

/// An attempt that failed, about which `retry_if` of a client or call decides.
///
/// Either a response came that isn't a success, and there are a [`status`](Self::status) and
/// [`headers`](Self::headers), or none did, and there is an [`error`](Self::error).
pub struct Attempt<'a> {
    pub(super) method: &'a Method,
    pub(super) failed: FailedAttempt<'a>,
    pub(super) number: u32,
    pub(super) is_idempotent: bool,
    pub(super) is_retryable: bool,
}

impl Attempt<'_> {
    /// The method of the call.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The status of the response, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.failed {
            FailedAttempt::Status(status, _) => Some(status),
            FailedAttempt::Transport(_) => None,
        }
    }

    /// The headers of the response, if one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.failed {
            FailedAttempt::Status(_, headers) => Some(headers),
            FailedAttempt::Transport(_) => None,
        }
    }

    /// Why no response came.
    #[must_use]
    pub fn error(&self) -> Option<&TransportError> {
        match self.failed {
            FailedAttempt::Transport(error) => Some(error),
            FailedAttempt::Status(..) => None,
        }
    }

    /// Which attempt of the call it was, from one.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether sending the request twice has the effect of sending it once: by its method (RFC
    /// 9110, 9.2.2), or by its idempotency key.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.is_idempotent
    }

    /// Whether such a failure is retried where no function decides: by the server's
    /// `x-should-retry`, by the status and `retry_statuses`, or since the connection broke or a
    /// time limit ran out.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.is_retryable
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempt")
            .field("method", self.method)
            .field("number", &self.number)
            .field("status", &self.status())
            .field("error", &self.error())
            .field("is_idempotent", &self.is_idempotent)
            .field("is_retryable", &self.is_retryable)
            .finish_non_exhaustive()
    }
}
