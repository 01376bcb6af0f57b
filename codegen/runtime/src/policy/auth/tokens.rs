//! Credentials that a provider fetches: kept until they expire, fetched once for all calls that
//! wait.
//!
//! In: a [`TokenProvider`]. Out: a credential. A fetch that has begun is never dropped: the server
//! may have replaced a refresh token by then, and only the response says by which. Must not know
//! how a credential is fetched.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Mutex as AsyncMutex;

use super::credential::Credential;
use super::token::{AccessToken, Origin, TokenProvider, TokenRequest};
use crate::api::SecurityScheme;
use crate::error::TokenError;
use crate::transport::{BoxFuture, within};

/// How long before its end a token is replaced, so that it doesn't expire on its way.
const MARGIN: Duration = Duration::from_secs(30);

/// A provider, its last credential, and the fetch that is under way.
pub(crate) struct Tokens {
    provider: Arc<dyn TokenProvider>,
    known: Mutex<Known>,
    /// Whoever has the lock polls the fetch. A caller that is dropped leaves it to the next one.
    fetch: AsyncMutex<Option<Fetch>>,
    clock: fn() -> Timestamp,
}

type Fetch = BoxFuture<'static, Result<AccessToken, TokenError>>;

/// What the fetches have returned so far.
#[derive(Default)]
struct Known {
    token: Option<Token>,
    failure: Option<TokenError>,
    /// How many fetches have ended.
    ended: u64,
}

/// A credential as it was fetched.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) credential: Credential,
    /// The fetch that it came from.
    number: u64,
    /// From when on it is replaced, and when it ends.
    stale_from: Option<Timestamp>,
    ends: Option<Timestamp>,
}

impl Tokens {
    pub(super) fn new(provider: impl TokenProvider) -> Self {
        Self {
            provider: Arc::new(provider),
            known: Mutex::default(),
            fetch: AsyncMutex::default(),
            clock: Timestamp::now,
        }
    }

    /// What the provider finds wrong with what it was given.
    pub(super) fn check(&self) -> Result<(), TokenError> {
        self.provider.check()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token that is there, or else a new one; never the one that the server `refused`.
    pub(super) async fn get(
        self: &Arc<Self>,
        scheme: &'static SecurityScheme,
        origin: impl Fn() -> Origin,
        refused: Option<&Token>,
    ) -> Result<Token, TokenError> {
        let (token, seen) = self.current(refused);
        if let Some(token) = token {
            let now = (self.clock)();
            if token.is_fresh(now) {
                return Ok(token);
            }
            // It is replaced while calls go on with it, so that a slow or failing fetch harms none
            // of them.
            if !token.has_ended(now) {
                self.refresh(scheme, origin);
                let (refreshed, _) = self.current(None);
                return Ok(refreshed.unwrap_or(token));
            }
        }
        let mut fetch = self.fetch.lock().await;
        // What was fetched while this call waited was fetched for it, too.
        if let Some(result) = self.known().since(seen) {
            return result;
        }
        if fetch.is_none() {
            *fetch = Some(self.begin(scheme, origin()));
        }
        let unfinished = Unfinished(Some(self));
        std::future::poll_fn(|cx| self.poll(&mut fetch, cx)).await;
        unfinished.end();
        drop(fetch);
        let result = self.known().since(seen);
        result.unwrap_or_else(|| Err(TokenError::transient("the fetch did not end")))
    }

    /// The token that is there, unless the server refused it, and how many fetches have ended.
    fn current(&self, refused: Option<&Token>) -> (Option<Token>, u64) {
        let mut known = self.known();
        let is_refused =
            |token: &mut Token| refused.is_some_and(|refused| refused.number == token.number);
        known.token.take_if(is_refused);
        (known.token.clone(), known.ended)
    }

    /// Starts a fetch and leaves it to a task, or to the next calls if there is no runtime.
    fn refresh(self: &Arc<Self>, scheme: &'static SecurityScheme, origin: impl Fn() -> Origin) {
        let Ok(mut fetch) = self.fetch.try_lock() else {
            // Somebody is polling it.
            return;
        };
        if fetch.is_none() {
            *fetch = Some(self.begin(scheme, origin()));
        }
        let mut cx = Context::from_waker(Waker::noop());
        if self.poll(&mut fetch, &mut cx).is_pending() {
            finish(Arc::clone(self));
        }
    }

    fn begin(&self, scheme: &'static SecurityScheme, origin: Origin) -> Fetch {
        let provider = Arc::clone(&self.provider);
        Box::pin(async move {
            let origin = &origin;
            let work = provider.fetch(TokenRequest { origin, scheme });
            let fetched = within(&*origin.transport, origin.limit, work).await;
            fetched.unwrap_or_else(|| {
                let message = format!("nothing was fetched within {:?}", origin.limit);
                Err(TokenError::timeout(message))
            })
        })
    }

    /// Polls the fetch that is under way, and keeps what it returns.
    fn poll(&self, fetch: &mut Option<Fetch>, cx: &mut Context<'_>) -> Poll<()> {
        // Taken out, so that one that panics is not polled again.
        let Some(mut running) = fetch.take() else {
            return Poll::Ready(());
        };
        match running.as_mut().poll(cx) {
            Poll::Pending => {
                *fetch = Some(running);
                Poll::Pending
            }
            Poll::Ready(result) => {
                self.known().keep(result, (self.clock)());
                Poll::Ready(())
            }
        }
    }
}

/// A call that waits for a fetch. If it is dropped, the fetch goes on without it.
struct Unfinished<'a>(Option<&'a Arc<Tokens>>);

impl Unfinished<'_> {
    fn end(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(tokens) = self.0 {
            finish(Arc::clone(tokens));
        }
    }
}

/// Finishes the fetch that is under way in a task of the runtime, if there is one.
#[cfg(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_arch = "wasm32")
))]
fn finish(tokens: Arc<Tokens>) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(async move {
            let mut fetch = tokens.fetch.lock().await;
            std::future::poll_fn(|cx| tokens.poll(&mut fetch, cx)).await;
        });
    }
}

/// Leaves the fetch that is under way to the next call.
#[cfg(not(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_arch = "wasm32")
)))]
fn finish(_: Arc<Tokens>) {}

impl Known {
    /// What a fetch returned that ended after so many others; none: there was no such fetch.
    fn since(&self, seen: u64) -> Option<Result<Token, TokenError>> {
        let fetched = |token: &&Token| token.number > seen;
        if let Some(token) = self.token.as_ref().filter(fetched) {
            return Some(Ok(token.clone()));
        }
        let failure = self.failure.as_ref().filter(|_| self.ended > seen);
        failure.cloned().map(Err)
    }

    fn keep(&mut self, fetched: Result<AccessToken, TokenError>, now: Timestamp) {
        self.ended = self.ended.saturating_add(1);
        let token = fetched.and_then(|token| Token::new(token, self.ended, now));
        match token {
            Ok(token) => (self.token, self.failure) = (Some(token), None),
            Err(error) => {
                self.failure = Some(error);
                self.token.take_if(|token| token.has_ended(now));
                if let Some(token) = &mut self.token {
                    token.postpone(now);
                }
            }
        }
    }
}

impl Token {
    fn new(fetched: AccessToken, number: u64, now: Timestamp) -> Result<Self, TokenError> {
        let AccessToken {
            credential,
            lifetime,
        } = fetched;
        if credential.is_blank() {
            return Err(TokenError::new("the provider returned an empty credential"));
        }
        if credential.has_controls() {
            let message =
                "the credential of the provider contains a control character, such as a line break";
            return Err(TokenError::new(message));
        }
        // A lifetime beyond the calendar is as good as none.
        let after = |lifetime: Duration| now.checked_add(lifetime).ok();
        let margin = |lifetime: Duration| lifetime.saturating_sub(MARGIN.min(lifetime / 10));
        Ok(Self {
            credential,
            number,
            stale_from: lifetime.map(margin).and_then(after),
            ends: lifetime.and_then(after),
        })
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.stale_from.is_none_or(|end| now < end)
    }

    fn has_ended(&self, now: Timestamp) -> bool {
        self.ends.is_some_and(|end| now >= end)
    }

    /// Puts the next fetch off until half of the time that is left has passed.
    fn postpone(&mut self, now: Timestamp) {
        if let Some(ends) = self.ends {
            let left = ends.duration_since(now).unsigned_abs();
            self.stale_from = now.checked_add(left / 2).ok();
        }
    }
}

#[cfg(test)]
mod tests;
