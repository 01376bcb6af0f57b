//! What a token request sends, how long a token is used, and what errors say if there is none.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use golden::oauth::{Client, ClientBuilder};
use serde_json::json;
use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{
    AccessToken, BoxFuture, OAuth2, SecretString, TokenError, TokenProvider, TokenRequest,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SECRET: &str = "s3cr3t";

fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url("https://api.test/v1")
        .transport(server.transport())
}

fn token(name: &str, lifetime: u32) -> Reply {
    Reply::json(200, &json!({"access_token": name, "expires_in": lifetime}))
}

fn bodies(server: &Server) -> Vec<String> {
    let text = |request: &Recorded| String::from_utf8_lossy(request.body()).into_owned();
    server.requests().iter().map(text).collect()
}

#[test]
fn a_client_is_known_by_basic_or_in_the_body() -> Outcome {
    let provider = || OAuth2::client_credentials("my id", SECRET).scopes(["read", "write:all"]);
    let server = Server::new().with_secrets();
    server.reply(token("t", 60)).reply(Reply::status(204));
    block_on(
        builder(&server)
            .login_provider(provider())
            .build()?
            .things()
            .read(),
    )?;
    let requests = server.requests();
    assert_eq!(
        (requests[0].method(), &*requests[0].url()),
        ("POST", "https://api.test/token")
    );
    // Encoded as a form is, before it becomes base64 (RFC 6749, 2.3.1): `my%20id:s3cr3t`.
    assert_eq!(
        requests[0].header("authorization"),
        Some("Basic bXklMjBpZDpzM2NyM3Q=")
    );
    assert_eq!(
        bodies(&server)[0],
        "grant_type=client_credentials&scope=read%20write%3Aall"
    );
    assert_eq!(requests[1].header("authorization"), Some("Bearer t"));

    let server = Server::new().with_secrets();
    server.reply(token("t", 60)).reply(Reply::status(204));
    let provider = provider().secret_in_body().parameter("audience", "a&b");
    let provider = provider.token_url("https://login.test/oauth");
    block_on(
        builder(&server)
            .login_provider(provider)
            .build()?
            .things()
            .read(),
    )?;
    let requests = server.requests();
    assert_eq!(requests[0].url(), "https://login.test/oauth");
    assert_eq!(requests[0].header("authorization"), None);
    assert_eq!(
        bodies(&server)[0],
        "grant_type=client_credentials&scope=read%20write%3Aall&audience=a%26b&client_id=my%20id&client_secret=s3cr3t"
    );
    Ok(())
}

#[test]
fn a_token_is_used_until_it_expires() -> Outcome {
    let server = Server::new().with_secrets();
    server
        .on("POST", "/token")
        .reply(token("t1", 0))
        .reply(token("t2", 3600));
    server
        .reply(Reply::status(204))
        .reply(Reply::status(204))
        .reply(Reply::status(204));
    let client = builder(&server)
        .login_client_credentials("id", SECRET)
        .build()?;
    for _ in 0..3 {
        block_on(client.things().read())?;
    }
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .filter(|request| request.path() == "/v1/things")
        .filter_map(|request| request.header("authorization"))
        .collect();
    assert_eq!(sent, ["Bearer t1", "Bearer t2", "Bearer t2"]);
    assert_eq!(requests.len(), 5);
    Ok(())
}

#[test]
fn a_refresh_token_that_changes_is_kept_and_told() -> Outcome {
    let server = Server::new().with_secrets();
    let first = json!({"access_token": "t1", "expires_in": "0", "refresh_token": "r2"});
    server
        .on("POST", "/refresh")
        .reply(Reply::json(200, &first))
        .reply(token("t2", 60));
    server.reply(Reply::status(204)).reply(Reply::status(204));
    let changed = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&changed);
    let provider =
        OAuth2::refresh_token("id", "r1").on_refresh_token(move |token: &SecretString| {
            use secrecy::ExposeSecret as _;
            if let Ok(mut changed) = listener.lock() {
                changed.push(token.expose_secret().to_owned());
            }
        });
    let client = builder(&server).login_provider(provider).build()?;
    block_on(client.things().read())?;
    block_on(client.things().read())?;
    let bodies = bodies(&server);
    assert_eq!(
        (&*bodies[0], &*bodies[2]),
        (
            "grant_type=refresh_token&refresh_token=r1&client_id=id",
            "grant_type=refresh_token&refresh_token=r2&client_id=id"
        )
    );
    assert_eq!(
        changed
            .lock()
            .map(|changed| changed.clone())
            .unwrap_or_default(),
        ["r2"]
    );
    Ok(())
}

#[test]
fn a_busy_endpoint_is_asked_again() -> Outcome {
    let server = Server::new().with_secrets();
    let endpoint = server.on("POST", "/token");
    endpoint
        .reply(Reply::status(500))
        .reply(Reply::refused())
        .reply(token("t", 60));
    server.reply(Reply::status(204));
    let client = builder(&server)
        .login_client_credentials("id", SECRET)
        .build()?;
    block_on(client.things().read().no_timeout())?;
    assert_eq!((server.requests().len(), server.sleeps().len()), (4, 2));
    // A refresh token may be used up by a request whose response was lost.
    let server = Server::new().with_secrets();
    server.on("POST", "/refresh").reply(Reply::interrupted());
    let client = builder(&server).login_refresh_token("id", SECRET).build()?;
    let error = block_on(client.things().read().no_timeout()).unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[test]
fn what_the_endpoint_says_is_told_without_secrets() -> Outcome {
    let table = [
        (
            Reply::json(
                400,
                &json!({"error": "invalid_grant", "error_description": "too old"}),
            ),
            "the token endpoint responded with 400 Bad Request: invalid_grant: too old",
        ),
        (
            Reply::json(
                400,
                &json!({"error": "invalid_grant", "error_description": "not s3cr3t"}),
            ),
            "the token endpoint responded with 400 Bad Request: invalid_grant",
        ),
        (
            Reply::json(200, &json!({"token": SECRET})),
            "the token endpoint responded with 200 OK without a token",
        ),
        (
            Reply::json(200, &json!({"access_token": SECRET, "token_type": "DPoP"})),
            "the token endpoint returned a token of the type `DPoP`, which can't be sent",
        ),
        (
            Reply::text(200, SECRET),
            "the response of the token endpoint is not valid JSON",
        ),
        (
            token("s3cr3t\n", 60),
            "the credential of the provider contains a control character, such as a line break",
        ),
    ];
    for (reply, expected) in table {
        let server = Server::new().with_secrets();
        server.reply(reply);
        let builder = builder(&server).login_refresh_token("id", SECRET);
        let mut shown = format!("{builder:?} {:?}", OAuth2::refresh_token("id", SECRET));
        let client = builder.build()?;
        let error = block_on(client.things().read()).unwrap_err();
        write!(shown, "{client:?} {error:?}")?;
        let expected = format!("GET /things: no token for the security scheme `login`: {expected}");
        assert_eq!(error.to_string(), expected);
        assert!(!shown.contains(SECRET), "{shown}");
    }
    Ok(())
}

#[test]
fn a_provider_of_one_s_own_serves_openid() -> Outcome {
    struct Own;

    impl TokenProvider for Own {
        fn fetch<'a>(
            &'a self,
            request: TokenRequest<'a>,
        ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
            Box::pin(async move {
                let token = AccessToken::new(format!("for-{}", request.scheme()));
                Ok(token.expires_in(Duration::MAX))
            })
        }
    }

    let server = Server::new().with_secrets();
    server.reply(Reply::status(204)).reply(Reply::status(204));
    let client = builder(&server)
        .identity_provider(Own)
        .authorization("Hawk id=\"1\"")
        .build()?;
    block_on(client.things().read_me())?;
    block_on(client.things().read_partner())?;
    let requests = server.requests();
    assert_eq!(
        requests[0].header("authorization"),
        Some("Bearer for-identity")
    );
    assert_eq!(requests[1].header("authorization"), Some("Hawk id=\"1\""));
    let error = block_on(client.things().read()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /things: no credential was given for the security scheme `login` (set by `.login(…)`)"
    );
    Ok(())
}
