//! Why a failed request was not retried.
//!
//! In: the reason. Out: a text for the error. Must not know how requests are sent.

use std::fmt;
use std::time::Duration;

/// Why a call that failed in a way that may pass was not sent again:
/// [`Error::not_retried`](crate::Error::not_retried).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRetried {
    /// It was sent again as often as `max_retries` allows.
    Exhausted {
        /// How often that is.
        max_retries: u32,
    },
    /// The retry budget of the client was empty.
    BudgetEmpty,
    /// The server asked for a longer wait than `max_retry_after`.
    RetryAfter {
        /// The wait that the server asked for.
        asked: Duration,
        /// The longest that the client takes.
        longest: Duration,
    },
    /// The wait would not have ended within the timeout of the call.
    Timeout {
        /// The wait.
        wait: Duration,
        /// The timeout.
        timeout: Duration,
    },
    /// Sending it again could have repeated its effect.
    NotIdempotent,
    /// The body is a stream, which can be sent only once.
    BodySentOnce,
    /// `retry_if` decided so.
    ByCaller,
    /// The server decided so, by `x-should-retry: false`.
    ByServer,
}

impl fmt::Display for NotRetried {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exhausted { max_retries } => write!(formatter, "`max_retries` is {max_retries}"),
            Self::BudgetEmpty => formatter.write_str("the client's retry budget is empty"),
            Self::RetryAfter { asked, longest } => {
                let asked = Seconds(*asked);
                write!(
                    formatter,
                    "the server asks to wait for {asked}, and `max_retry_after` is {longest:?}"
                )
            }
            Self::Timeout { wait, timeout } => write!(
                formatter,
                "a wait of {wait:?} would exceed the timeout of {timeout:?}"
            ),
            Self::NotIdempotent => formatter.write_str(
                "it may have had an effect, and has no idempotency key that lets it be sent again",
            ),
            Self::BodySentOnce => formatter.write_str("its body can be sent only once"),
            Self::ByCaller => formatter.write_str("`retry_if` decided so"),
            Self::ByServer => formatter.write_str("the server sent `x-should-retry: false`"),
        }
    }
}

/// A wait that may be longer than anybody counts in seconds.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const YEAR: u64 = 365 * 24 * 60 * 60;
        if self.0.as_secs() > YEAR {
            return formatter.write_str("more than a year");
        }
        fmt::Debug::fmt(&self.0, formatter)
    }
}
