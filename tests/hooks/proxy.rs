//! A proxy that is set on a `reqwest` client of one's own.

use golden::media_types::Client;
use specwright_runtime::reqwest::Proxy;
use specwright_runtime::transport::ReqwestTransport;
use tests::http::{Answer, Server};

use crate::Outcome;

#[tokio::test]
async fn an_injected_client_goes_through_its_proxy() -> Outcome {
    let moved = Answer::empty(308).header("location", "http://api.test/there");
    let proxy = Server::scripted([moved, Answer::empty(204)])?;
    let http = ReqwestTransport::client_builder()
        .proxy(Proxy::http(proxy.url())?.basic_auth("user", "password"))
        .build()?;
    let client = Client::builder()
        .base_url("http://api.test")
        .transport(ReqwestTransport::from(http))
        .build()?;
    client.notes().update_optional(Some("text")).await?;
    let requests = proxy.requests();
    // A proxy is asked for the whole address, and redirects are still the runtime's affair.
    let targets: Vec<_> = requests
        .iter()
        .map(|request| request.target.as_str())
        .collect();
    assert_eq!(
        targets,
        ["http://api.test/optional", "http://api.test/there"]
    );
    let login = requests[1].header("proxy-authorization");
    assert_eq!(login, Some("Basic dXNlcjpwYXNzd29yZA=="));
    Ok(())
}
