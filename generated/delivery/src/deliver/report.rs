//! What became of each span.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;
use spanwire::scale_v5::models::SpanCreateRequest;
use spanwire::{Error, StatusCode};

/// Why a request failed. The body of an error response is its JSON.
pub type CallError = Error<Value>;

/// What became of the spans that were given to [`deliver`](crate::deliver()). Each is in one place:
/// it is counted in `accepted`, or is in `rejected` or in `unsent`.
#[derive(Debug, Default)]
#[must_use = "it says which spans did not arrive"]
#[non_exhaustive]
pub struct Report {
    /// How many spans the server accepted.
    pub accepted: usize,
    /// How many of the accepted spans the server took only with a part of their content, since they
    /// were too large. `spanwire.truncated` in their metadata names the fields that were cut.
    pub truncated: usize,
    /// The spans that are not valid. Sent again, they would be refused again.
    pub rejected: Vec<Rejected>,
    /// The spans that were not delivered, for a reason that lies elsewhere. They may be sent again.
    pub unsent: Vec<Unsent>,
}

/// A span that is not valid.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rejected {
    /// The span.
    pub span: SpanCreateRequest,
    /// The status of the response; `None` for a span that can't be written as JSON.
    pub status: Option<StatusCode>,
    /// What is wrong with the span.
    pub message: String,
}

/// A span that was not delivered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unsent {
    /// The span.
    pub span: SpanCreateRequest,
    /// Why it was not delivered.
    pub reason: UnsentReason,
}

/// Why a span was not delivered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum UnsentReason {
    /// The [deadline](crate::Limits::deadline) passed.
    Deadline,
    /// The server refused the credentials, with status 401 or 403, of this request or another one
    /// of the delivery.
    Credentials(Arc<CallError>),
    /// The request failed: no response after all retries, or one that is about no single span.
    Failed(Arc<CallError>),
    /// The server refused a request with this span and others, and the batch had no
    /// [requests](crate::Limits::requests) left to find out which of them is at fault.
    RequestsUsedUp(Arc<CallError>),
}

impl Report {
    /// How many spans were given to [`deliver`](crate::deliver()).
    #[must_use]
    pub fn total(&self) -> usize {
        self.accepted + self.rejected.len() + self.unsent.len()
    }

    /// Adds what became of other spans.
    pub(super) fn merge(&mut self, other: Self) {
        let Self {
            accepted,
            truncated,
            rejected,
            unsent,
        } = other;
        self.accepted += accepted;
        self.truncated += truncated;
        self.rejected.extend(rejected);
        self.unsent.extend(unsent);
    }

    pub(super) fn reject(
        &mut self,
        span: SpanCreateRequest,
        status: Option<StatusCode>,
        message: String,
    ) {
        self.rejected.push(Rejected {
            span,
            status,
            message,
        });
    }

    /// Adds spans that are unsent.
    pub(super) fn leave(
        &mut self,
        spans: impl IntoIterator<Item = SpanCreateRequest>,
        reason: &UnsentReason,
    ) {
        let unsent = spans.into_iter().map(|span| Unsent {
            span,
            reason: reason.clone(),
        });
        self.unsent.extend(unsent);
    }
}

impl UnsentReason {
    /// The error of the request, where there was one. Its headers may have a `Retry-After`.
    #[must_use]
    pub fn error(&self) -> Option<&CallError> {
        match self {
            Self::Deadline => None,
            Self::Credentials(error) | Self::Failed(error) | Self::RequestsUsedUp(error) => {
                Some(error)
            }
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.span, formatter)?;
        if let Some(status) = self.status {
            write!(formatter, "{}: ", status.as_u16())?;
        }
        formatter.write_str(&self.message)
    }
}

impl fmt::Display for Unsent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.span, formatter)?;
        self.reason.fmt(formatter)
    }
}

impl fmt::Display for UnsentReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadline => formatter.write_str("the deadline passed"),
            Self::Credentials(error) | Self::Failed(error) => error.fmt(formatter),
            Self::RequestsUsedUp(error) => {
                write!(formatter, "the requests for its batch are used up: {error}")
            }
        }
    }
}

/// Writes what identifies a span, without its content.
fn show(span: &SpanCreateRequest, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, trace) = (&span.name, &span.trace_id);
    match &span.id {
        Some(id) => write!(formatter, "span `{id}` (`{name}`) of trace `{trace}`: "),
        None => write!(formatter, "span `{name}` of trace `{trace}`: "),
    }
}
