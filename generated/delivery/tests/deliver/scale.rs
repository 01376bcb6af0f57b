//! A Scale on loopback that stores spans by their id, unless a test lets it refuse them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use scripted_server::{Request, Response, Server};
use serde_json::{Value, json};
use spanwire_delivery::spanwire::scale_v5::models::SpanCreateRequest;
use spanwire_delivery::spanwire::scale_v5::{Client, ClientBuilder};
use spanwire_delivery::spanwire::testing::block_on;
use spanwire_delivery::{Limits, Report, deliver};

pub(crate) struct Scale {
    server: Server,
    stored: Arc<Mutex<BTreeMap<String, Value>>>,
}

/// What the server does with the items of a request.
pub(crate) enum Verdict {
    Store,
    /// It stores them, but the response is another one.
    StoreAnd(Response),
    Refuse(Response),
}

impl Scale {
    pub(crate) fn new(judge: impl Fn(&[Value]) -> Verdict + Send + Sync + 'static) -> Self {
        let stored = Arc::new(Mutex::new(BTreeMap::new()));
        let store = Arc::clone(&stored);
        let server = Server::with(move |request| {
            let items = items(&request);
            let (is_stored, response) = match judge(&items) {
                Verdict::Store => (true, Response::json(200, &json!({"items": []}))),
                Verdict::StoreAnd(response) => (true, response),
                Verdict::Refuse(response) => (false, response),
            };
            if is_stored {
                let items = items.into_iter();
                let by_id = items.map(|item| (item["id"].as_str().unwrap().to_owned(), item));
                store.lock().unwrap().extend(by_id);
            }
            response
        });
        Self {
            server: server.unwrap(),
            stored,
        }
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        let builder = Client::builder().api_key("key").account_id("account");
        builder.base_url(self.server.url())
    }

    pub(crate) fn deliver(&self, spans: Vec<SpanCreateRequest>) -> Report {
        block_on(deliver(&self.client(), spans, &Limits::new()))
    }

    /// The ids of the spans that are stored.
    pub(crate) fn stored(&self) -> BTreeSet<String> {
        self.stored.lock().unwrap().keys().cloned().collect()
    }

    /// A span as it was stored last.
    pub(crate) fn span(&self, id: &str) -> Value {
        self.stored.lock().unwrap()[id].clone()
    }

    /// The bodies of the requests.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        let requests = self.server.requests().into_iter();
        requests.map(|request| request.body).collect()
    }

    /// How many spans each request had.
    pub(crate) fn counts(&self) -> Vec<usize> {
        let requests = self.server.requests();
        requests
            .iter()
            .map(|request| items(request).len())
            .collect()
    }
}

fn items(request: &Request) -> Vec<Value> {
    assert_eq!(
        (request.method.as_str(), request.path()),
        ("PUT", "/v5/spans/batch")
    );
    request.json()["items"].as_array().unwrap().clone()
}

/// A span with this id.
pub(crate) fn span(id: impl Into<String>) -> SpanCreateRequest {
    let start = "2026-01-31T12:00:00Z".parse().unwrap();
    SpanCreateRequest::new("good", "trace-1", start).with_id(id)
}

/// Spans `0`, `1`, …; those at these places have the name `bad`.
pub(crate) fn spans(count: usize, bad: &[usize]) -> Vec<SpanCreateRequest> {
    let mut spans: Vec<_> = (0..count).map(|id| span(id.to_string())).collect();
    for index in bad {
        "bad".clone_into(&mut spans[*index].name);
    }
    spans
}

/// The places of the items with this name.
pub(crate) fn places(items: &[Value], name: &str) -> Vec<usize> {
    let named = |index: &usize| items[*index]["name"] == name;
    (0..items.len()).filter(named).collect()
}

/// A 422 that names items, as `FastAPI` writes it.
pub(crate) fn invalid(places: &[usize]) -> Response {
    let named = places.iter().map(|place| {
        json!({
            "type": "value_error",
            "loc": ["body", "items", place, "name"],
            "msg": "Value error, the name is bad",
        })
    });
    Response::json(422, &json!({"detail": named.collect::<Vec<_>>()}))
}

/// An error that names no item.
pub(crate) fn refused(status: u16) -> Response {
    Response::json(status, &json!({"detail": "something is wrong"}))
}

/// A status that is retried at once.
pub(crate) fn busy(status: u16) -> Response {
    Response::empty(status).header("retry-after-ms", "1")
}

/// Checks that each of the spans is in one place of the report, and gives the ids of the accepted
/// ones.
pub(crate) fn accepted(all: &BTreeSet<String>, report: &Report) -> BTreeSet<String> {
    let rejected = report.rejected.iter().map(|rejected| &rejected.span);
    let unsent = report.unsent.iter().map(|unsent| &unsent.span);
    let mut rest = all.clone();
    for span in rejected.chain(unsent) {
        let id = span.id.as_ref().unwrap();
        assert!(rest.remove(id), "`{id}` is unknown or in two places");
    }
    assert_eq!(report.accepted, rest.len());
    assert_eq!(report.total(), all.len());
    rest
}
