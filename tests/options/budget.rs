//! An outage does not multiply what a client sends.

use golden::idempotent::{Client, ClientBuilder};
use tests::http::Server;

use crate::{Outcome, builder, busy, list};

/// How many requests were sent for some calls in a row, all of which failed.
async fn sent(client: &Client, server: &Server, calls: usize) -> usize {
    let before = server.requests().len();
    for _ in 0..calls {
        assert!(client.orders().list().await.is_err());
    }
    server.requests().len() - before
}

#[tokio::test]
async fn retries_are_paid_from_a_budget_that_clones_and_derived_clients_share() -> Outcome {
    let server = Server::with(|_| busy(503))?;
    let client = builder(&server).retry_budget(5).build()?;
    assert_eq!(sent(&client, &server, 2).await, 6);
    assert_eq!(sent(&client.clone(), &server, 2).await, 3);
    let derived = client.with_options(|options| options.header("x-team", "b"))?;
    assert_eq!(sent(&derived, &server, 3).await, 3);
    let free = client.with_options(ClientBuilder::no_retry_budget)?;
    assert_eq!(sent(&free, &server, 2).await, 6);
    Ok(())
}

#[tokio::test]
async fn responses_fill_the_budget() -> Outcome {
    let server = Server::with(|request| match request.query() {
        "" => list(),
        _ => busy(503),
    })?;
    let client = builder(&server).retry_budget(1).max_retries(1).build()?;
    let fail = async || client.orders().list().state("x").await.is_err();
    assert!(fail().await && fail().await);
    assert_eq!(server.requests().len(), 3);
    for _ in 0..10 {
        client.orders().list().await?;
    }
    assert!(fail().await && fail().await);
    assert_eq!(server.requests().len(), 16);
    Ok(())
}

#[tokio::test]
async fn an_outage_adds_a_hundred_requests_by_default() -> Outcome {
    let server = Server::with(|_| busy(503))?;
    let client = builder(&server).build()?;
    assert_eq!(sent(&client, &server, 200).await, 300);
    Ok(())
}
