//! One request of every operation, made by the example in the documentation of each method.
//!
//! Prism must accept each request, and the response must decode into its type. What is counted is
//! what went over the wire: a relay sees which operation a request is for, and what Prism said to
//! it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use examples::{Example, enter_files};
use serde_json::Value;
use tests::http::{Request, Server};
use tests::{operations, relay};

use crate::amended::{EVENTS, amended};
use crate::{Outcome, fiddler, galileo, prism, scale};

/// A request and its result.
#[derive(Debug)]
struct Exchange {
    /// The operation that the request is for, if it is for any.
    operation: Option<String>,
    /// What Prism said: the first line of its response.
    status: String,
}

/// A relay to Prism, and what went through it.
struct Watch {
    server: Server,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Watch {
    /// `edit`: what is changed of each request.
    fn start(
        upstream: &str,
        document: Arc<Value>,
        edit: impl Fn(&mut Request) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let exchanges: Arc<Mutex<Vec<Exchange>>> = Arc::default();
        let kept = Arc::clone(&exchanges);
        let server = relay::start_with(upstream, edit, move |request, response| {
            let head = String::from_utf8_lossy(&response);
            let template = operations::template(&document, &request.method, request.path());
            let operation = template.map(|path| operations::name(&request.method, path));
            let status = head.lines().next().unwrap_or_default().to_owned();
            let mut exchanges = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let response = amended(operation.as_deref(), exchanges.is_empty(), response);
            exchanges.push(Exchange { operation, status });
            response
        })?;
        Ok(Self { server, exchanges })
    }

    /// What went through it since it was asked last.
    fn take(&self) -> Vec<Exchange> {
        std::mem::take(
            &mut self
                .exchanges
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// The document of `specs/`, read by itself.
fn read(document: &str) -> Result<Arc<Value>, Box<dyn Error>> {
    let text = fs::read_to_string(tests::root().join("specs").join(document))?;
    Ok(Arc::new(serde_yaml::from_str(&text)?))
}

/// An API, and how its examples are run.
struct Api<C: 'static> {
    document: &'static str,
    examples: &'static [Example<C>],
    client: fn(&str) -> Result<C, Box<dyn Error>>,
    /// The header with the credential.
    credential: &'static str,
}

impl<C: Clone> Api<C> {
    /// Runs all examples, with the credential and without it. What Prism refuses without it, it has
    /// read: that is the control.
    async fn try_all(&self) -> Outcome {
        enter_files()?;
        let prism = prism(self.document)?;
        let document = read(self.document)?;
        let credential = self.credential;
        let without = move |request: &mut Request| request.remove_header(credential);
        let whole = Watch::start(prism.url(), Arc::clone(&document), |_| {})?;
        let robbed = Watch::start(prism.url(), Arc::clone(&document), without)?;
        let client = (self.client)(&whole.server.url())?;
        let stranger = (self.client)(&robbed.server.url())?;
        let mut seen = BTreeSet::new();
        let mut failures = BTreeMap::new();
        for example in self.examples {
            let accepted = (example.run)(client.clone()).await;
            let mut exchanges = whole.take();
            let is_refused = (example.run)(stranger.clone()).await.is_err();
            exchanges.extend(robbed.take());
            let is_own = |one: &Exchange| one.operation.as_deref() == Some(example.operation);
            let last = exchanges.last().map(|last| last.status.as_str());
            let is_right = accepted.is_ok()
                && is_refused
                && exchanges.len() > 1
                && exchanges.iter().all(is_own)
                && last == Some("HTTP/1.1 401 Unauthorized");
            if !is_right {
                let said = accepted.err().map(|error| error.to_string());
                failures.insert(example.method, (said, exchanges));
            }
            seen.insert(example.operation.to_owned());
        }
        assert!(failures.is_empty(), "{failures:#?}");
        assert_eq!(seen, operations::names(&document));
        Ok(())
    }
}

#[tokio::test]
async fn every_operation_of_scale_is_accepted_with_its_key_only() -> Outcome {
    let api = Api {
        document: scale::DOCUMENT,
        examples: examples::scale_v5::EXAMPLES,
        client: scale::client,
        credential: "x-api-key",
    };
    api.try_all().await
}

/// The table of events has what the documents say, and nothing else.
#[test]
fn events_are_those_of_the_documents() -> Outcome {
    let mut streams = BTreeSet::new();
    for document in [scale::DOCUMENT, fiddler::DOCUMENT, galileo::DOCUMENT] {
        let document = read(document)?;
        for name in operations::names(&document) {
            let (method, path) = name.split_once(' ').ok_or("no path")?;
            let responses = &document["paths"][path][method.to_ascii_lowercase()]["responses"];
            if !responses["200"]["content"]["text/event-stream"].is_null() {
                streams.insert(name);
            }
        }
    }
    let table: BTreeSet<String> = EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(table, streams);
    Ok(())
}

#[tokio::test]
async fn every_operation_of_fiddler_is_accepted_with_its_token_only() -> Outcome {
    let api = Api {
        document: fiddler::DOCUMENT,
        examples: examples::fiddler_v3::EXAMPLES,
        client: fiddler::client,
        credential: "authorization",
    };
    api.try_all().await
}

#[tokio::test]
async fn every_operation_of_galileo_is_accepted_with_its_key_only() -> Outcome {
    let api = Api {
        document: galileo::DOCUMENT,
        examples: examples::galileo_v2::EXAMPLES,
        client: galileo::client,
        credential: "Galileo-API-Key",
    };
    api.try_all().await
}
