//! Where credentials are sent, and what is said of those that can't be.

use std::fmt::Write;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Api, ApiKeyIn, Call, Client, Error, SecurityScheme};

const SECRET: &str = "s3cr3t-value";

const API: Api = Api {
    base_url: "https://api.example.com",
    variables: &[],
    schemes: &[
        SecurityScheme::api_key("header", ApiKeyIn::Header, "x-api-key"),
        SecurityScheme::api_key("query", ApiKeyIn::Query, "key"),
        SecurityScheme::api_key("cookie", ApiKeyIn::Cookie, "session"),
        SecurityScheme::bearer("bearer"),
        SecurityScheme::basic("basic"),
        SecurityScheme::oauth2("oauth", "https://api.example.com/token"),
    ],
    security: &[&["header", "query", "cookie"], &["basic"]],
    user_agent: "test/1",
};

type Plain = Call<String>;

fn all(server: &Server) -> specwright_runtime::ClientBuilder {
    Client::builder(&API)
        .credential("header", SECRET)
        .credential("query", SECRET)
        .credential("cookie", SECRET)
        .credential("bearer", SECRET)
        .basic("basic", "me", SECRET)
        .header("x-other-token", SECRET)
        .transport(server.transport())
}

#[test]
fn credentials_go_where_the_scheme_says() {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::json(200, "ok"))
        .reply(Reply::json(200, "ok"))
        .reply(Reply::json(200, "ok"));
    let client = all(&server).build().unwrap();
    let call: Plain = client.get("/a").query("q", 1).cookie("lang", "de");
    block_on(call).unwrap();
    let call: Plain = client.get("/a").security(&[&["bearer"]]);
    block_on(call).unwrap();
    let call: Plain = client.get("/a").security(&[&["oauth"], &["basic"]]);
    block_on(call).unwrap();
    let [all, bearer, basic] = &server.requests()[..] else {
        panic!()
    };
    assert_eq!(all.header("x-api-key"), Some(SECRET));
    assert_eq!(all.query(), format!("q=1&key={SECRET}"));
    assert_eq!(
        all.header("cookie"),
        Some(&*format!("lang=de; session={SECRET}"))
    );
    assert_eq!(all.header("authorization"), None);
    assert_eq!(
        bearer.header("authorization"),
        Some(&*format!("Bearer {SECRET}"))
    );
    assert_eq!(bearer.query(), "");
    assert_eq!(
        basic.header("authorization"),
        Some("Basic bWU6czNjcjN0LXZhbHVl")
    );
}

#[test]
fn a_missing_credential_is_an_error_before_anything_is_sent() {
    let server = Server::new().with_secrets();
    let client = Client::builder(&API)
        .credential("query", "k")
        .transport(server.transport())
        .build()
        .unwrap();
    let call: Plain = client.get("/a");
    let error = block_on(call).unwrap_err();
    assert!(matches!(error, Error::Request { .. }));
    assert_eq!(
        error.to_string(),
        "GET /a: no credential was given for the security scheme `header` (set by `.credential(\"header\", …)`) and \
         `cookie` (set by `.credential(\"cookie\", …)`), or `basic` (set by `.basic(\"basic\", …)`)"
    );
    assert!(server.requests().is_empty());
    server.reply(Reply::json(200, "ok"));
    let call: Plain = client.get("/a").security(&[&["header"], &[]]);
    block_on(call).unwrap();
    assert_eq!(server.requests()[0].header("x-api-key"), None);
    // Where anonymous calls are allowed, a credential that was given is sent all the same.
    server.reply(Reply::json(200, "ok"));
    let call: Plain = client.get("/a").security(&[&[], &["query"]]);
    block_on(call).unwrap();
    assert_eq!(server.requests()[1].query(), "key=k");
}

#[test]
fn nothing_that_is_refused_shows_a_secret() {
    let server = Server::new();
    let builder = all(&server);
    let mut shown = format!("{builder:?} {builder:#?}");
    let client = builder.build().unwrap();
    let call: Plain = client
        .get("/a")
        .header("authorization", SECRET)
        .cookie("c", SECRET)
        .query("q", SECRET);
    write!(shown, "{client:?} {call:?} {:?}", call.clone().send()).unwrap();
    for bad in ["bad\nvalue", "b\0"] {
        let secret = format!("{SECRET}{bad}");
        let refused = Client::builder(&API).credential("header", secret.clone());
        write!(shown, "{}", refused.build().unwrap_err()).unwrap();
        let call: Plain = client.get("/a").header("x", secret.as_str());
        write!(shown, "{}", block_on(call).unwrap_err()).unwrap();
        write!(
            shown,
            "{}",
            Client::builder(&API)
                .header("x", &secret)
                .build()
                .unwrap_err()
        )
        .unwrap();
    }
    let login = format!("https://me:{SECRET}@api.example.com");
    write!(
        shown,
        "{:?}",
        Client::builder(&API).base_url(login).build().unwrap_err()
    )
    .unwrap();
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!shown.contains("bWU6czNjcjN0LXZhbHVl"), "{shown}");
}
