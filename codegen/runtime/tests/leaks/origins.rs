//! Credentials go to one scheme, host and port, wherever a response points.

use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{Api, ApiKeyIn, Call, Client, SecurityScheme};

const SECRET: &str = "s3cr3t-value";

const API: Api = Api {
    base_url: "https://api.example.com",
    variables: &[],
    schemes: &[
        SecurityScheme::api_key("header", ApiKeyIn::Header, "x-team"),
        SecurityScheme::api_key("cookie", ApiKeyIn::Cookie, "lang"),
        SecurityScheme::api_key("query", ApiKeyIn::Query, "wertung"),
        SecurityScheme::bearer("bearer"),
    ],
    security: &[&["header", "cookie", "query", "bearer"]],
    user_agent: "test/1",
};

/// Addresses of other origins, and what only looks like the one of the API.
const ELSEWHERE: &[&str] = &[
    "https://other.example/a",
    "https://api.example.com:8443/a",
    "http://api.example.com/a",
    "http://api.example.com:443/a",
    "//other.example/a",
    "https://api.example.com.other.example/a",
    "https://sub.api.example.com/a",
    "https://example.com/a",
    "https://api.example.com@other.example/a",
    "https://other.example\\@api.example.com/a",
    "\\\\other.example/a",
    "/\\other.example/a",
    "https:\\\\other.example/a",
    "https:other.example",
    "HTTPS://OTHER.EXAMPLE/a",
    "https://api.example.com%2f@other.example/a",
    "https://[::1]/a",
    "https://127.0.0.1/a",
    "ftp://api.example.com/a",
    "file:///etc/passwd",
    "javascript:alert(1)",
    " https://other.example/a",
];

fn client(server: &Server) -> Client {
    Client::builder(&API)
        .credential("header", SECRET)
        .credential("cookie", SECRET)
        .credential("query", SECRET)
        .credential("bearer", SECRET)
        .header("x-mine", SECRET)
        .transport(server.transport())
        .build()
        .unwrap()
}

fn has_credentials(request: &Recorded) -> bool {
    let mut values = request.headers().values();
    values.any(|value| String::from_utf8_lossy(value.as_bytes()).contains(SECRET))
        || request.url().contains(SECRET)
        || String::from_utf8_lossy(request.body()).contains(SECRET)
}

fn is_at_home(request: &Recorded) -> bool {
    request.url().starts_with("https://api.example.com/")
        || request.url().starts_with("https://api.example.com?")
}

#[test]
fn no_redirect_takes_a_credential_elsewhere() {
    for status in [301, 302, 303, 307, 308] {
        for location in ELSEWHERE {
            for by_body in [false, true] {
                let server = Server::new().with_secrets();
                let first = Reply::status(status).header("location", location);
                server.reply(first).reply(Reply::json(200, "ok"));
                let call: Call<String> = client(&server).post("/start").max_retries(0);
                let call = if by_body { call.json(SECRET) } else { call };
                // Whether it is followed or refused is another test's matter.
                let _ = block_on(call);
                let requests = server.requests();
                assert!(
                    has_credentials(&requests[0]),
                    "the first request has its credentials"
                );
                for request in &requests[1..] {
                    let case = format!("{status} to {location}: {}", request.url());
                    assert!(is_at_home(request) || !has_credentials(request), "{case}");
                    assert!(request.url().starts_with("https://"), "{case}");
                }
            }
        }
    }
}

#[test]
fn a_redirect_back_has_no_credential() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::status(302).header("location", "https://other.example/a"))
        .reply(Reply::status(302).header("location", "https://api.example.com/b"))
        .reply(Reply::json(200, "ok"));
    let call: Call<String> = client(&server).get("/start");
    block_on(call).unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    // A response of another server must not trigger requests with the user's credentials.
    assert!(!has_credentials(&requests[1]) && !has_credentials(&requests[2]));
}

#[test]
fn the_address_of_a_call_takes_the_credentials_only_there() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::status(307).header("location", "https://api.example.com/a"))
        .reply(Reply::json(200, "ok"));
    let call: Call<String> = client(&server).get("/a").base_url("https://own.example");
    block_on(call).unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].path(), "/a");
    assert!(has_credentials(&requests[0]) && !has_credentials(&requests[1]));
}

#[test]
fn an_error_names_an_address_without_its_credentials() {
    for status in [301, 302, 303] {
        let server = Server::new();
        let location = format!("/elsewhere/{SECRET}?wertung={SECRET}&a=b");
        server.reply(Reply::status(status).header("location", &location));
        let call: Call<String> = client(&server).post("/orders");
        let error = block_on(call).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("/elsewhere/hidden") && !shown.contains(SECRET),
            "{shown}"
        );
    }
}
