//! One request, and what its outcome means for the spans in it.
//!
//! In: the body of a request. Out: an [`Outcome`]. It also knows when a delivery is over: when its
//! deadline has passed, or when the server has refused the credentials. Retries are the client's.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serde_json::Value;
use spanwire::scale_v5::Client;
use spanwire::{Bytes, Call, Error, StatusCode};
use tokio_util::sync::CancellationToken;

use super::limits::Limits;
use super::report::{CallError, UnsentReason};

/// What a request means for its spans.
pub(super) enum Outcome {
    Accepted,
    Refused(Arc<CallError>, Fault),
    Unsent(UnsentReason),
}

/// What the server found wrong with a request.
pub(super) enum Fault {
    /// These items, by their index, and what is wrong with them.
    Items(BTreeMap<usize, String>),
    /// It is too large.
    Size,
    /// One of the items or more, but the server didn't name it.
    Unnamed,
}

/// Sends the requests of one delivery.
pub(super) struct Sender<'a> {
    client: &'a Client,
    deadline: Option<Instant>,
    /// Cancelled when the credentials were refused, or when there is no time left.
    stop: CancellationToken,
    refusal: OnceLock<Arc<CallError>>,
}

impl<'a> Sender<'a> {
    pub(super) fn new(client: &'a Client, limits: &Limits, stop: CancellationToken) -> Self {
        Self {
            client,
            deadline: limits
                .deadline
                .and_then(|limit| Instant::now().checked_add(limit)),
            stop,
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
        (is_over || self.stop.is_cancelled()).then_some(UnsentReason::Deadline)
    }

    /// Sends a body with that many spans.
    pub(super) async fn send(&self, body: Bytes, count: usize) -> Outcome {
        if let Some(reason) = self.stopped() {
            return Outcome::Unsent(reason);
        }
        // As `upsert_batch`, but with a body that is encoded already, and a response that is not
        // decoded.
        let call: Call<(), Value> = self.client.raw().put("/v5/spans/batch");
        let mut call = call.body("application/json", body);
        if let Some(deadline) = self.deadline {
            call = call.timeout(deadline.saturating_duration_since(Instant::now()));
        }
        match self.stop.run_until_cancelled(call.detached()).await {
            Some(Ok(())) => Outcome::Accepted,
            Some(Err(error)) => self.failed(error, count),
            None => Outcome::Unsent(self.stopped().unwrap_or(UnsentReason::Deadline)),
        }
    }

    fn failed(&self, error: CallError, count: usize) -> Outcome {
        if is_success(&error) {
            return Outcome::Accepted;
        }
        let error = Arc::new(error);
        match error.status().map_or(0, |status| status.as_u16()) {
            400 | 409 => Outcome::Refused(error, Fault::Unnamed),
            413 => Outcome::Refused(error, Fault::Size),
            422 => {
                let items = invalid_items(&error, count);
                let fault = if items.is_empty() {
                    Fault::Unnamed
                } else {
                    Fault::Items(items)
                };
                Outcome::Refused(error, fault)
            }
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
    let details = error
        .typed()
        .and_then(|body| body.get("detail")?.as_array());
    let named = details.into_iter().flatten().filter_map(item_of);
    for (index, message) in named.filter(|(index, _)| *index < count) {
        let messages = items.entry(index).or_default();
        if !messages.is_empty() {
            messages.push_str("; ");
        }
        messages.push_str(&message);
    }
    items
}

/// The index of the item that `{"loc": ["body", "items", 3, "trace_id"], "msg": …}` is about, and
/// what is wrong with it.
fn item_of(detail: &Value) -> Option<(usize, String)> {
    let [body, items, index, place @ ..] = detail.get("loc")?.as_array()?.as_slice() else {
        return None;
    };
    if body != "body" || items != "items" {
        return None;
    }
    let mut message = String::new();
    for part in place {
        let _ = match part.as_str() {
            Some(name) => write!(message, "{name}: "),
            None => write!(message, "{part}: "),
        };
    }
    message.push_str(
        detail
            .get("msg")
            .and_then(Value::as_str)
            .unwrap_or_default(),
    );
    Some((usize::try_from(index.as_u64()?).ok()?, message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_named_by_their_place_in_the_body() {
        let item = |loc: Value| item_of(&json!({"loc": loc, "msg": "is bad"}));
        let found = |index, message: &str| Some((index, message.to_owned()));
        assert_eq!(item(json!(["body", "items", 3])), found(3, "is bad"));
        assert_eq!(
            item(json!(["body", "items", 0, "input", 2])),
            found(0, "input: 2: is bad")
        );
        for loc in [
            json!(["body"]),
            json!(["body", "items"]),
            json!(["body", "items", -1]),
            json!(["body", "items", "3"]),
            json!(["query", "items", 3]),
            json!(["body", "spans", 3]),
            json!("body"),
        ] {
            assert_eq!(item(loc.clone()), None, "{loc}");
        }
        assert_eq!(item_of(&json!({"msg": "is bad"})), None);
    }
}
