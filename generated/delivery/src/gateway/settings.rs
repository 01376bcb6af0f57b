//! The limits of a gateway.
//!
//! In: what an operator chooses. Out: the values that the other files of this room read.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::deliver::Limits;

/// A function that takes one line about a failure.
pub(super) type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// The limits of a gateway, and where its log goes.
///
/// The defaults suit a collector with a timeout of 30 seconds, its default.
#[derive(Clone)]
pub struct Settings {
    pub(super) body_bytes: usize,
    pub(super) in_flight_bytes: usize,
    pub(super) in_flight_requests: usize,
    pub(super) connections: usize,
    pub(super) read_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) grace: Duration,
    pub(super) delivery: Limits,
    pub(super) log: Option<Log>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_bytes: 20 << 20,
            in_flight_bytes: 512 << 20,
            in_flight_requests: 64,
            connections: 1024,
            read_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(90),
            grace: Duration::from_secs(30),
            delivery: Limits::new().deadline(Duration::from_secs(20)),
            log: None,
        }
    }
}

impl Settings {
    /// Creates the default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the largest body of a request, before and after decompression: 20 MiB by default, as
    /// OTLP recommends. A larger one gives status 413.
    #[must_use]
    pub fn body_bytes(mut self, bytes: usize) -> Self {
        self.body_bytes = bytes;
        self
    }

    /// Sets how much memory the requests in flight may take: 512 MiB by default. Counted are their
    /// bodies, before and after decompression, and an estimate of what is decoded from them. A
    /// request beyond it gets status 429, and one that needs more than that alone gets 413.
    #[must_use]
    pub fn in_flight_bytes(mut self, bytes: usize) -> Self {
        self.in_flight_bytes = bytes;
        self
    }

    /// Sets how many requests may be in flight at once: 64 by default. One more gets status 429.
    #[must_use]
    pub fn in_flight_requests(mut self, requests: usize) -> Self {
        self.in_flight_requests = requests;
        self
    }

    /// Sets how many connections may be open at once: 1,024 by default. Others wait until one is
    /// closed.
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Sets the longest time in which the body of a request must arrive: 10 seconds by default.
    /// A slower one gets status 503, which is retried.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Sets how long a connection may be open without a complete head of a request: 90 seconds by
    /// default.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sets how long requests in flight may go on after shutdown began: 30 seconds by default.
    #[must_use]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Sets how the spans of one request are delivered. By default the limits are those of
    /// [`Limits::new`] with a deadline of 20 seconds; a deadline beyond the timeout of the client
    /// makes it send spans again that are still on their way.
    #[must_use]
    pub fn delivery(mut self, limits: Limits) -> Self {
        self.delivery = limits;
        self
    }

    /// Sets a function that takes one line for each request that failed or lost spans. The line
    /// holds neither secrets nor contents of spans. Nothing is logged by default.
    #[must_use]
    pub fn log(mut self, log: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(log));
        self
    }

    /// Logs one line.
    pub(super) fn report(&self, line: &str) {
        if let Some(log) = &self.log {
            log(line);
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("body_bytes", &self.body_bytes)
            .field("in_flight_bytes", &self.in_flight_bytes)
            .field("in_flight_requests", &self.in_flight_requests)
            .field("connections", &self.connections)
            .field("read_timeout", &self.read_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("grace", &self.grace)
            .finish_non_exhaustive()
    }
}
