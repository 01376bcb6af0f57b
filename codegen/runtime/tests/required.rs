//! Parameters that are set on the client and that operations require.

mod common;

use common::{builder, client};
use specwright_runtime::http::Request;
use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{
    Body, Call, Client, ClientBuilder, Error, HeaderValue, RequiredParameter, TransportError,
};

type Plain = Call<String>;

const ACCOUNT: RequiredParameter = RequiredParameter::header("X-Account")
    .set_by("account")
    .read_from("TIDE_ACCOUNT")
    .except(&["GET /health"]);

/// The request that is sent, or the error of the call if none is.
fn sent(
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(&Client) -> Plain,
) -> Result<Recorded, String> {
    let server = Server::new();
    server.reply(Reply::json(200, "ok"));
    let client = set(builder(&server)).build().unwrap();
    let result = block_on(call(&client));
    match (server.requests().pop(), result) {
        (Some(request), Ok(_)) => Ok(request),
        (None, Err(error @ Error::Request { .. })) => Err(error.to_string()),
        (request, result) => panic!("{request:?}, {result:?}"),
    }
}

fn requires(parameter: RequiredParameter) -> impl FnOnce(ClientBuilder) -> ClientBuilder {
    move |builder| builder.require(parameter)
}

#[test]
fn a_call_without_a_required_header_names_it_and_how_it_is_set() {
    assert_eq!(
        sent(requires(ACCOUNT), |client| client.get("/tides")).unwrap_err(),
        "GET /tides: the header `X-Account` is missing (set by `.account(…)`, or by `TIDE_ACCOUNT` for `from_env`)"
    );
    let unnamed = RequiredParameter::query("account id");
    assert_eq!(
        sent(requires(unnamed), |client| client.get("/tides")).unwrap_err(),
        "GET /tides: the query parameter `account id` is missing (set by `.query(\"account id\", …)`)"
    );
    let tenant = RequiredParameter::path("tenant").set_by("tenant");
    assert_eq!(
        sent(requires(tenant), |client| client.get("/{tenant}/tides")).unwrap_err(),
        "GET /{tenant}/tides: the path parameter `tenant` is missing (set by `.tenant(…)`)"
    );
}

#[test]
fn a_required_parameter_is_set_on_the_client_or_the_call() {
    let on_client = |builder: ClientBuilder| builder.require(ACCOUNT).header("x-account", "a");
    let request = sent(on_client, |client| client.get("/tides")).unwrap();
    assert_eq!(request.header("x-account"), Some("a"));
    let call = |client: &Client| client.get("/tides").header("x-account", "b");
    let request = sent(requires(ACCOUNT), call).unwrap();
    assert_eq!(request.header("x-account"), Some("b"));

    let query = RequiredParameter::query("account id");
    let on_client = |builder: ClientBuilder| builder.require(query).query("account id", "a");
    let request = sent(on_client, |client| client.get("/tides")).unwrap();
    assert_eq!(request.path(), "/tides");
    let call = |client: &Client| client.get("/tides").query("account id", "b");
    assert!(sent(requires(query), call).is_ok());
}

#[test]
fn only_operations_that_require_a_parameter_need_it() {
    assert!(sent(requires(ACCOUNT), |client| client.get("/health")).is_ok());
    assert!(sent(requires(ACCOUNT), |client| client.put("/health")).is_err());
    let only = RequiredParameter::header("x-account").only(&["GET /tides/{id}"]);
    let by_id = |client: &Client| client.get("/tides/{id}").path("id", 4);
    assert!(sent(requires(only), by_id).is_err());
    assert!(sent(requires(only), |client| client.get("/tides")).is_ok());
}

#[test]
fn a_derived_client_requires_the_same() {
    let server = Server::new();
    let requiring = client(&server).with_options(|options| options.require(ACCOUNT));
    let derived = requiring
        .unwrap()
        .with_options(|options| options.max_retries(0));
    let call: Plain = derived.unwrap().get("/tides");
    let error = block_on(call).unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error}");
    assert!(server.requests().is_empty());
}

#[test]
fn a_signer_may_add_what_is_required() {
    let signed = |builder: ClientBuilder| {
        builder
            .require(ACCOUNT)
            .sign(|mut request: Request<Body>| async {
                let account = HeaderValue::from_static("signed");
                request.headers_mut().insert("x-account", account);
                Ok::<_, TransportError>(request)
            })
    };
    let request = sent(signed, |client| client.get("/tides")).unwrap();
    assert_eq!(request.header("x-account"), Some("signed"));
}
