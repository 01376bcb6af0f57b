//! A server that plays Scale, and the spans that should arrive there.
//!
//! Out: which spans it accepted, how often, and from whom. It can hold requests until it is told to
//! let go; held ones end without a response and without an effect, as with a server that dies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use scripted_server::{Request, Response, Server};
use serde_json::{Value, json};

use super::LONG;

/// What the server has seen.
#[derive(Default)]
pub(super) struct Seen {
    /// The accepted spans by id, with the number of times that each was accepted.
    pub(super) spans: BTreeMap<String, (Value, u32)>,
    /// How many requests are held, and for whom.
    pub(super) held: usize,
    pub(super) held_accounts: BTreeSet<String>,
    accounts: BTreeSet<String>,
    holds: bool,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

/// The server.
pub(super) struct Scale {
    server: Server,
    shared: Arc<Shared>,
}

impl Scale {
    pub(super) fn new() -> Result<Self, String> {
        let shared = Arc::new(Shared::default());
        let of_server = Arc::clone(&shared);
        let server = Server::with(move |request| of_server.respond(&request));
        let server = server.map_err(|error| format!("no server: {error}"))?;
        Ok(Self { server, shared })
    }

    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// Holds requests that come from now on.
    pub(super) fn hold(&self) {
        self.shared.lock().holds = true;
    }

    /// Ends the requests that are held, and accepts those that come from now on.
    pub(super) fn let_go(&self) {
        self.shared.lock().holds = false;
        self.shared.changed.notify_all();
    }

    /// Waits until something has been seen.
    pub(super) fn wait(&self, what: &str, is: impl Fn(&Seen) -> bool) -> Result<(), String> {
        let seen = self.shared.lock();
        let waited = self
            .shared
            .changed
            .wait_timeout_while(seen, LONG, |seen| !is(seen));
        let (seen, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let spans = seen.spans.len();
            return Err(format!("{what} did not come; {spans} spans did"));
        }
        Ok(())
    }

    pub(super) fn spans(&self) -> BTreeMap<String, (Value, u32)> {
        self.shared.lock().spans.clone()
    }

    pub(super) fn accounts(&self) -> BTreeSet<String> {
        self.shared.lock().accounts.clone()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(&self, request: &Request) -> Response {
        let account = request.header("x-selected-account-id").unwrap_or_default();
        let mut seen = self.lock();
        if seen.holds {
            seen.held += 1;
            seen.held_accounts.insert(account.to_owned());
            self.changed.notify_all();
            drop(self.changed.wait_while(seen, |seen| seen.holds));
            return Response::Close;
        }
        seen.accounts.insert(account.to_owned());
        let body = request.json();
        for span in body["items"].as_array().into_iter().flatten() {
            let id = span["id"].as_str().unwrap_or_default().to_owned();
            let (seen, times) = seen.spans.entry(id).or_default();
            *seen = arrived(span);
            *times += 1;
        }
        self.changed.notify_all();
        Response::json(200, &json!({"items": []}))
    }
}

/// A span as the collector is given it.
pub(super) fn otlp(number: u64) -> Value {
    json!({
        "traceId": format!("{number:032x}"),
        "spanId": format!("{number:016x}"),
        "parentSpanId": "00f067aa0ba902b7",
        "name": format!("chat {number}"),
        "kind": 3,
        "startTimeUnixNano": (1_769_860_800_000_001_000 + number * 10_000).to_string(),
        "endTimeUnixNano": "1769860802000000000",
        "attributes": [
            {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
            {"key": "number", "value": {"intValue": number.to_string()}},
            {"key": "list", "value": {"arrayValue": {"values": [
                {"doubleValue": 0.5}, {"boolValue": true}, {"stringValue": "\u{1f600}"},
            ]}}},
        ],
        "status": {"code": 2, "message": "no response"},
    })
}

/// What Scale should get of that span, as far as it does not depend on the mapping of types.
pub(super) fn expected(number: u64) -> Value {
    // It ends in 1, so it is written in full.
    let micros = number * 10 + 1;
    json!({
        "id": format!("{number:016x}"),
        "trace_id": format!("{number:032x}"),
        "parent_id": "00f067aa0ba902b7",
        "name": format!("chat {number}"),
        "start_timestamp": format!("2026-01-31T12:00:00.{micros:06}Z"),
        "end_timestamp": "2026-01-31T12:00:02Z",
        "status": "ERROR",
        "number": number,
        "list": [0.5, true, "\u{1f600}"],
    })
}

/// The same of a span that arrived.
fn arrived(span: &Value) -> Value {
    let mut arrived = serde_json::Map::new();
    for name in [
        "id",
        "trace_id",
        "parent_id",
        "name",
        "start_timestamp",
        "end_timestamp",
        "status",
    ] {
        arrived.insert(name.to_owned(), span[name].clone());
    }
    for name in ["number", "list"] {
        arrived.insert(name.to_owned(), span["metadata"][name].clone());
    }
    arrived.into()
}
