//! Retries: whether and when a request is sent again.
//!
//! In: how an attempt ended. Out: the time to wait, or why there won't be another attempt. A
//! request that may have had an effect is only repeated when that does no harm. Must not know how
//! requests are sent.

mod attempt;
mod budget;
mod policy;
mod wait;

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

pub use self::attempt::Attempt;
pub(crate) use self::budget::Budget;
pub(crate) use self::policy::{Effective, Policy};
pub(crate) use self::wait::date;
use self::wait::{asked_for, backoff};
use crate::error::{NotRetried, should_retry};
use crate::transport::TransportError;

/// How an attempt failed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FailedAttempt<'a> {
    /// With a response.
    Status(StatusCode, &'a HeaderMap),
    /// Without one.
    Transport(&'a TransportError),
}

impl FailedAttempt<'_> {
    /// The `x-should-retry` header, which several APIs send where the status is ambiguous.
    fn server_says(self) -> Option<bool> {
        match self {
            Self::Status(_, headers) => should_retry(headers),
            Self::Transport(_) => None,
        }
    }

    /// Whether the server can't have acted on the request, or says that it may be sent again.
    fn is_safe(self) -> bool {
        match self {
            Self::Transport(error) => error.is_connect() || error.is_refused(),
            Self::Status(status, headers) => {
                is_refusal(status) || should_retry(headers) == Some(true)
            }
        }
    }
}

/// Whether the server says by that status that it did not act.
fn is_refusal(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    )
}

/// What is sent, as far as it decides about sending it again.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'a> {
    pub(crate) method: &'a Method,
    /// It carries an idempotency key.
    pub(crate) has_key: bool,
    /// Its body can be had again.
    pub(crate) is_repeatable: bool,
    pub(crate) max_retries: u32,
}

/// What follows an attempt that failed.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    /// Nothing: another time it would be the same.
    Final,
    /// Nothing, for this reason.
    Stop(NotRetried),
    /// Another attempt after this time, which the retry budget pays for unless the server named the
    /// time.
    Again { wait: Duration, is_free: bool },
}

/// What follows an attempt that failed; `number` counts attempts from one.
pub(crate) fn next(
    policy: &Effective<'_>,
    sent: Sent<'_>,
    number: u32,
    failed: FailedAttempt<'_>,
) -> Next {
    let is_idempotent = sent.has_key || is_idempotent(sent.method);
    let is_retryable = failed.server_says().unwrap_or_else(|| match failed {
        FailedAttempt::Transport(error) => error.is_transient(),
        FailedAttempt::Status(status, _) => policy.retries(status),
    });
    let attempt = Attempt {
        method: sent.method,
        failed,
        number,
        is_idempotent,
        is_retryable,
    };
    if !policy
        .decide
        .map_or(is_retryable, |decide| decide(&attempt))
    {
        return if is_retryable {
            Next::Stop(NotRetried::ByCaller)
        } else if failed.server_says() == Some(false) {
            Next::Stop(NotRetried::ByServer)
        } else {
            Next::Final
        };
    }
    if number > sent.max_retries {
        let max_retries = sent.max_retries;
        return Next::Stop(NotRetried::Exhausted { max_retries });
    }
    if !is_idempotent && !failed.is_safe() {
        return Next::Stop(NotRetried::NotIdempotent);
    }
    if !sent.is_repeatable {
        return Next::Stop(NotRetried::BodySentOnce);
    }
    let backoff = || Next::Again {
        wait: backoff(number, fastrand::f64()),
        is_free: false,
    };
    let FailedAttempt::Status(status, headers) = failed else {
        return backoff();
    };
    let longest = policy.max_retry_after;
    match asked_for(headers, jiff::Timestamp::now()) {
        Some(asked) if asked > longest => Next::Stop(NotRetried::RetryAfter { asked, longest }),
        Some(wait) => Next::Again {
            wait,
            // A server that is down and asks for no wait is spared nothing by it; a limit of
            // requests is a server that is up.
            is_free: status == StatusCode::TOO_MANY_REQUESTS
                || (is_refusal(status) && !wait.is_zero()),
        },
        None => backoff(),
    }
}

/// The methods whose requests have the same effect once and twice (RFC 9110, 9.2.2).
fn is_idempotent(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::HEAD | Method::OPTIONS | Method::PUT | Method::DELETE | Method::TRACE
    )
}

/// The time to wait before the next attempt and whether that is free, or nothing if there is to be
/// none, for a request that no user has settings for.
pub(crate) fn delay(
    method: &Method,
    has_key: bool,
    attempt: u32,
    failed: FailedAttempt<'_>,
) -> Option<(Duration, bool)> {
    let none = Policy::default();
    let sent = Sent {
        method,
        has_key,
        is_repeatable: true,
        max_retries: u32::MAX,
    };
    match next(&none.or(&none), sent, attempt, failed) {
        Next::Again { wait, is_free } => Some((wait, is_free)),
        Next::Final | Next::Stop(_) => None,
    }
}

#[cfg(test)]
mod tests;
