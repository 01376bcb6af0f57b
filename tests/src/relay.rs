//! A server between a client and another server, which edits what the client sends.
//!
//! In: the other server and an edit of requests. Out: its answers, byte for byte. With it a test sends what a typed client never
//! would: a body without a required field, a request without its key.

use std::io;

use crate::http::{Answer, Request, Server, send};

/// Starts a server that edits each request and passes it on to `upstream`, a URL of loopback.
///
/// # Errors
///
/// The system gives no port.
pub fn start(
    upstream: &str,
    edit: impl Fn(&mut Request) + Send + Sync + 'static,
) -> io::Result<Server> {
    let address = upstream.trim_start_matches("http://").to_owned();
    Server::with(move |mut request| {
        edit(&mut request);
        match send(&address, &request) {
            Ok(response) => Answer::Raw(response),
            Err(error) => Answer::text(502, "text/plain", &error.to_string()),
        }
    })
}
