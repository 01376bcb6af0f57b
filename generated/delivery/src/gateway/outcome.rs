//! From the report of a delivery to the response.
//!
//! In: what became of each span. Out: success, with the number of spans that were rejected, or a
//! refusal that asks for the whole request again. The status says what the sender should do, not
//! what Scale said: a collector drops a request that got 401, and keeps one that got 503.

use std::time::Duration;

use hyper::StatusCode;

use super::receive::Refusal;
use crate::deliver::{CallError, Report, Unsent, UnsentReason};

/// When to come again after a failure for which Scale named no time.
const LATER: Duration = Duration::from_secs(5);

/// When to come again after Scale refused the credentials, which takes a person to change.
const MUCH_LATER: Duration = Duration::from_secs(30);

/// The most characters that are passed on of why a span was rejected.
const LONGEST_REASON: usize = 500;

/// Spans that no request can deliver.
#[derive(Debug, Default)]
pub(super) struct Rejections {
    pub(super) count: usize,
    /// Why the first of them is rejected. It may quote the span.
    pub(super) reason: String,
}

impl Rejections {
    pub(super) fn add(&mut self, reason: impl FnOnce() -> String) {
        if self.count == 0 {
            self.reason = reason().chars().take(LONGEST_REASON).collect();
        }
        self.count += 1;
    }
}

/// What the sender is told. `rejected` has the spans that were not even sent.
pub(super) fn of(report: Report, mut rejected: Rejections) -> Result<Rejections, Refusal> {
    let total = report.total() + rejected.count;
    let mut left = Vec::new();
    for span in report.rejected {
        rejected.add(|| span.to_string());
    }
    for span in report.unsent {
        match span.reason {
            // Another time, it would end the same way.
            UnsentReason::RequestsUsedUp(_) => rejected.add(|| span.to_string()),
            _ => left.push(span),
        }
    }
    if left.is_empty() {
        return Ok(rejected);
    }
    Err(refusal(&left, total))
}

/// Asks for the request again. Scale has a part of its spans already, and takes them twice.
fn refusal(left: &[Unsent], total: usize) -> Refusal {
    let asked = left.iter().filter_map(|span| span.reason.error());
    let asked = asked.filter_map(CallError::retry_after).max();
    let status = left.iter().filter_map(|span| span.reason.error()?.status());
    let limited = status
        .into_iter()
        .any(|status| status == StatusCode::TOO_MANY_REQUESTS);
    let refused = |span: &&Unsent| matches!(span.reason, UnsentReason::Credentials(_));
    // A refusal of the credentials says most: the others follow from it.
    let span = left.iter().find(refused).or(left.first());
    let (why, after) = span.map_or_else(Default::default, |span| why(&span.reason));
    Refusal {
        status: if limited {
            StatusCode::TOO_MANY_REQUESTS
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        },
        message: format!("{} of {total} spans are not delivered: {why}", left.len()),
        log: None,
        after: Some(asked.unwrap_or(after)),
    }
}

/// Why a span is not delivered, without anything that the server said of it, and when to try
/// again.
fn why(reason: &UnsentReason) -> (String, Duration) {
    let Some(error) = reason.error() else {
        return (reason.to_string(), LATER);
    };
    match (error.status(), reason) {
        (Some(status), UnsentReason::Credentials(_)) => {
            let why = format!("Scale refused the gateway's credentials with status {status}");
            (why, MUCH_LATER)
        }
        (Some(status), _) => (format!("Scale responded with status {status}"), LATER),
        (None, _) => (error.to_string(), LATER),
    }
}
