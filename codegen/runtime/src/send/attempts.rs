//! The attempts of a call: each sends the request once, and decides whether another one follows.
//!
//! In: what is sent. Out: the response of the last attempt, or why there is none. Must not know how
//! a request is put together.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::authorize::authorize;
use super::call_state::CallState;
use super::follow::{ReadAs, follow};
use super::outcome::{Failure, RawResponse};
use super::prepare::{Prepared, prepare};
use crate::error::NotRetried;
use crate::policy::retry::{self, FailedAttempt, Next, Sent};
use crate::request::Request;
use crate::transport::{ReadTimeout, Signed, Transport, TransportError};

/// How the attempts of a call ended.
pub(super) struct Ended {
    pub(super) result: Result<Box<RawResponse>, Failure>,
    pub(super) attempts: u32,
    /// Why there was no other attempt, where there could have been one.
    pub(super) not_retried: Option<NotRetried>,
}

/// Sends a request, unless that takes longer than the call was given.
pub(super) async fn within_time(request: &Request) -> Ended {
    let prepared = match prepare(request) {
        Ok(prepared) => prepared,
        Err(error) => {
            return Ended {
                result: Err(Failure::Request(error)),
                attempts: 0,
                not_retried: None,
            };
        }
    };
    let client = &request.client.inner;
    let timeout = request.timeout.or(client.settings.timeout);
    let call_state = CallState::default();
    let ended = {
        let work = pin!(with_retries(request, &prepared, timeout, &call_state));
        call_state.call(timeout, &*client.transport, work).await
    };
    let (result, not_retried) = match (ended, timeout) {
        (Some(ended), _) => ended,
        (None, limit) => (Err(Failure::Timeout(limit.unwrap_or_default())), None),
    };
    // Without a token nothing was sent.
    let unsent = u32::from(matches!(result, Err(Failure::Request(_))));
    Ended {
        attempts: call_state.attempts().saturating_sub(unsent),
        result,
        not_retried,
    }
}

/// Sends a request as often as it takes and is allowed.
async fn with_retries(
    request: &Request,
    prepared: &Prepared,
    timeout: Option<Duration>,
    call_state: &CallState,
) -> (Result<Box<RawResponse>, Failure>, Option<NotRetried>) {
    let mut waited = Duration::ZERO;
    let mut state = AttemptState::default();
    loop {
        // The scope ends before the next wait, so that what came takes no room in the future
        // meanwhile.
        let wait = {
            let number = call_state.begin_attempt();
            let result = authorized(request, prepared, &mut state, call_state).await;
            let (wait, is_free) = match next(request, prepared, number, &result) {
                Next::Final => return (result, None),
                Next::Stop(reason) => return (result, Some(reason)),
                Next::Again { wait, is_free } => (wait, is_free),
            };
            // Waiting beyond the timeout is useless.
            if let Some(timeout) = timeout
                && (call_state.call_is_over() || waited.saturating_add(wait) >= timeout)
            {
                return (result, Some(NotRetried::Timeout { wait, timeout }));
            }
            if !is_free && !request.client.inner.pays_for_retry() {
                return (result, Some(NotRetried::BudgetEmpty));
            }
            wait
        };
        waited = waited.saturating_add(wait);
        request.client.inner.transport.sleep(wait).await;
    }
}

/// What follows an attempt. A response that is not retried adds to the retry budget.
fn next(
    request: &Request,
    prepared: &Prepared,
    number: u32,
    result: &Result<Box<RawResponse>, Failure>,
) -> Next {
    let client = &request.client.inner;
    let failed = match result {
        Ok(response) if response.status.is_success() => {
            client.earns_retry();
            return Next::Final;
        }
        Ok(response) => response.failed(),
        Err(Failure::Transport(error)) => FailedAttempt::Transport(error),
        Err(_) => return Next::Final,
    };
    let sent = Sent {
        method: &prepared.request.method,
        has_key: prepared.has_key,
        is_repeatable: prepared.request.is_repeatable(),
        max_retries: request.max_retries(),
    };
    let policy = request.retry.or(&client.settings.retry);
    let next = retry::next(&policy, sent, number, failed);
    if next == Next::Final && result.is_ok() {
        client.earns_retry();
    }
    next
}

/// What has happened in a call.
#[derive(Default)]
struct AttemptState {
    /// How often the request was sent, redirects not counted.
    sent: u32,
    /// Whether credentials were fetched in place of those that the server refused.
    renewed: bool,
}

/// Sends a request once. If the server refuses credentials that were fetched, new ones are fetched
/// and the request sent again, which happens once in a call.
async fn authorized(
    request: &Request,
    prepared: &Prepared,
    state: &mut AttemptState,
    call_state: &CallState,
) -> Result<Box<RawResponse>, Failure> {
    let client = &request.client;
    let settings = &client.inner.settings;
    let read_timeout = request.read_timeout.or(settings.read_timeout).map(|limit| {
        let transport = Arc::clone(&client.inner.transport);
        ReadTimeout::new(transport, limit)
    });
    let transport: &dyn Transport = match &read_timeout {
        Some(read_timeout) => read_timeout,
        None => &*client.inner.transport,
    };
    let attempt_timeout = request.attempt_timeout.or(settings.attempt_timeout);
    let mut tokens = Vec::new();
    loop {
        let sent = authorize(request, prepared, &mut tokens).await?;
        state.sent = state.sent.saturating_add(1);
        #[cfg(feature = "tracing")]
        super::trace::sending(request, &sent, state.sent);
        let read_as = &ReadAs {
            limit: settings.max_response_bytes,
            framing: request.framing,
            content_type: request.content_type.clone(),
            call_state: Some(call_state),
            is_raw: request.takes_codings(),
        };
        let response = {
            let signed = settings.signer.as_deref().map(|signer| Signed {
                transport,
                signer,
                origin: &sent.uri,
            });
            let transport = signed.as_ref().map_or(transport, |signed| signed);
            let work = pin!(follow(transport, Arc::clone(&sent), read_as));
            call_state.attempt(attempt_timeout, transport, work).await
        };
        let late = || Err(TransportError::attempt(attempt_timeout.unwrap_or_default()));
        let mut response = response.unwrap_or_else(late).map_err(Failure::Transport)?;
        response.hide_credentials();
        response.mark_secrets();
        let unauthorized =
            response.status == StatusCode::UNAUTHORIZED && !call_state.call_is_over();
        let again = unauthorized && !tokens.is_empty() && sent.is_repeatable();
        if !again || std::mem::replace(&mut state.renewed, true) {
            return Ok(response);
        }
    }
}
