//! How long calls may take, how often they are sent, and how large a response may be.
//!
//! In: what the user sets. Out: settings of the client. Must not know requests.

use std::time::Duration;

use super::ClientBuilder;

/// Time limits, retries and sizes.
impl ClientBuilder {
    /// How long a call may take, retries and body included, unless it says otherwise: 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Lets calls take as long as they do.
    pub fn no_timeout(mut self) -> Self {
        self.settings.timeout = None;
        self
    }

    /// How long the next piece of an answer's body may take, unless the call says otherwise: as
    /// long as the call. It also holds for streams, for which no other limit does.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.settings.read_timeout = Some(timeout);
        self
    }

    /// How long making a connection may take: 10 s. It is a setting of the transport, so one that
    /// is given by [`transport`](Self::transport) brings its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How often a request may be sent again, unless the call says otherwise: 2.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.settings.max_retries = max_retries;
        self
    }

    /// How many retries the client can have saved up: 100. Each retry takes one, and each request
    /// that is answered as it should gives a tenth of one back. So while a server is down, retries
    /// come to a tenth of the calls and don't multiply them.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.settings.retry_budget = Some(retries);
        self.budget = None;
        self
    }

    /// Lets every call be sent again as often as it may.
    pub fn no_retry_budget(mut self) -> Self {
        self.settings.retry_budget = None;
        self.budget = None;
        self
    }

    /// How large an answer may be: 64 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }
}
