//! Each kind of credential with each way in which a call can end: nothing that can be looked at
//! shows it.

use std::fmt::{Debug, Display, Write};

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{
    AccessToken, Api, ApiKeyIn, Call, Client, ClientBuilder, EventStream, OAuth2, SecurityScheme,
    TokenProvider,
};

/// What a key can be made of; the letters with a meaning are there to be escaped.
const SECRETS: &[&str] = &["s3cr3t-value", "s3c/r3t+\"val&ue=="];

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    variables: &[],
    schemes: &[
        SecurityScheme::api_key("header", ApiKeyIn::Header, "x-team"),
        SecurityScheme::api_key("query", ApiKeyIn::Query, "wertung"),
        SecurityScheme::api_key("cookie", ApiKeyIn::Cookie, "lang"),
        SecurityScheme::bearer("bearer"),
        SecurityScheme::basic("basic"),
        SecurityScheme::oauth2("oauth", "https://api.example.com/token"),
    ],
    security: &[&[]],
    user_agent: "test/1",
};

/// How a credential is given: by a scheme, or by hand.
const KINDS: &[&str] = &[
    "header",
    "query",
    "cookie",
    "bearer",
    "basic",
    "oauth",
    "by hand",
    "client's header",
    "provided header",
    "provided query",
    "provided cookie",
    "provided login",
    "signature",
    "marked parameter",
    "marked header",
    "marked path",
    "client's path",
];

fn provider(given: AccessToken) -> impl TokenProvider {
    move || {
        let given = given.clone();
        async move { Ok(given) }
    }
}

fn client(kind: &str, secret: &str, server: &Server) -> ClientBuilder {
    let builder = Client::builder(&API).transport(server.transport());
    match kind {
        "basic" => builder.basic("basic", "me", secret.to_owned()),
        "oauth" => {
            server.on("POST", "/token").reply(Reply::text(
                200,
                format!(
                    "{{\"access_token\": {}}}",
                    serde_json::to_string(secret).unwrap()
                ),
            ));
            builder.token_provider("oauth", OAuth2::client_credentials("me", "a password"))
        }
        "by hand" | "signature" => builder,
        "marked parameter" | "marked header" => builder.redact("Code").redact("x-tenant"),
        "marked path" => builder.redact("Id"),
        "client's path" => builder.redact("id").path("id", secret),
        "provided login" => {
            builder.token_provider("basic", provider(AccessToken::basic("me", secret)))
        }
        "provided header" | "provided query" | "provided cookie" => builder.token_provider(
            &kind["provided ".len()..],
            provider(AccessToken::new(secret)),
        ),
        "client's header" => builder.header("authorization", secret.to_owned()),
        scheme => builder.credential(scheme, secret.to_owned()),
    }
}

fn call<T: specwright_runtime::Output>(kind: &str, secret: &str, client: &Client) -> Call<T> {
    let call = client.post("/things/{id}").max_retries(0);
    let call = match kind {
        "marked path" => call.path("id", secret),
        "client's path" => call,
        _ => call.path("id", 7),
    };
    match kind {
        "by hand" => call.header("x-auth", secret),
        "signature" => call.query("X-Amz-Signature", secret),
        "marked parameter" => call.query("code", secret),
        "marked header" => call.header("X-Tenant", secret),
        "client's header" | "marked path" | "client's path" => call,
        "header" | "provided header" => call.security(&[&["header"]]),
        "query" | "provided query" => call.security(&[&["query"]]),
        "cookie" | "provided cookie" => call.security(&[&["cookie"]]),
        "bearer" => call.security(&[&["bearer"]]),
        "basic" | "provided login" => call.security(&[&["basic"]]),
        _ => call.security(&[&["oauth"]]),
    }
}

/// A secret as it is sent in a path.
fn encoded(secret: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC);
    encoded.to_string().replace("%2D", "-")
}

/// Answers that fail; some repeat what they were sent.
fn replies(secret: &str) -> Vec<(&'static str, Reply)> {
    let json = format!(
        "{{\"message\": {}}}",
        serde_json::to_string(secret).unwrap()
    );
    let login = format!("unknown login me:{secret}");
    vec![
        ("refused", Reply::refused()),
        ("interrupted", Reply::interrupted()),
        ("never", Reply::never()),
        ("truncated", Reply::text(200, secret).truncated()),
        ("empty", Reply::status(500)),
        ("text", Reply::text(401, format!("no such key: {secret}."))),
        ("login", Reply::text(403, login)),
        ("json", Reply::text(400, json.clone())),
        (
            "long",
            Reply::text(400, format!("{}{secret}", "x".repeat(195))),
        ),
        (
            "no UTF-8",
            Reply::bytes(400, "a/b", [b"\xff", secret.as_bytes()].concat()),
        ),
        (
            "cut off in the middle of an error",
            Reply::text(401, &secret[..10]).truncated(),
        ),
        ("header", Reply::status(401).header("x-problem", secret)),
        ("cookie", Reply::status(401).header("set-cookie", secret)),
        ("of another type", Reply::text(200, json)),
        ("no JSON", Reply::text(200, format!("<p>{secret}"))),
        (
            "cut in the middle",
            Reply::text(200, format!("{}{secret}", " ".repeat(55))),
        ),
        (
            "moved beside",
            Reply::status(302).header("location", &format!("{}/", encoded(secret))),
        ),
        (
            "moved",
            Reply::status(302).header("location", "http://other.example/"),
        ),
        ("nowhere", Reply::status(307).header("location", "//")),
    ]
}

/// What can be looked at, all in one text.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn debug(&mut self, value: &impl Debug) {
        write!(self.0, "{value:?}\n{value:#?}\n").unwrap();
    }

    fn error<E: Display + std::error::Error>(&mut self, error: &E) {
        self.debug(error);
        let mut next: Option<&dyn std::error::Error> = Some(error);
        while let Some(error) = next {
            writeln!(self.0, "{error}").unwrap();
            next = error.source();
        }
    }

    fn server(&mut self, server: &Server) {
        self.debug(server);
        for request in server.requests() {
            self.debug(&request);
            self.debug(request.headers());
            writeln!(self.0, "{}\n{}", request.url(), request.query()).unwrap();
            self.debug(&(request.query_pairs(), request.body()));
            for value in request.headers().values() {
                self.0 += &String::from_utf8_lossy(value.as_bytes());
            }
        }
    }

    /// Fails if the text contains the secret in any encoding.
    fn lacks(&self, secret: &str, case: &str) {
        let login = specwright_runtime::Base64::from(format!("me:{secret}").into_bytes());
        // What `Debug` writes of a text, escaped once and twice.
        let once = secret.escape_debug().to_string();
        let forms = [
            secret.to_owned(),
            encoded(secret),
            login.as_str().to_owned(),
            once.escape_debug().to_string(),
            once,
            // The longest piece of it that could have been cut off.
            secret[..8].to_owned(),
        ];
        for form in forms {
            assert!(!self.0.contains(&form), "{case}: `{form}` in\n{}", self.0);
        }
    }
}

/// A type that no response of these tests decodes as.
type Thing = Vec<u64>;

/// Runs a case, and returns what was logged.
fn logged(shown: &mut Shown, work: impl FnOnce(&mut Shown)) {
    #[cfg(feature = "tracing")]
    {
        // At `TRACE` bodies are logged, which have no secret here.
        let recorder = crate::subscriber::Recorder::new(tracing::Level::TRACE);
        let seen = recorder.seen();
        tracing::subscriber::with_default(recorder, || work(shown));
        for span in seen.spans() {
            shown.debug(&span.fields());
        }
        shown.debug(&seen.events());
    }
    #[cfg(not(feature = "tracing"))]
    work(shown);
}

#[test]
fn no_credential_is_shown_however_a_call_ends() {
    let mut cases = 0;
    for secret in SECRETS {
        for kind in KINDS {
            for (name, reply) in replies(secret) {
                let mut shown = Shown::default();
                logged(&mut shown, |shown| {
                    let server = Server::new();
                    let builder = client(kind, secret, &server);
                    shown.debug(&builder);
                    let client = builder
                        .timeout(std::time::Duration::from_secs(5))
                        .build()
                        .unwrap();
                    let call = call::<Thing>(kind, secret, &client);
                    server.reply(reply);
                    shown.debug(&client);
                    shown.debug(&call);
                    shown.debug(&call.clone().send());
                    shown.error(&block_on(call).unwrap_err());
                    shown.server(&server);
                });
                shown.lacks(secret, &format!("{kind}, {name}"));
                cases += 1;
            }
        }
    }
    assert!(cases >= 100, "{cases}");
}

#[test]
fn no_credential_is_shown_by_an_event_that_cannot_be_read() {
    for secret in SECRETS {
        for kind in KINDS {
            let mut shown = Shown::default();
            let server = Server::new();
            let client = client(kind, secret, &server).build().unwrap();
            let events = call::<Thing>(kind, secret, &client).accept_events::<Thing>();
            let event = format!("data: you sent {secret}\n\n");
            let reply = Reply::bytes(200, "text/event-stream", event);
            server.reply(reply);
            let mut stream: EventStream<Thing> = block_on(events).unwrap();
            shown.debug(&stream);
            let error = block_on(stream.next()).unwrap().unwrap_err();
            shown.error(&error);
            // Nor by a body that is not a stream, and is cut off.
            server.reply(Reply::text(200, &secret[..10]).truncated());
            let call = call::<Thing>(kind, secret, &client).accept_events::<Thing>();
            shown.error(&block_on(call).unwrap_err());
            shown.lacks(secret, kind);
        }
    }
}

#[test]
fn no_credential_is_shown_by_a_call_that_a_test_did_not_expect() {
    for secret in SECRETS {
        for kind in KINDS.iter().filter(|kind| **kind != "oauth") {
            let mut shown = Shown::default();
            let server = Server::new();
            let client = client(kind, secret, &server).build().unwrap();
            let expected = call::<Thing>(kind, secret, &client).query("sig", secret);
            server.when(expected).play(Reply::status(400));
            let actual = call::<Thing>(kind, secret, &client).query("sig", "another one");
            shown.error(&block_on(actual).unwrap_err());
            shown.error(&server.check().unwrap_err());
            shown.server(&server);
            shown.lacks(secret, kind);
        }
    }
}

#[test]
fn what_is_hidden_leaves_the_rest_as_it_is() {
    let server = Server::new();
    let client = client("bearer", "s3cr3t-value", &server).build().unwrap();
    server.reply(Reply::text(401, "the key s3cr3t-value is of yesterday"));
    let error = block_on(call::<Thing>("bearer", "s3cr3t-value", &client)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /things/{id}: the server responded with 401 Unauthorized: the key hidden is of yesterday"
    );
}

#[test]
fn the_body_that_an_error_of_decoding_keeps_has_no_credential() {
    for secret in SECRETS {
        for kind in KINDS {
            let mut shown = Shown::default();
            let server = Server::new();
            let client = client(kind, secret, &server).build().unwrap();
            let body = format!("{}you sent {secret}", " ".repeat(300));
            let reply = Reply::text(200, body);
            server.reply(reply);
            let error = block_on(call::<Thing>(kind, secret, &client)).unwrap_err();
            shown.debug(&error.body());
            match error.body().unwrap() {
                specwright_runtime::ErrorBody::Raw(bytes) => {
                    assert!(bytes.ends_with(b"you sent hidden"), "{kind}");
                }
                body => panic!("{body:?}"),
            }
            shown.lacks(secret, kind);
        }
    }
}
