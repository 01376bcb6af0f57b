//! Parameters that are set once on the client, on the golden case `configured`.

use golden::configured::{Client, ClientBuilder};
use specwright_runtime::testing::{Reply, Server, block_on};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The URL and the version that go out after `set`.
fn sent(
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<(String, Option<String>), Box<dyn std::error::Error>> {
    let server = Server::new();
    server.reply(Reply::text(204, ""));
    let builder = Client::builder()
        .secret("k")
        .base_url("https://api.test")
        .transport(server.transport());
    block_on(set(builder).build()?.reports().list().limit(1))?;
    let request = only(&server);
    Ok((
        request.url(),
        request.header("x-version").map(str::to_owned),
    ))
}

#[test]
fn defaults_are_those_of_the_document_and_the_configuration() -> Outcome {
    let (url, version) = sent(|builder| builder.tenant("a/b"))?;
    assert_eq!(
        url,
        "https://api.test/v1/a%2Fb/reports?api-version=2&limit=1"
    );
    assert_eq!(version.as_deref(), Some("2024-01"));
    Ok(())
}

#[test]
fn setters_replace_defaults() -> Outcome {
    let (url, version) = sent(|builder| {
        let builder = builder.tenant("a").tenant("b");
        builder.api_version("3").version("2025-01")
    })?;
    assert_eq!(url, "https://api.test/v1/b/reports?api-version=3&limit=1");
    assert_eq!(version.as_deref(), Some("2025-01"));
    Ok(())
}

#[test]
fn a_call_goes_before_the_client() -> Outcome {
    let server = Server::new();
    server.reply(Reply::text(204, ""));
    let builder = Client::builder().secret("k").base_url("https://api.test");
    let client = builder.tenant("a").transport(server.transport()).build()?;
    let call = client.reports().list().query("api-version", 4);
    let call = call.header("X-Version", "2026-01").into_call();
    block_on(call.path("tenant", "c"))?;
    let request = only(&server);
    assert_eq!(request.url(), "https://api.test/v1/c/reports?api-version=4");
    assert_eq!(request.header("x-version"), Some("2026-01"));
    Ok(())
}

#[test]
fn a_path_without_its_parameter_is_not_sent() -> Outcome {
    let server = Server::new();
    let builder = Client::builder().secret("k").base_url("https://api.test");
    let client = builder.transport(server.transport()).build()?;
    let error = block_on(client.reports().list()).err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some(
            "GET /v1/{tenant}/reports: the path parameter `tenant` is missing \
             (set by `.tenant(…)`, or by `CONFIGURED_TENANT` for `from_env`)"
        )
    );
    assert!(server.requests().is_empty());
    Ok(())
}

#[test]
fn a_call_without_a_header_that_it_requires_is_not_sent() -> Outcome {
    let server = Server::new();
    let builder = Client::builder().secret("k").base_url("https://api.test");
    let client = builder.transport(server.transport()).build()?;
    let error = block_on(client.items().list()).err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some(
            "GET /v1/items: the header `X-Account` is missing \
             (set by `.account(…)`, or by `CONFIGURED_ACCOUNT` for `from_env`)"
        )
    );
    assert!(server.requests().is_empty());
    // Others don't require it, and a call may set it.
    server.reply(Reply::text(204, ""));
    block_on(client.health().check())?;
    server.reply(Reply::json(200, &serde_json::json!({"items": []})));
    block_on(client.items().list().header("X-Account", "a"))?;
    assert_eq!(server.requests()[1].header("x-account"), Some("a"));
    Ok(())
}
