//! The generated clients against a server that nobody here wrote.
//!
//! Stoplight Prism reads the same documents by itself. It accepts a request only if the request
//! follows the document, returns 401 where the credential is missing and 422 where the body is
//! wrong, and makes its responses from the document's schemas. What a typed client can't send by
//! itself, a relay between the two edits into the request.

mod accepted;
mod amended;
mod fiddler;
mod galileo;
mod overlaid;
mod scale;

use std::fmt::Display;
use std::sync::Arc;

use tests::http::{Request, Server};
use tests::prism::Prism;
use tests::relay;

/// What a test of this program ends with.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The mock server for a document of `specs/`.
fn prism(document: &str) -> Result<Arc<Prism>, Box<dyn std::error::Error>> {
    Ok(Prism::shared(&overlaid::path(document)?)?)
}

/// A relay to it that takes a member of the body away.
fn without_field(prism: &Prism, name: &'static str) -> std::io::Result<Server> {
    relay::start(prism.url(), move |request: &mut Request| {
        let mut body = request.json();
        if let Some(members) = body.as_object_mut() {
            members.remove(name);
        }
        request.set_json(&body);
    })
}

/// What was expected to fail and did not.
fn accepted(what: impl Display) -> Box<dyn std::error::Error> {
    format!("{what} was accepted").into()
}
