//! The options of clients and of single calls, against a real server.

mod budget;
mod idempotency;
mod origins;
mod retries;
mod timeouts;

use std::time::Duration;

use golden::idempotent::{Client, ClientBuilder};
use serde_json::json;
use tests::http::{Request, Response, Server};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().api_key("s3cr3t").base_url(server.url())
}

fn list() -> Response {
    Response::json(200, &json!(["a"]))
}

/// A response after which the next attempt follows at once.
fn busy(status: u16) -> Response {
    Response::empty(status).header("retry-after", "0")
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.header(name)
}

#[tokio::test]
async fn a_client_and_a_call_add_headers_and_query() -> Outcome {
    let server = Server::scripted([list(), list(), list()])?;
    let client = builder(&server)
        .header("x-team", "a")
        .query("version", "2 b")
        .build()?;
    client.orders().list().await?;
    let call = client.orders().list().state("open");
    call.header("x-team", "b").query("dry", true).await?;
    let other = Server::scripted([list()])?;
    client.orders().list().base_url(other.url()).await?;

    let requests = server.requests();
    assert_eq!(requests[0].target, "/orders?version=2%20b");
    assert_eq!(header(&requests[0], "x-team"), Some("a"));
    let name = concat!("golden/", env!("CARGO_PKG_VERSION"));
    assert_eq!(header(&requests[0], "user-agent"), Some(name));
    assert_eq!(
        requests[1].target,
        "/orders?version=2%20b&state=open&dry=true"
    );
    assert_eq!(header(&requests[1], "x-team"), Some("b"));
    assert_eq!(header(&other.requests()[0], "x-api-key"), Some("s3cr3t"));
    assert_eq!(requests.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_derived_client_differs_in_what_was_changed() -> Outcome {
    let server = Server::scripted([list(), list(), busy(500), list()])?;
    let client = builder(&server).header("x-team", "a").build()?;
    let derived = client.with_options(|options| {
        options
            .header("x-team", "b")
            .api_key("another")
            .max_retries(0)
            .user_agent("mine/1")
    })?;
    client.orders().list().await?;
    derived.orders().list().await?;
    assert!(derived.orders().list().await.is_err());
    client.clone().orders().list().await?;

    let headers = |request: &Request| {
        let names = ["x-team", "x-api-key", "user-agent"];
        names.map(|name| request.header(name).unwrap_or_default().to_owned())
    };
    let requests: Vec<_> = server.requests().iter().map(headers).collect();
    let name = concat!("golden/", env!("CARGO_PKG_VERSION"));
    assert_eq!(requests[0], ["a", "s3cr3t", name]);
    assert_eq!(requests[1], ["b", "another", "mine/1"]);
    assert_eq!(requests[2], requests[1]);
    assert_eq!(requests[3], requests[0]);
    Ok(())
}

#[tokio::test]
async fn a_derived_client_shares_the_connections() -> Outcome {
    let server = Server::scripted([list(), list()])?;
    let client = builder(&server).build()?;
    let derived = client.with_options(|options| options.timeout(Duration::from_secs(5)))?;
    client.orders().list().await?;
    derived.orders().list().await?;
    assert_eq!(server.connections(), 1);

    let refused = client.with_options(|options| options.connect_timeout(Duration::from_secs(1)));
    let error = refused
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(error.contains("`connect_timeout`"), "{error}");
    assert!(
        client
            .with_options(|options| options.header("a b", "c"))
            .is_err()
    );
    Ok(())
}
