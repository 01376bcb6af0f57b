//! Credentials that are fetched: one fetch for all calls, which none of them can lose; schemes of
//! every kind.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{
    AccessToken, Api, ApiKeyIn, Call, Client, ClientBuilder, Error, ExposeSecret, OAuth2,
    SecretString, SecurityScheme, TokenError, Transport,
};

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    variables: &[],
    schemes: &[
        SecurityScheme::oauth2("login", "/token").set_by("login_token"),
        SecurityScheme::api_key("header", ApiKeyIn::Header, "x-api-key")
            .set_by("api_key")
            .read_from("API_KEY"),
        SecurityScheme::api_key("query", ApiKeyIn::Query, "api key"),
        SecurityScheme::api_key("cookie", ApiKeyIn::Cookie, "session"),
        SecurityScheme::api_key("custom", ApiKeyIn::Header, "authorization").prefixed("Hawk"),
        SecurityScheme::basic("basic"),
        SecurityScheme::bearer("bearer"),
    ],
    security: &[&["login"]],
    user_agent: "test/1",
};

type Plain = Call<String>;

const SECRET: &str = "s3cr3t";

fn milliseconds(number: u64) -> Duration {
    Duration::from_millis(number)
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder(&API).transport(server.transport())
}

/// A server whose endpoint replaces the refresh token `r1` by `r2`, and a client that knows `r1`.
fn rotating(reply: impl FnOnce(Reply) -> Reply) -> (Server, Client, Arc<Mutex<Vec<String>>>) {
    let server = Server::new().with_secrets();
    let token = serde_json::json!({"access_token": "t1", "refresh_token": "r2"});
    server
        .on("POST", "/token")
        .reply(reply(Reply::json(200, &token)));
    let renewed = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&renewed);
    let provider = OAuth2::refresh_token("id", "r1").on_refresh_token(move |token| {
        let token = token.expose_secret().to_owned();
        listener.lock().unwrap().push(token);
    });
    let client = builder(&server).token_provider("login", provider);
    let client = client.build().unwrap();
    (server, client, renewed)
}

fn short(client: &Client) -> Plain {
    client.get("/a").timeout(milliseconds(400)).max_retries(0)
}

fn paths(server: &Server) -> Vec<String> {
    let path = |request: &Recorded| request.path().to_owned();
    server.requests().iter().map(path).collect()
}

#[test]
fn short_calls_succeed_by_a_slow_fetch_without_a_runtime() {
    let (server, client, renewed) = rotating(|reply| reply.after(milliseconds(600)));
    server.reply(Reply::json(200, "ok"));
    let error = block_on(short(&client)).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!(block_on(short(&client)).unwrap(), "ok");
    assert_eq!(paths(&server), ["/token", "/v1/a"]);
    assert_eq!(*renewed.lock().unwrap(), ["r2"]);
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_fetch_ends_well_although_its_only_call_is_dropped() {
    let (server, client, renewed) = rotating(|reply| reply.after(milliseconds(600)));
    short(&client).await.unwrap_err();
    // Nobody calls, and still the new refresh token is not lost.
    server.transport().sleep(milliseconds(1000)).await;
    assert_eq!(*renewed.lock().unwrap(), ["r2"]);
    server.reply(Reply::json(200, "ok"));
    assert_eq!(short(&client).await.unwrap(), "ok");
    assert_eq!(paths(&server), ["/token", "/v1/a"]);
}

#[tokio::test]
async fn a_fetch_survives_the_call_that_began_it() {
    let (server, client, renewed) = rotating(|reply| reply.after(milliseconds(600)));
    server.reply(Reply::json(200, "ok"));
    let patient = short(&client).timeout(milliseconds(5000));
    let (first, second) = tokio::join!(
        short(&client).into_future(),
        patient.max_retries(0).into_future()
    );
    assert!(matches!(first, Err(Error::Timeout { .. })), "{first:?}");
    assert_eq!(second.unwrap(), "ok");
    assert_eq!(paths(&server), ["/token", "/v1/a"]);
    assert_eq!(*renewed.lock().unwrap(), ["r2"]);
}

#[test]
fn a_hanging_fetch_ends_by_its_own_limit() {
    let (server, client, _) = rotating(|_| Reply::never());
    let call = || short(&client).no_timeout();
    let error = block_on(call()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: no token for the security scheme `login`: nothing was fetched within 60s"
    );
    assert!(error.is_retryable() && error.is_timeout());
    assert_eq!(server.sleeps(), [Duration::from_secs(60)]);
    server
        .on("POST", "/token")
        .reply(Reply::json(200, &serde_json::json!({"access_token": "t"})));
    server.reply(Reply::json(200, "ok"));
    assert_eq!(block_on(call()).unwrap(), "ok");
    // The limit can be set, and a read timeout of the call ends its own wait.
    let (server, client, _) = rotating(|_| Reply::never());
    let options = |builder: ClientBuilder| builder.credential_timeout(milliseconds(7000));
    let client = client.with_options(options).unwrap();
    let waiting = short(&client).no_timeout();
    let error = block_on(waiting.clone().read_timeout(milliseconds(2000))).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    block_on(waiting).unwrap_err();
    assert_eq!(server.sleeps(), [milliseconds(2000), milliseconds(7000)]);
}

/// A client whose provider for the scheme returns one credential after the other.
fn providing(
    server: &Server,
    scheme: &str,
    given: impl Fn(usize) -> AccessToken + Send + Sync + 'static,
) -> Client {
    let fetched = AtomicUsize::new(0);
    let provider = move || {
        let credential = given(fetched.fetch_add(1, Ordering::SeqCst));
        async move { Ok(credential) }
    };
    let client = builder(server).token_provider(scheme, provider);
    client.build().unwrap()
}

type Seen = fn(&Recorded) -> String;

/// A scheme, the requirement of just that, where its credential is sent, and what is seen there
/// first and then.
type Case = (
    &'static str,
    &'static [&'static [&'static str]],
    Seen,
    [&'static str; 2],
);

#[test]
fn providers_renew_credentials_of_every_scheme() {
    let key = |number: usize| AccessToken::new(["k/1", "k/2"][number]);
    let login = |number: usize| AccessToken::basic("me", ["k/1", "k/2"][number]);
    let header: Seen = |request| request.header("x-api-key").unwrap_or_default().to_owned();
    let query: Seen = |request| request.query().to_owned();
    let cookie: Seen = |request| request.header("cookie").unwrap_or_default().to_owned();
    let authorization: Seen = |request| {
        let value = request.header("authorization");
        value.unwrap_or_default().to_owned()
    };
    let table: [Case; 6] = [
        ("header", &[&["header"]], header, ["k/1", "k/2"]),
        (
            "query",
            &[&["query"]],
            query,
            ["q=1&api%20key=k%2F1", "q=1&api%20key=k%2F2"],
        ),
        (
            "cookie",
            &[&["cookie"]],
            cookie,
            ["c=1; session=k%2F1", "c=1; session=k%2F2"],
        ),
        (
            "custom",
            &[&["custom"]],
            authorization,
            ["Hawk k/1", "Hawk k/2"],
        ),
        (
            "bearer",
            &[&["bearer"]],
            authorization,
            ["Bearer k/1", "Bearer k/2"],
        ),
        (
            "basic",
            &[&["basic"]],
            authorization,
            ["Basic bWU6ay8x", "Basic bWU6ay8y"],
        ),
    ];
    for (scheme, security, seen, expected) in table {
        let server = Server::new().with_secrets();
        let client = match scheme {
            "basic" => providing(&server, scheme, login),
            scheme => providing(&server, scheme, key),
        };
        server
            .reply(Reply::status(401))
            .reply(Reply::json(200, "ok"));
        let call: Plain = client.get("/a").query("q", 1).cookie("c", 1);
        block_on(call.security(security)).unwrap();
        let sent: Vec<_> = server.requests().iter().map(seen).collect();
        assert_eq!(sent, expected, "{scheme}");
    }
}

#[test]
fn several_providers_serve_one_call() {
    let server = Server::new().with_secrets();
    let fixed = |text: &'static str| move || async move { Ok(AccessToken::new(text)) };
    let client = builder(&server)
        .token_provider("header", fixed("k"))
        .token_provider("bearer", fixed("t"))
        .token_provider("query", fixed("q"))
        .build()
        .unwrap();
    server.reply(Reply::json(200, "ok"));
    let call: Plain = client.get("/a");
    block_on(call.security(&[&["header", "bearer", "query"]])).unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("x-api-key"), Some("k"));
    assert_eq!(request.header("authorization"), Some("Bearer t"));
    assert_eq!(request.query(), "api%20key=q");
}

#[test]
fn the_credential_of_a_provider_is_checked_before_it_is_sent() {
    let table: [(AccessToken, &str); 4] = [
        (
            AccessToken::new(""),
            "the provider returned an empty credential",
        ),
        (
            AccessToken::new(" \n"),
            "the provider returned an empty credential",
        ),
        (
            AccessToken::new(format!("{SECRET}\n")),
            "the credential of the provider contains a control character, such as a line break",
        ),
        (
            AccessToken::basic("", ""),
            "the provider returned an empty credential",
        ),
    ];
    for (given, expected) in table {
        let server = Server::new();
        let client = providing(&server, "header", move |_| given.clone());
        let call: Plain = client.get("/a");
        let error = block_on(call.security(&[&["header"]])).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("GET /a: no token for the security scheme `header`: {expected}")
        );
        assert!(server.requests().is_empty());
    }
    // A login has no place in a header for keys.
    let server = Server::new();
    let client = providing(&server, "header", |_| AccessToken::basic("me", SECRET));
    let call: Plain = client.get("/a");
    let error = block_on(call.security(&[&["header"]])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: the security scheme `header` needs a key or token"
    );
}

#[test]
fn credentials_are_renewed_once_in_a_call() {
    let server = Server::new();
    let refused = Reply::status(401);
    server
        .reply(refused.clone())
        .reply(refused.clone())
        .reply(refused);
    let provider = || async { Ok(AccessToken::new("t")) };
    let client = builder(&server).token_provider("login", provider);
    let call: Plain = client.build().unwrap().get("/a");
    let error = block_on(call).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(paths(&server), ["/v1/a", "/v1/a"]);
}

#[test]
fn empty_credentials_are_refused_by_the_name_of_their_setter() {
    let server = Server::new();
    for blank in ["", " ", "\t\r\n ", "\u{a0}\u{feff}\0"] {
        let table = [
            (
                builder(&server).credential("header", blank),
                "header",
                "api_key",
            ),
            (
                builder(&server).credential("login", blank),
                "login",
                "login_token",
            ),
            (
                builder(&server).credential("query", blank),
                "query",
                "credential",
            ),
            (builder(&server).basic("basic", blank, ""), "basic", "basic"),
        ];
        for (builder, scheme, setter) in table {
            let expected = format!(
                "the credential of the security scheme `{scheme}` is empty: check what `{setter}` is given"
            );
            assert_eq!(builder.build().unwrap_err().to_string(), expected);
        }
        // An empty header that is set by hand is not a credential either.
        let client = builder(&server).header("x-api-key", " ").build().unwrap();
        let call: Plain = client.get("/a");
        let error = block_on(call.security(&[&["header"]])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "GET /a: no credential was given for the security scheme `header` (set by `.api_key(…)`, or by `API_KEY` for `from_env`)"
        );
        // Nor does a token endpoint get to see one.
        for (provider, what) in [
            (OAuth2::client_credentials(blank, SECRET), "id"),
            (OAuth2::client_credentials("id", blank), "secret"),
            (OAuth2::refresh_token("id", blank), "refresh token"),
        ] {
            let builder = builder(&server).token_provider("login", provider);
            let error = builder.build().unwrap_err().to_string();
            let expected = format!(
                "the credential of the security scheme `login` can't be fetched: the {what} given to `"
            );
            assert!(error.starts_with(&expected), "{error}");
        }
    }
    assert!(server.requests().is_empty());
    // A user without a password is a login of many APIs, and a password without a user of some.
    for (user, password) in [("key", ""), ("", "token")] {
        assert!(
            builder(&server)
                .basic("basic", user, password)
                .build()
                .is_ok()
        );
    }
}

#[test]
fn the_call_returns_the_error_of_a_provider() {
    let server = Server::new();
    let provider = || async { Err(TokenError::new("the vault is sealed")) };
    let client = builder(&server).token_provider("query", provider).build();
    let call: Plain = client.unwrap().get("/a");
    let error = block_on(call.security(&[&["query"]])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: no token for the security scheme `query`: the vault is sealed"
    );
    let secret = SecretString::from(SECRET);
    let shown = format!("{:?}", AccessToken::basic("me", secret));
    assert_eq!(shown, "AccessToken { lifetime: None, .. }");
}

#[test]
fn a_credential_that_no_request_can_carry_is_refused_when_the_client_is_built() {
    let server = Server::new();
    let broken = builder(&server).credential("header", "key\nx-admin: 1");
    let error = broken.build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the credential of the security scheme `header` contains a control character, such as a line break"
    );
    let mismatched = builder(&server).credential("basic", "key");
    let error = mismatched.build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the security scheme `basic` needs a user and password"
    );
}
