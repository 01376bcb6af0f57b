//! Keys by which a server knows a request again.

use golden::idempotent::Client;
use serde_json::json;
use tests::http::{Request, Response, Server};

use crate::{Outcome, builder, busy, list};

fn made() -> Response {
    Response::json(201, &json!("made"))
}

fn key(request: &Request) -> Option<String> {
    request.header("x-request-key").map(str::to_owned)
}

fn keys(server: &Server) -> Vec<Option<String>> {
    server.requests().iter().map(key).collect()
}

fn body() -> String {
    "an order".to_owned()
}

#[tokio::test]
async fn a_post_has_a_key_that_stays_when_it_is_sent_again() -> Outcome {
    // Without a key none of these would be sent again.
    let server = Server::scripted([busy(500), Response::Close, made(), made()])?;
    let client = builder(&server).max_retries(5).build()?;
    client.orders().create(&body()).await?;
    client.orders().create(&body()).await?;
    let keys = keys(&server);
    let first = keys[0].clone().ok_or("no key")?;
    assert_eq!(
        first.parse::<specwright_runtime::Uuid>()?.get_version_num(),
        4
    );
    assert_eq!(
        keys[..3],
        [
            Some(first.clone()),
            Some(first.clone()),
            Some(first.clone())
        ]
    );
    assert_eq!(keys.len(), 4);
    assert!(keys[3].is_some() && keys[3] != keys[0]);
    Ok(())
}

#[tokio::test]
async fn a_key_of_ones_own_is_sent_instead() -> Outcome {
    let server = Server::scripted([busy(500), made(), busy(500), made(), busy(500), made()])?;
    let client = builder(&server).build()?;
    client
        .orders()
        .create(&body())
        .idempotency_key("one")
        .await?;
    client.orders().create(&body()).request_key("two").await?;
    client
        .orders()
        .create(&body())
        .header("x-request-key", "three")
        .await?;
    let expected = ["one", "one", "two", "two", "three", "three"];
    assert_eq!(keys(&server), expected.map(|key| Some(key.to_owned())));
    Ok(())
}

#[tokio::test]
async fn only_a_post_has_one_by_itself() -> Outcome {
    let server = Server::scripted([list(), Response::empty(500), Response::empty(204)])?;
    let client = builder(&server).build()?;
    client.orders().list().await?;
    assert!(client.orders().change("1").await.is_err());
    client.orders().change("1").idempotency_key("mine").await?;
    assert_eq!(keys(&server), [None, None, Some("mine".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn an_empty_key_is_refused() -> Outcome {
    let server = Server::scripted([])?;
    let client: Client = builder(&server).build()?;
    let sent = client.orders().create(&body()).idempotency_key("").await;
    assert!(matches!(
        sent,
        Err(specwright_runtime::Error::Request { .. })
    ));
    assert_eq!(server.requests().len(), 0);
    Ok(())
}
