//! A server between a client and another server, which edits what the client sends.
//!
//! In: the other server and an edit of requests, perhaps also of responses. Out: its responses,
//! byte for byte if nothing edits them. With it a test sends what a typed client never would: a
//! body without a required field, a request without its key.

use std::io;

use crate::http::{Request, Response, Server, send};

/// Starts a server that edits each request and passes it on to `upstream`, a URL of loopback.
///
/// # Errors
///
/// No port is available.
pub fn start(
    upstream: &str,
    edit: impl Fn(&mut Request) + Send + Sync + 'static,
) -> io::Result<Server> {
    start_with(upstream, edit, |_, response| Response::Raw(response))
}

/// As [`start`]. `respond` gets the request as forwarded and the whole response, and
/// makes the response to the client.
///
/// # Errors
///
/// No port is available.
pub fn start_with(
    upstream: &str,
    edit: impl Fn(&mut Request) + Send + Sync + 'static,
    respond: impl Fn(&Request, Vec<u8>) -> Response + Send + Sync + 'static,
) -> io::Result<Server> {
    let address = upstream.trim_start_matches("http://").to_owned();
    Server::with(move |mut request| {
        edit(&mut request);
        match send(&address, &request) {
            Ok(response) => respond(&request, response),
            Err(error) => Response::text(502, "text/plain", &error.to_string()),
        }
    })
}
