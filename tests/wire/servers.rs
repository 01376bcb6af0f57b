//! The servers of a document, on the golden case `servers`.

use golden::servers::{Client, ClientBuilder, Server};
use specwright_runtime::testing::{self, Reply, block_on};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Where a call goes after `set`.
fn asked(
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<String, Box<dyn std::error::Error>> {
    let server = testing::Server::new();
    server.reply(Reply::status(204));
    let builder = Client::builder().transport(server.transport());
    block_on(set(builder).build()?.things().list())?;
    Ok(only(&server).url())
}

#[test]
fn a_server_is_chosen_by_name() -> Outcome {
    assert_eq!(asked(|it| it)?, "https://api.test/v1/things");
    let eu = asked(|it| it.server(Server::Regional))?;
    assert_eq!(eu, "https://eu.api.test/v1/things");
    let us = asked(|it| it.region("us").server(Server::Regional))?;
    assert_eq!(us, "https://us.api.test/v1/things");
    let sandbox = asked(|it| it.server(Server::Regional).server(Server::Sandbox))?;
    assert_eq!(sandbox, "https://sandbox.api.test/v1/things");
    // A value stays within its place.
    assert!(asked(|it| it.region("evil.test/").server(Server::Regional)).is_err());
    // What is set last holds.
    let own = asked(|it| it.server(Server::Local).base_url("https://own.test"))?;
    assert_eq!(own, "https://own.test/things");
    let local = asked(|it| it.base_url("https://own.test").server(Server::Local))?;
    assert_eq!(local, "http://localhost:8080/things");
    Ok(())
}

#[test]
fn operations_keep_servers_of_their_own_and_clients_can_be_derived() -> Outcome {
    let server = testing::Server::new();
    for _ in 0..2 {
        server.reply(Reply::status(204));
    }
    let builder = Client::builder().transport(server.transport());
    let client = builder.server(Server::Sandbox).build()?;
    block_on(client.things().upload())?;
    let derived = client.with_options(|it| it.server(Server::Production))?;
    block_on(derived.things().list())?;
    let urls: Vec<String> = server
        .requests()
        .iter()
        .map(specwright_runtime::testing::Recorded::url)
        .collect();
    assert_eq!(
        urls,
        ["https://upload.test/upload", "https://api.test/v1/things"]
    );
    Ok(())
}
