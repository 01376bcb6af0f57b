//! A load balancer: each request goes to the next gateway; one that gets no response from it, to
//! the one after. Without any response, it responds with 502, as all balancers do.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use scripted_server::{Response, Server};

pub(super) fn balancer(gateways: Vec<SocketAddr>) -> Result<Server, String> {
    let next = AtomicUsize::new(0);
    let server = Server::with(move |request| {
        let first = next.fetch_add(1, Ordering::Relaxed);
        let turns = (0..gateways.len()).map(|turn| gateways[(first + turn) % gateways.len()]);
        let mut responses =
            turns.filter_map(|gateway| scripted_server::send(&gateway.to_string(), &request).ok());
        responses
            .find(|response| !response.is_empty())
            .map_or_else(|| Response::empty(502), Response::Raw)
    });
    server.map_err(|error| format!("no balancer: {error}"))
}
