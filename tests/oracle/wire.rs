//! A call, made with both clients, and what of it must be the same on the wire.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::http::{Request, Response, Server};

use crate::documents::{Document, Exported};
use crate::given::{Given, Replay, decoded};

/// What a call meant to the server.
#[derive(Debug, PartialEq)]
struct Meaning {
    /// The method and the path template.
    operation: String,
    /// The segments of the path, decoded.
    path: Vec<String>,
    /// The names and values of the query, decoded and sorted.
    query: Vec<(String, String)>,
    /// The headers that the document declares for the operation.
    headers: Vec<(String, Option<String>)>,
    /// The body, with the defaults that the document states for what it leaves out: progenitor
    /// writes them into every body, where ours leaves them to the server.
    body: Option<Value>,
}

impl Meaning {
    fn of(request: &Request, document: &Exported) -> Self {
        let operation = document.operation(request);
        let query = form_urlencoded::parse(request.query().as_bytes());
        let mut query: Vec<_> = query.into_owned().collect();
        query.sort();
        let headers = document.headers(&operation).into_iter();
        let headers =
            headers.map(|name| (name.to_owned(), request.header(name).map(str::to_owned)));
        Self {
            path: request.path().split('/').skip(1).map(decoded).collect(),
            query,
            headers: headers.collect(),
            body: json(request).map(|body| document.with_defaults(&operation, body)),
            operation: operation.name,
        }
    }
}

/// An API, and how progenitor's client makes its calls.
pub(crate) struct Api {
    exported: Exported,
    replays: &'static [(&'static str, Replay)],
}

impl Api {
    pub(crate) fn new(document: &str, replays: &'static [(&'static str, Replay)]) -> Self {
        Self {
            exported: Document::of(document).exported(),
            replays,
        }
    }

    /// Makes a call with both clients, and returns its operation and its body. An error: the calls
    /// differ, or the types of progenitor's client can't hold the body.
    pub(crate) async fn compare(
        &self,
        ours: impl AsyncFnOnce(&str),
    ) -> Result<(String, Option<Value>), String> {
        let ((), ours) = record(ours).await;
        let [ours] = &*ours else { panic!("{ours:?}") };
        let operation = self.exported.operation(ours);
        let replay = self
            .replays
            .iter()
            .find(|(name, _)| *name == operation.name);
        let (_, replay) = replay.unwrap_or_else(|| panic!("no replay of {}", operation.name));
        let given = Given::of(ours, operation.template);
        let (said, theirs) = record(async |url| replay(url.to_owned(), given).await).await;
        said?;
        let [theirs] = &*theirs else {
            panic!("{theirs:?}")
        };
        let [meant, other] = [ours, theirs].map(|request| Meaning::of(request, &self.exported));
        if meant != other {
            return Err(format!("ours: {meant:?}, theirs: {other:?}"));
        }
        Ok((meant.operation, json(ours)))
    }

    /// As [`compare`](Self::compare), for a call that must send exactly that body. Returns the
    /// operation.
    pub(crate) async fn compare_body<T, E: Debug>(
        &self,
        body: Option<&Value>,
        ours: impl AsyncFnOnce(&str) -> Result<T, E>,
    ) -> String {
        let ours = async |url: &str| drop(ours(url).await);
        let (operation, sent) = self.compare(ours).await.unwrap();
        assert_eq!(sent.as_ref(), body, "{operation}");
        operation
    }
}

/// A model from its JSON: so no constructor matters.
pub(crate) fn model<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// Lets a client make a call, and returns its result and the requests. The response is an
/// error that nobody retries.
async fn record<T>(call: impl AsyncFnOnce(&str) -> T) -> (T, Vec<Request>) {
    let server = Server::with(|_| Response::empty(418)).unwrap();
    let result = call(&server.url()).await;
    (result, server.requests())
}

fn json(request: &Request) -> Option<Value> {
    (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).unwrap())
}
