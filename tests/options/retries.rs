//! What generated clients and their calls say of attempts and retries.

use std::time::Duration;

use specwright_runtime::NotRetried;
use tests::http::{Response, Server};

use crate::{Outcome, builder, list};

#[tokio::test]
async fn an_attempt_has_a_limit_of_its_own() -> Outcome {
    let limit = Duration::from_millis(500);
    let server = Server::scripted([Response::Silence, list(), Response::Silence, list()])?;
    let client = builder(&server).attempt_timeout(limit).build()?;
    assert_eq!(client.orders().list().await?, ["a"]);
    let call = builder(&server).build()?.orders().list();
    assert_eq!(call.attempt_timeout(limit).await?, ["a"]);
    assert_eq!(server.requests().len(), 4);

    let silent = Server::with(|_| Response::Silence)?;
    let client = builder(&silent).attempt_timeout(limit).build()?;
    let call = client.orders().list().no_attempt_timeout();
    let error = call.timeout(limit).await.err().ok_or("a response")?;
    assert!(error.is_timeout() && error.attempts() == 1, "{error}");
    Ok(())
}

#[tokio::test]
async fn clients_and_calls_decide_what_is_retried() -> Outcome {
    let conflict = || Response::empty(409).header("retry-after", "0");
    let server = Server::scripted([conflict(), list(), conflict(), list(), conflict()])?;
    let client = builder(&server)
        .retry_statuses([409])
        .max_retry_after(Duration::ZERO)
        .build()?;
    assert_eq!(client.orders().list().await?, ["a"]);
    let plain = builder(&server).build()?;
    let call = plain.orders().list().retry_if(|attempt| {
        attempt.status().is_some_and(|status| status == 409) && !attempt.is_retryable()
    });
    assert_eq!(call.await?, ["a"]);
    let never = client.with_options(|options| options.retry_if(|_| false))?;
    let error = never.orders().list().await.err().ok_or("a response")?;
    assert_eq!(error.not_retried(), Some(&NotRetried::ByCaller));
    Ok(())
}

#[tokio::test]
async fn a_call_sets_the_longest_wait() -> Outcome {
    let server = Server::with(|_| Response::empty(429).header("retry-after-ms", "1"))?;
    let client = builder(&server).max_retries(1).build()?;
    let call = client.orders().list();
    let error = call.clone().await.err().ok_or("a response")?;
    assert_eq!(error.attempts(), 2, "{error}");
    let call = call.max_retry_after(Duration::ZERO).retry_statuses([429]);
    let error = call.await.err().ok_or("a response")?;
    assert!(
        matches!(error.not_retried(), Some(NotRetried::RetryAfter { .. })),
        "{error}"
    );
    Ok(())
}
