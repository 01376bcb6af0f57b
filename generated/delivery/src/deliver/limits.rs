//! How much is sent at a time, and for how long.

use std::time::Duration;

/// How many spans the API accepts in a request.
const MOST_ITEMS: usize = 1_000;

/// How much [`deliver`](crate::deliver()) sends at a time, and for how long.
#[derive(Clone, Debug)]
pub struct Limits {
    pub(super) items: usize,
    pub(super) bytes: usize,
    pub(super) concurrency: usize,
    pub(super) requests: usize,
    pub(super) deadline: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            items: 200,
            bytes: 4 * 1024 * 1024,
            concurrency: 4,
            requests: 64,
            deadline: None,
        }
    }
}

impl Limits {
    /// Creates the default limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many spans a request holds, from 1 to 1,000. Default: 200.
    #[must_use]
    pub fn items(mut self, items: usize) -> Self {
        self.items = items.clamp(1, MOST_ITEMS);
        self
    }

    /// Sets how many bytes the body of a request holds. A span that is larger is sent in a request
    /// of its own. Default: 4 MiB.
    #[must_use]
    pub fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets how many requests are under way at a time, at least 1. Default: 4.
    #[must_use]
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// Sets how many requests a batch may cost, retries not counted, at least 1. Where the server
    /// names no item, a bad span of 200 costs 17 requests to find, and five of them about 60.
    /// Default: 64.
    #[must_use]
    pub fn requests(mut self, requests: usize) -> Self {
        self.requests = requests.max(1);
        self
    }

    /// Sets how long the delivery may take. When it is over, requests that are under way are
    /// aborted, and what is not accepted is unsent. Each request may take what is left of the time,
    /// in place of the client's `timeout`. Default: no deadline.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }
}
