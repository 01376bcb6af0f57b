//! How long a client waits for a connection, for the next piece of a body and for all of a call.

use std::time::Duration;

use specwright_runtime::Error;
use tests::http::{Response, Server};

use crate::{Outcome, builder};

const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up() -> Outcome {
    let server = Server::with(|_| Response::Silence)?;
    let client = builder(&server).timeout(SHORT).build()?;
    let error = client.orders().list().await.err().ok_or("a response")?;
    assert!(matches!(error, Error::Timeout { after, .. } if after == SHORT));
    let longer = SHORT * 2;
    let error = client
        .orders()
        .list()
        .timeout(longer)
        .await
        .err()
        .ok_or("a response")?;
    assert!(matches!(error, Error::Timeout { after, .. } if after == longer));
    Ok(())
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up_long_before_the_call() -> Outcome {
    let stalls = |_| Response::Stall(b"HTTP/1.1 200 x\r\ncontent-length: 5\r\n\r\n[\"a".to_vec());
    let server = Server::with(stalls)?;
    let client = builder(&server)
        .read_timeout(SHORT)
        .no_timeout()
        .max_retries(1)
        .build()?;
    let error = client.orders().list().await.err().ok_or("a response")?;
    assert!(error.is_timeout() && error.is_retryable(), "{error}");
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_timeout()),
        "{error}"
    );
    assert_eq!(server.requests().len(), 2);

    // Of the two limits the shorter one holds, and a call can set either.
    let call = client.orders().list().no_read_timeout().timeout(SHORT);
    assert!(matches!(call.await, Err(Error::Timeout { .. })));
    let patient = client.with_options(|options| options.read_timeout(Duration::from_secs(600)))?;
    let call = patient.orders().list().read_timeout(SHORT).max_retries(0);
    assert!(matches!(call.await, Err(Error::Transport { .. })));
    Ok(())
}

#[tokio::test]
async fn a_body_that_keeps_coming_is_not() -> Outcome {
    let server = Server::scripted([crate::list()])?;
    let client = builder(&server)
        .read_timeout(Duration::from_secs(600))
        .build()?;
    assert_eq!(client.orders().list().await?, ["a"]);
    Ok(())
}

#[tokio::test]
async fn a_connection_has_a_limit_of_its_own() -> Outcome {
    // A listener that accepts nothing, with its queue full, responds no more than a host that isn't
    // there.
    let (listener, _held) = tests::http::full_listener()?;
    let address = format!("http://{}", listener.local_addr()?);
    let client = golden::idempotent::Client::builder()
        .api_key("s3cr3t")
        .base_url(address)
        .connect_timeout(SHORT)
        .timeout(Duration::from_secs(5))
        .max_retries(0)
        .build()?;
    let error = client.orders().list().await.err().ok_or("a response")?;
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_connect()),
        "{error}"
    );
    assert!(error.is_timeout(), "{error}");
    Ok(())
}
