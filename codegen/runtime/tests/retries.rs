//! What follows an attempt that failed, and what an error says of it.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{
    Api, Call, Client, Error, NoError, NotRetried, SecurityScheme, StatusCode,
};

use self::common::{API, builder, client};

const SECOND: Duration = Duration::from_secs(1);

type Text = Call<String>;

#[test]
fn waits_that_the_server_names_cost_no_budget() {
    let server = Server::new();
    let client = client(&server);
    for name in ["retry-after", "retry-after-ms", "x-ms-retry-after-ms"] {
        for status in [429, 503] {
            for _ in 0..300 {
                server
                    .reply(Reply::status(status).header(name, "1"))
                    .reply(Reply::json(200, "ok"));
                let call: Text = client.get("/a");
                assert_eq!(block_on(call).unwrap(), "ok");
            }
        }
    }
}

#[test]
fn responses_that_need_no_retry_pay_for_later_ones() {
    let server = Server::new();
    let client = builder(&server).retry_budget(1).build().unwrap();
    let ask = |replies: &[u16]| {
        for status in replies {
            let reply = match status {
                200 => Reply::json(200, "ok"),
                status => Reply::status(*status),
            };
            server.reply(reply);
        }
        block_on(client.get::<String, NoError>("/a"))
    };
    ask(&[503, 200]).unwrap();
    let error = ask(&[503]).unwrap_err();
    assert_eq!(error.not_retried(), Some(&NotRetried::BudgetEmpty));
    // A retry costs what ten responses earn, of which the first was the one after the retry.
    for _ in 0..8 {
        ask(&[200]).unwrap();
    }
    assert!(ask(&[404]).unwrap_err().not_retried().is_none());
    ask(&[503, 200]).unwrap();
}

#[test]
fn an_error_says_why_it_was_not_retried() {
    let server = Server::new();
    let client = builder(&server).retry_budget(1).build().unwrap();
    let call: Text = client.get("/a");
    let busy = Reply::status(503);
    server.when(call.clone()).play(busy).repeatedly();
    let error = block_on(call.clone()).unwrap_err();
    assert_eq!(error.not_retried(), Some(&NotRetried::BudgetEmpty));
    assert_eq!(
        error.to_string(),
        "GET /a: the server responded with 503 Service Unavailable; gave up after 2 attempts: the client's retry budget is empty"
    );
    let error = block_on(call.max_retries(0)).unwrap_err();
    let none = NotRetried::Exhausted { max_retries: 0 };
    assert_eq!((error.not_retried(), error.attempts()), (Some(&none), 1));

    let asks = |wait: &str| {
        server.reply(Reply::status(429).header("retry-after", wait));
        client.get::<String, NoError>("/b")
    };
    let error = block_on(asks("3600")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /b: the server responded with 429 Too Many Requests; gave up after 1 attempt: the server asks to wait for 3600s, and `max_retry_after` is 60s"
    );
    let error = block_on(asks("99999999999999")).unwrap_err();
    assert!(
        error.to_string().contains("wait for more than a year"),
        "{error}"
    );
    let error = block_on(asks("45").timeout(SECOND * 30)).unwrap_err();
    let late = NotRetried::Timeout {
        wait: SECOND * 45,
        timeout: SECOND * 30,
    };
    assert_eq!(error.not_retried(), Some(&late));
    // What is not a failure that may pass has nothing to say of retries.
    server.reply(Reply::status(404));
    let error = block_on(client.get::<String, NoError>("/b")).unwrap_err();
    assert_eq!((error.not_retried(), error.attempts()), (None, 1));
    assert_eq!(error.retry_after(), None);
}

#[test]
fn clients_and_calls_set_how_long_servers_may_ask_to_wait() {
    let server = Server::new();
    let client = builder(&server)
        .max_retry_after(SECOND * 300)
        .no_timeout()
        .build()
        .unwrap();
    let asks = |wait: &str| {
        server
            .reply(Reply::status(429).header("retry-after", wait))
            .reply(Reply::json(200, "ok"));
        client.post::<String, NoError>("/a")
    };
    block_on(asks("300")).unwrap();
    assert_eq!(server.sleeps().pop(), Some(SECOND * 300));
    block_on(asks("7200").max_retry_after(SECOND * 7200)).unwrap();
    let error = block_on(asks("301")).unwrap_err();
    let too_long = NotRetried::RetryAfter {
        asked: SECOND * 301,
        longest: SECOND * 300,
    };
    assert_eq!(error.not_retried(), Some(&too_long));
    assert_eq!(error.retry_after(), Some(SECOND * 301));
}

#[test]
fn clients_and_calls_set_what_is_retried() {
    let server = Server::new();
    let decided = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&decided);
    let client = builder(&server)
        .retry_statuses([409])
        .retry_if(move |attempt| {
            count.fetch_add(1, Ordering::Relaxed);
            attempt.is_retryable() && attempt.number() < 2
        })
        .build()
        .unwrap();
    let after = |status: u16| {
        server
            .reply(Reply::status(status))
            .reply(Reply::json(200, "ok"));
        client.get::<String, NoError>("/a")
    };
    let left = || {
        let before = server.requests().len();
        let _ = block_on(client.get::<String, NoError>("/left").max_retries(0));
        server.requests().len() - before
    };
    block_on(after(409)).unwrap();
    assert_eq!(decided.load(Ordering::Relaxed), 1);
    assert_eq!(block_on(after(503)).unwrap_err().attempts(), 1);
    assert_eq!(left(), 1);
    block_on(after(503).retry_statuses([503])).unwrap();
    block_on(after(404).retry_if(|attempt| attempt.status() == Some(StatusCode::NOT_FOUND)))
        .unwrap();
    let error = block_on(after(200).retry_statuses([99])).unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error}");
    assert_eq!(error.attempts(), 0);
    assert!(builder(&server).retry_statuses([200]).build().is_err());
}

#[test]
fn servers_say_what_is_retried() {
    for (method, status, says, sent) in [
        ("GET", 400, "true", 2),
        ("POST", 500, "true", 2),
        ("GET", 503, "false", 1),
        ("POST", 429, "false", 1),
    ] {
        let server = Server::new();
        server
            .reply(Reply::status(status).header("x-should-retry", says))
            .reply(Reply::json(200, "ok"));
        let call: Text = client(&server).request(method, "/a");
        let result = block_on(call);
        assert_eq!(server.requests().len(), sent, "{method} {status} {says}");
        if let Err(error) = result {
            assert_eq!(error.not_retried(), Some(&NotRetried::ByServer));
            assert!(!error.is_retryable());
        }
    }
}

#[test]
fn the_same_applies_to_fetching_tokens() {
    const LOGIN: Api = Api {
        schemes: &[SecurityScheme::oauth2("login", "/token")],
        security: &[&["login"]],
        ..API
    };
    let server = Server::new();
    let client = |budget| {
        Client::builder(&LOGIN)
            .client_credentials("login", "id", "s3cr3t")
            .retry_budget(budget)
            .transport(server.transport())
            .build()
            .unwrap()
    };
    let token = server.on("POST", "/token");
    token.reply(Reply::status(429).header("retry-after", "2"));
    token.reply(Reply::json(200, &serde_json::json!({"access_token": "t"})));
    server.reply(Reply::json(200, "ok"));
    assert_eq!(
        block_on(client(0).get::<String, NoError>("/a")).unwrap(),
        "ok"
    );
    token.reply(Reply::status(503));
    let error = block_on(client(0).get::<String, NoError>("/a")).unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error}");
    assert_eq!((error.attempts(), error.not_retried()), (0, None));
    server.check().unwrap();
}
