//! The attempts of a call: each sends the request once, and decides whether another one follows.
//!
//! In: what is sent. Out: the answer of the last attempt, or why there is none. Must not know how a request is put
//! together.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::StatusCode;
use http::header::AUTHORIZATION;

use super::prepare::Prepared;
use super::{Answer, Failure, ReadAs, follow};
use crate::auth;
use crate::request::Request;
use crate::retry::{self, Failed};
use crate::transport::{Patience, Transport};

/// Sends a request, unless that takes longer than the call was given.
pub(super) async fn within_time(request: &Request, prepared: &Prepared) -> Result<Answer, Failure> {
    let client = &request.client.inner;
    let timeout = request.timeout.or(client.settings.timeout);
    let mut work = pin!(with_retries(request, prepared, timeout));
    let mut timer = None;
    std::future::poll_fn(|cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(result);
        }
        let Some(timeout) = timeout else {
            return Poll::Pending;
        };
        let timer = timer.get_or_insert_with(|| client.transport.sleep(timeout));
        timer
            .as_mut()
            .poll(cx)
            .map(|()| Err(Failure::Timeout(timeout)))
    })
    .await
}

/// Sends a request as often as it takes and is allowed.
async fn with_retries(
    request: &Request,
    prepared: &Prepared,
    timeout: Option<Duration>,
) -> Result<Answer, Failure> {
    let mut waited = Duration::ZERO;
    let mut progress = Progress::default();
    loop {
        // The scope ends before the next wait, so that what came takes no room in the future meanwhile.
        let delay = {
            let result = authorized(request, prepared, &mut progress).await;
            progress.attempts = progress.attempts.saturating_add(1);
            match delay(request, prepared, progress.attempts, &result) {
                // There is no use in waiting for what comes too late.
                Some(delay)
                    if timeout.is_none_or(|timeout| waited.saturating_add(delay) < timeout)
                        && request.client.inner.pays_for_retry() =>
                {
                    delay
                }
                _ => return result,
            }
        };
        waited = waited.saturating_add(delay);
        request.client.inner.transport.sleep(delay).await;
    }
}

/// How long to wait before the request is sent again, if it may be.
fn delay(
    request: &Request,
    prepared: &Prepared,
    attempts: u32,
    result: &Result<Answer, Failure>,
) -> Option<Duration> {
    let failed = match result {
        Ok(answer) if !retry::is_transient(answer.status) => {
            if let Some(budget) = &request.client.inner.budget {
                budget.earn();
            }
            return None;
        }
        _ if attempts > request.max_retries() || !prepared.hop.is_repeatable() => return None,
        Ok(answer) => Failed::of(answer),
        Err(Failure::Transport(error)) => Failed::Transport(error),
        Err(_) => return None,
    };
    retry::delay(&prepared.hop.method, prepared.has_key, attempts, failed)
}

/// What has happened in a call.
#[derive(Default)]
struct Progress {
    /// How many attempts were made.
    attempts: u32,
    /// How often the request was sent, redirects not counted.
    sent: u32,
    /// Whether a token was fetched in place of one that the server refused.
    renewed: bool,
}

/// Sends a request once. If the server refuses a token that was fetched, a new one is fetched and
/// the request sent again, which happens once in a call.
async fn authorized(
    request: &Request,
    prepared: &Prepared,
    progress: &mut Progress,
) -> Result<Answer, Failure> {
    let client = &request.client;
    let settings = &client.inner.settings;
    let patience = request.read_timeout.or(settings.read_timeout).map(|limit| {
        let transport = Arc::clone(&client.inner.transport);
        Patience::new(transport, limit)
    });
    let transport: &dyn Transport = match &patience {
        Some(patience) => patience,
        None => &*client.inner.transport,
    };
    let mut hop = Arc::clone(&prepared.hop);
    let mut refused = None;
    loop {
        if let Some(fetched) = &prepared.fetched {
            let token = auth::fetch(client, fetched, refused.as_ref()).await;
            let token = token.map_err(Failure::Request)?;
            Arc::make_mut(&mut hop)
                .headers
                .insert(AUTHORIZATION, token.value.clone());
            refused = Some(token);
        }
        progress.sent = progress.sent.saturating_add(1);
        #[cfg(feature = "tracing")]
        crate::trace::sending(request, &hop, progress.sent);
        let read_as = ReadAs {
            limit: settings.max_response_bytes,
            framing: request.framing,
            content_type: request.content_type.clone(),
        };
        let sent = follow(transport, Arc::clone(&hop), read_as).await;
        let mut answer = sent.map_err(Failure::Transport)?;
        answer.hide_credentials();
        let unauthorized = answer.status == StatusCode::UNAUTHORIZED;
        let again = unauthorized && !answer.moved && refused.is_some() && hop.is_repeatable();
        if !again || std::mem::replace(&mut progress.renewed, true) {
            return Ok(answer);
        }
    }
}
