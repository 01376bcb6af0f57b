//! The bytes that the generated methods put on the wire, without a network.

mod addresses;
mod apis;
mod bodies;
mod environment;
mod free_form;
mod media_types;
mod parameters;
mod response_formats;
mod responses;
mod security;
mod sequences;
mod servers;
mod settings;
mod uploads;

use specwright_runtime::testing::{Recorded, Server};

/// The only request.
#[track_caller]
fn only(server: &Server) -> Recorded {
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}
