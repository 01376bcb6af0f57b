//! One request, and what its outcome means for the spans in it.
//!
//! In: the body of a request. Out: an [`Outcome`]. It also knows when a delivery is over: when its
//! deadline has passed, or when the server has refused the credentials. Retries are the client's.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{HttpValidationError, ValidationErrorLocItem};
use spanwire::{Bytes, Call, Error, StatusCode};
use tokio_util::sync::CancellationToken;

use super::limits::Limits;
use super::report::{CallError, UnsentReason};

/// What a request means for its spans.
pub(super) enum Outcome {
    Accepted,
    /// The server named the items that are invalid: by their index, what is wrong.
    Invalid(BTreeMap<usize, String>),
    /// The server refused the request, and named no item.
    Refused(Arc<CallError>),
    TooLarge(Arc<CallError>),
    Unsent(UnsentReason),
}

/// Sends the requests of one delivery.
pub(super) struct Sender<'a> {
    client: &'a Client,
    deadline: Option<Instant>,
    /// Cancelled when the credentials were refused.
    stop: CancellationToken,
    refusal: OnceLock<Arc<CallError>>,
}

impl<'a> Sender<'a> {
    pub(super) fn new(client: &'a Client, limits: &Limits) -> Self {
        Self {
            client,
            deadline: limits
                .deadline
                .and_then(|limit| Instant::now().checked_add(limit)),
            stop: CancellationToken::new(),
            refusal: OnceLock::new(),
        }
    }

    /// Why nothing more is sent, if so.
    pub(super) fn stopped(&self) -> Option<UnsentReason> {
        if let Some(error) = self.refusal.get() {
            return Some(UnsentReason::Credentials(Arc::clone(error)));
        }
        let is_over = self
            .deadline
            .is_some_and(|deadline| deadline <= Instant::now());
        is_over.then_some(UnsentReason::Deadline)
    }

    /// Sends a body with that many spans.
    pub(super) async fn send(&self, body: Bytes, count: usize) -> Outcome {
        if let Some(reason) = self.stopped() {
            return Outcome::Unsent(reason);
        }
        // As `upsert_batch`, but with a body that is encoded already, and a response that is not
        // decoded.
        let call: Call<(), HttpValidationError> = self.client.raw().put("/v5/spans/batch");
        let mut call = call.body("application/json", body);
        if let Some(deadline) = self.deadline {
            call = call.timeout(deadline.saturating_duration_since(Instant::now()));
        }
        match self.stop.run_until_cancelled(call.detached()).await {
            Some(Ok(())) => Outcome::Accepted,
            Some(Err(error)) => self.failed(error, count),
            None => self.stopped().map_or(Outcome::Accepted, Outcome::Unsent),
        }
    }

    fn failed(&self, error: CallError, count: usize) -> Outcome {
        if is_success(&error) {
            return Outcome::Accepted;
        }
        let status = error.status().map_or(0, |status| status.as_u16());
        if status == 422 {
            let invalid = invalid_items(&error, count);
            if !invalid.is_empty() {
                return Outcome::Invalid(invalid);
            }
        }
        let error = Arc::new(error);
        match status {
            400 | 409 | 422 => Outcome::Refused(error),
            413 => Outcome::TooLarge(error),
            401 | 403 => {
                let error = self.refusal.get_or_init(|| error);
                self.stop.cancel();
                Outcome::Unsent(UnsentReason::Credentials(Arc::clone(error)))
            }
            _ => Outcome::Unsent(match self.stopped() {
                Some(UnsentReason::Deadline) if error.is_timeout() => UnsentReason::Deadline,
                _ => UnsentReason::Failed(error),
            }),
        }
    }
}

/// Whether the status was a success, and only the body could not be received.
fn is_success(error: &CallError) -> bool {
    match error {
        Error::Decode { .. } => true,
        Error::Transport { error, .. } => error.is_too_large(),
        _ => error
            .status()
            .is_some_and(|status| StatusCode::is_success(&status)),
    }
}

/// The items that a 422 names, by their index, and what is wrong with them.
fn invalid_items(error: &CallError, count: usize) -> BTreeMap<usize, String> {
    let mut items = BTreeMap::<usize, String>::new();
    let details = error.typed().and_then(|error| error.detail.as_deref());
    for detail in details.unwrap_or_default() {
        let Some((index, place)) = item_of(&detail.loc).filter(|(index, _)| *index < count) else {
            continue;
        };
        let message = items.entry(index).or_default();
        if !message.is_empty() {
            message.push_str("; ");
        }
        for name in place {
            message.push_str(&text(name));
            message.push_str(": ");
        }
        message.push_str(&detail.msg);
    }
    items
}

/// The index of the item that `["body", "items", 3, "trace_id"]` is about, and the place in it.
fn item_of(loc: &[ValidationErrorLocItem]) -> Option<(usize, &[ValidationErrorLocItem])> {
    use ValidationErrorLocItem::{Integer, String};

    match loc {
        [String(body), String(items), Integer(index), place @ ..]
            if body == "body" && items == "items" =>
        {
            Some((usize::try_from(*index).ok()?, place))
        }
        _ => None,
    }
}

fn text(item: &ValidationErrorLocItem) -> String {
    match item {
        ValidationErrorLocItem::String(name) => name.clone(),
        ValidationErrorLocItem::Integer(index) => index.to_string(),
        _ => String::new(),
    }
}
