//! A proxy that is set on a `reqwest` client of one's own.

use golden::media_types::{Client, Error};
use specwright_runtime::reqwest::Proxy;
use specwright_runtime::transport::ReqwestTransport;
use tests::http::{Response, Server};

use crate::Outcome;

#[tokio::test]
async fn an_injected_client_goes_through_its_proxy() -> Outcome {
    let moved = Response::empty(308).header("location", "http://api.test/there");
    let away = Response::empty(308).header("location", "http://other.test/");
    let proxy = Server::scripted([moved, Response::empty(204), away, Response::empty(204)])?;
    let http = ReqwestTransport::client_builder()
        .proxy(Proxy::http(proxy.url())?.basic_auth("user", "password"))
        .build()?;
    let client = Client::builder()
        .base_url("http://api.test")
        .transport(ReqwestTransport::from(http))
        .build()?;
    client.notes().update_optional(Some("text")).await?;
    let requests = proxy.requests();
    // A proxy is asked for the whole address.
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

    // Redirects are still the runtime's affair, which takes no body to another host.
    let error = client.notes().update_optional(Some("text")).await;
    assert!(matches!(error, Err(Error::Transport { error, .. }) if error.is_redirect()));
    assert_eq!(proxy.requests().len(), 3);
    Ok(())
}
