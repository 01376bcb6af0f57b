//! How long a call may take, and when it is sent again.
//!
//! In: what the user sets. Out: options of the request, in place of the client's. Must not know how
//! requests are sent.

use std::time::Duration;

use super::Call;
use crate::policy::retry::Attempt;
use crate::request::TimeLimit;
use crate::transport::Shared;

/// Time limits and retries of one call, in place of the client's.
impl<T, E> Call<T, E> {
    /// Sets how long the whole call may take, retries and body included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = TimeLimit::Own(Some(timeout));
        self
    }

    /// Disables the timeout of the call.
    pub fn no_timeout(mut self) -> Self {
        self.request.timeout = TimeLimit::Own(None);
        self
    }

    /// Sets how long one attempt may take: from sending the request, redirects included, until the
    /// response body is read, or for a stream until the response headers arrive.
    ///
    /// An attempt that takes longer is retried like a lost connection: only if the method is
    /// idempotent or the request has an idempotency key, and within the limits of
    /// [`max_retries`](Self::max_retries) and [`timeout`](Self::timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.request.attempt_timeout = TimeLimit::Own(Some(timeout));
        self
    }

    /// Disables the timeout of an attempt, which may then take as long as the call.
    pub fn no_attempt_timeout(mut self) -> Self {
        self.request.attempt_timeout = TimeLimit::Own(None);
        self
    }

    /// Sets the longest wait for the head of the response and for each chunk of its body. While
    /// chunks of the request's body are sent, the wait for the head begins again with each; a body
    /// in memory is one chunk.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.read_timeout = TimeLimit::Own(Some(timeout));
        self
    }

    /// Disables the limit on the wait for the head of the response and for each chunk of its body.
    pub fn no_read_timeout(mut self) -> Self {
        self.request.read_timeout = TimeLimit::Own(None);
        self
    }

    /// Sets how often the request may be sent again.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.request.max_retries = Some(max_retries);
        self
    }

    /// Sets the longest wait that the server may ask for, by `Retry-After` (RFC 9110, 10.2.3),
    /// `retry-after-ms` or `x-ms-retry-after-ms`. Where it asks for a longer one, the call fails at
    /// once.
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.request.retry.max_retry_after = Some(longest);
        self
    }

    /// Sets which statuses are retried, in place of 408, 425, 429 and those from 500 on that may
    /// pass.
    ///
    /// A `POST` or `PATCH` without an idempotency key is still sent again only after 429 and 503,
    /// by which the server says that it did not act. A code that is not a valid status, or is a
    /// success, makes the call fail.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        if let Err(message) = self.request.retry.set_statuses(statuses) {
            self.request.fail(message);
        }
        self
    }

    /// Sets what decides whether an attempt that failed may be followed by another one, in place of
    /// [`Attempt::is_retryable`].
    ///
    /// It decides within what does no harm: a `POST` or `PATCH` without an idempotency key is sent
    /// again only if no connection was made, or if the server responded with 429 or 503 or asks for
    /// it by `x-should-retry: true`. Nor does it change how often a request is sent, and how long
    /// the waits are.
    ///
    /// ```
    /// # use specwright_runtime::{Call, StatusCode};
    /// # fn patient(call: Call<String>) -> Call<String> {
    /// call.retry_if(|attempt| attempt.is_retryable() || attempt.status() == Some(StatusCode::LOCKED))
    /// # }
    /// ```
    pub fn retry_if(mut self, decide: impl Fn(&Attempt<'_>) -> bool + Shared + 'static) -> Self {
        self.request.retry.decide = Some(std::sync::Arc::new(decide));
        self
    }
}
