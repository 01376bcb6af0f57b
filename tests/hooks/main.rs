//! What goes around the sending of a request: layers of `tower`, signatures, and a proxy of the
//! injected client, against a server on loopback. The examples `middleware` and `tls` of `spanwire`
//! check the rest in the same way.

mod proxy;
mod signing;
mod tower;

use golden::media_types::{Client, ClientBuilder};
use tests::http::Server;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url())
}
