//! How long calls may take, how often they are sent, and how large a response may be.
//!
//! In: what the user sets. Out: settings of the client. Must not know requests.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::policy::retry::Attempt;
use crate::transport::Shared;

/// Time limits, retries and sizes.
impl ClientBuilder {
    /// Sets how long a call may take, retries and body included, unless the call says otherwise; 60
    /// s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Disables the call timeout.
    pub fn no_timeout(mut self) -> Self {
        self.settings.timeout = None;
        self
    }

    /// Sets how long one attempt of a call may take, unless the call sets its own limit; by default
    /// as long as the call. It counts from sending the request, redirects included, until the
    /// response body is read, or for a stream until the response headers arrive.
    ///
    /// An attempt that takes longer is retried like a lost connection: only if the method is
    /// idempotent or the request has an idempotency key.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the longest wait for the response headers and for each chunk of the response body,
    /// unless the call sets its own limit; by default as long as the call. It also applies to
    /// streams, for which no other limit does once they have begun. While chunks of the request's
    /// body are sent, the wait for the head begins again with each; a body in memory is one chunk.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.settings.read_timeout = Some(timeout);
        self
    }

    /// Sets how long fetching a credential from a [`TokenProvider`](crate::TokenProvider) may take,
    /// retries included: 60 s.
    ///
    /// Calls share a fetch, so their own time limits don't end it; a call that times out earlier
    /// leaves it to the others. The client's [`read_timeout`](Self::read_timeout) applies to the
    /// responses of the token endpoint, too.
    pub fn credential_timeout(mut self, timeout: Duration) -> Self {
        self.settings.credential_timeout = timeout;
        self
    }

    /// Sets the longest time to connect; 10 s by default. It is a setting of the default transport;
    /// one that is set by [`transport`](Self::transport) has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how often a request may be retried, unless the call says otherwise; twice by default.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.settings.max_retries = max_retries;
        self
    }

    /// Sets the longest wait that a server may ask for, unless the call says otherwise; 60 s by
    /// default. It asks by `Retry-After` (RFC 9110, 10.2.3), `retry-after-ms` or
    /// `x-ms-retry-after-ms`. Where it asks for a longer wait, the call fails at once, and
    /// [`Error::not_retried`](crate::Error::not_retried) has both.
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.settings.retry.max_retry_after = Some(longest);
        self
    }

    /// Sets which statuses are retried, unless the call says otherwise; by default 408, 425, 429
    /// and those from 500 on, except 501, 505, 506, 507, 508, 510 and 511, which don't pass.
    ///
    /// A `POST` or `PATCH` without an idempotency key is still sent again only after 429 and 503,
    /// by which the server says that it did not act. `build` fails for a code that is not a valid
    /// status, or is a success.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        if let Err(message) = self.settings.retry.set_statuses(statuses) {
            self.fail(message);
        }
        self
    }

    /// Sets what decides whether an attempt that failed may be followed by another one, unless the
    /// call says otherwise: see [`Call::retry_if`](crate::Call::retry_if).
    pub fn retry_if(mut self, decide: impl Fn(&Attempt<'_>) -> bool + Shared + 'static) -> Self {
        self.settings.retry.decide = Some(Arc::new(decide));
        self
    }

    /// Sets how many retries the client can have saved up; 100 by default. Each retry takes one,
    /// and each successful request returns a tenth of one. So while a server is down, retries add a
    /// tenth to the number of calls and don't multiply it. A retry after 429 or 503 that waits for
    /// as long as the server asked takes none.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.settings.retry_budget = Some(retries);
        self.budget = None;
        self
    }

    /// Disables the retry budget.
    pub fn no_retry_budget(mut self) -> Self {
        self.settings.retry_budget = None;
        self.budget = None;
        self
    }

    /// Sets the largest size of a response; 64 MiB by default.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// Sets whether request bodies are sent in gzip (`Content-Encoding: gzip`), unless the call
    /// says otherwise; they are not by default, since not every server reads that. A body in memory
    /// that is not shorter in gzip is sent as it is, and so is one with a `Content-Encoding` of its
    /// own.
    #[cfg(feature = "compression")]
    pub fn compress_requests(mut self, compress: bool) -> Self {
        self.settings.compress = compress;
        self
    }
}
