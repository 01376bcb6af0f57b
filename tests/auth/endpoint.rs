//! A real token endpoint: many calls at once, refused tokens, redirects.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use golden::oauth::Client;
use serde_json::json;
use specwright_runtime::{Call, Error};
use tests::http::{Request, Response, Server};
use tokio::task::JoinSet;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn token(name: &str) -> Response {
    Response::json(
        200,
        &json!({"access_token": name, "token_type": "Bearer", "expires_in": 3600}),
    )
}

fn client(server: &Server) -> Result<Client, specwright_runtime::BuildError> {
    Client::builder()
        .base_url(server.url())
        .login_client_credentials("id", "s3cr3t")
        .build()
}

fn is_token_request(request: &Request) -> bool {
    request.path() == "/token"
}

/// How many tokens were asked for.
fn token_requests(server: &Server) -> usize {
    server
        .requests()
        .iter()
        .filter(|request| is_token_request(request))
        .count()
}

#[tokio::test]
async fn fifty_calls_at_once_ask_for_one_token() -> Outcome {
    const CALLS: usize = 50;
    let (started, starts) = mpsc::channel();
    let starts = Mutex::new(starts);
    // The endpoint responds when all calls are under way, so that none finds a token.
    let server = Server::with(move |request| {
        if is_token_request(&request) {
            if let Ok(starts) = starts.lock() {
                assert_eq!(starts.iter().take(CALLS).count(), CALLS);
            }
            return token("t1");
        }
        match request.header("authorization") {
            Some("Bearer t1") => Response::empty(204),
            _ => Response::empty(403),
        }
    })?;
    let client = client(&server)?;
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let (client, started) = (client.clone(), started.clone());
        calls.spawn(async move {
            // Nothing is awaited in between, so the call waits for its token when the next one
            // starts.
            let _ = started.send(());
            client.things().read().await
        });
    }
    for result in calls.join_all().await {
        result?;
    }
    assert_eq!(token_requests(&server), 1);
    assert_eq!(server.requests().len(), CALLS + 1);
    Ok(())
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_for_all_that_sent_it() -> Outcome {
    const CALLS: usize = 8;
    let given = AtomicUsize::new(0);
    let refused = Arc::new(std::sync::Barrier::new(CALLS));
    let server = Server::with(move |request| {
        if is_token_request(&request) {
            return token(&format!("t{}", given.fetch_add(1, Ordering::SeqCst) + 1));
        }
        if request.header("authorization") == Some("Bearer t2") {
            return Response::empty(204);
        }
        // All have sent the first token before one of them learns that it is refused.
        refused.wait();
        Response::empty(401)
    })?;
    let client = client(&server)?;
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.things().read().await });
    }
    for result in calls.join_all().await {
        result?;
    }
    assert_eq!(token_requests(&server), 2);
    assert_eq!(server.requests().len(), 2 + 2 * CALLS);
    Ok(())
}

#[tokio::test]
async fn a_token_that_is_refused_again_ends_the_call() -> Outcome {
    let server = Server::with(|request| match request.path() {
        "/token" => token("t"),
        _ => Response::empty(401),
    })?;
    let error = client(&server)?.things().read().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    let paths: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.path().to_owned())
        .collect();
    assert_eq!(paths, ["/token", "/things", "/token", "/things"]);
    Ok(())
}

#[tokio::test]
async fn a_token_stays_with_its_host() -> Outcome {
    let other = Server::scripted([Response::empty(204)])?;
    let elsewhere = format!("{}/things", other.url());
    let server = Server::with(move |request| match request.path() {
        "/token" => token("t"),
        _ => Response::empty(302).header("location", &elsewhere),
    })?;
    client(&server)?.things().read().await?;
    let requests = other.requests();
    assert_eq!(
        (requests.len(), requests[0].header("authorization")),
        (1, None)
    );
    Ok(())
}

#[tokio::test]
async fn a_token_request_is_not_led_to_another_host() -> Outcome {
    let other = Server::scripted([token("t")])?;
    let elsewhere = format!("{}/token", other.url());
    let server = Server::with(move |_| Response::empty(307).header("location", &elsewhere))?;
    let error = client(&server)?.things().read().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /things: no token for the security scheme `login`: a redirect was not followed: \
         it would send the request's body to another host, port or scheme"
    );
    assert!(other.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_fetch_goes_on_when_the_call_that_began_it_is_dropped() -> Outcome {
    let (arrived, mut arrivals) = tokio::sync::mpsc::unbounded_channel();
    let (dropped, drops) = mpsc::channel();
    let drops = Mutex::new(drops);
    let server = Server::with(move |request| {
        if !is_token_request(&request) {
            return Response::empty(204);
        }
        let _ = arrived.send(());
        // The endpoint responds when nobody waits any more.
        if let Ok(drops) = drops.lock() {
            let _ = drops.recv();
        }
        token("t")
    })?;
    let client = client(&server)?;
    let first: Call<(), _> = client.things().read();
    let first = tokio::spawn(first.into_future());
    arrivals.recv().await;
    first.abort();
    assert!(first.await.is_err_and(|error| error.is_cancelled()));
    dropped.send(())?;
    client.things().read().await?;
    assert_eq!(token_requests(&server), 1);
    Ok(())
}

#[tokio::test]
async fn a_failure_is_told_to_all_that_waited() -> Outcome {
    const CALLS: usize = 8;
    let (started, starts) = mpsc::channel();
    let starts = Mutex::new(starts);
    let server = Server::with(move |_| {
        if let Ok(starts) = starts.lock() {
            assert_eq!(starts.iter().take(CALLS).count(), CALLS);
        }
        Response::json(401, &json!({"error": "invalid_client"}))
    })?;
    let client = client(&server)?;
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let (client, started) = (client.clone(), started.clone());
        calls.spawn(async move {
            let _ = started.send(());
            client.things().read().await
        });
    }
    for result in calls.join_all().await {
        let Err(Error::Request { error, .. }) = result else {
            return Err("a call went through".into());
        };
        let code = error.token_error().and_then(|error| error.code());
        assert_eq!(code, Some("invalid_client"));
    }
    assert_eq!(server.requests().len(), 1);
    Ok(())
}
