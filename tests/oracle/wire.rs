//! A call, made with both clients, and what of it has to be the same on the wire.

use std::fmt::Debug;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::http::{Answer, Request, Server};

use crate::documents::Exported;

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
    /// The body, with the defaults that the document states for what it leaves out: progenitor writes them into every body,
    /// where ours leaves them to the server.
    body: Option<Value>,
}

impl Meaning {
    fn of(request: &Request, document: &Exported) -> Self {
        let path = request
            .path()
            .split('/')
            .skip(1)
            .map(decoded)
            .collect::<Vec<_>>();
        let operation = document.operation(&request.method, &path);
        let query = form_urlencoded::parse(request.query().as_bytes());
        let mut query: Vec<_> = query.into_owned().collect();
        query.sort();
        let headers = document.headers(&operation).into_iter();
        let headers =
            headers.map(|name| (name.to_owned(), request.header(name).map(str::to_owned)));
        Self {
            path,
            query,
            headers: headers.collect(),
            body: json(request).map(|body| document.with_defaults(&operation, body)),
            operation: operation.name,
        }
    }
}

/// Checks that a call is the same with both clients, and that its body is the one given. Returns the operation.
pub(crate) async fn compare<T, E: Debug, U, F: Debug>(
    document: &Exported,
    body: Option<&Value>,
    ours: impl AsyncFnOnce(&str) -> Result<T, E>,
    theirs: impl AsyncFnOnce(&str) -> Result<U, F>,
) -> String {
    let ours = record(ours).await;
    assert_eq!(
        json(&ours).as_ref(),
        body,
        "{} {}",
        ours.method,
        ours.target
    );
    let theirs = record(theirs).await;
    let (ours, theirs) = (Meaning::of(&ours, document), Meaning::of(&theirs, document));
    assert_eq!(ours, theirs, "ours and theirs");
    ours.operation
}

/// A model from its JSON: so both sides get the same one, and neither's constructors matter.
pub(crate) fn model<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// Lets a client make one call. The answer is an error that nobody retries; what the client makes of it doesn't matter here.
async fn record<T, E: Debug>(call: impl AsyncFnOnce(&str) -> Result<T, E>) -> Request {
    let server = Server::with(|_| Answer::empty(418)).unwrap();
    let error = call(&server.url()).await.err();
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "not one request: {error:?}");
    requests.remove(0)
}

fn decoded(segment: &str) -> String {
    percent_decode_str(segment)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

fn json(request: &Request) -> Option<Value> {
    (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).unwrap())
}
