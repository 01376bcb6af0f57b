//! The state of a call while it is made, which survives a timeout.
//!
//! In: attempts as they begin, and work with its time limit. Out: how many attempts there were, and
//! the output of the work if it ends in time. Must not know requests.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use crate::transport::{self, Transport};

/// How far a call is.
#[derive(Default)]
pub(crate) struct CallState {
    attempts: AtomicU32,
    /// The time of the whole call is up.
    call_is_over: AtomicBool,
    /// The time of the attempt is up.
    attempt_is_over: AtomicBool,
}

impl CallState {
    /// Records the start of an attempt and returns its number, from one.
    pub(super) fn begin_attempt(&self) -> u32 {
        self.attempt_is_over.store(false, Ordering::Relaxed);
        let before = self.attempts.fetch_add(1, Ordering::Relaxed);
        before.saturating_add(1)
    }

    /// How many attempts have begun.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    /// Whether the time of the whole call is up.
    pub(super) fn call_is_over(&self) -> bool {
        self.call_is_over.load(Ordering::Relaxed)
    }

    /// Whether the time of the call or its attempt is up: then no more of an error's body will be
    /// read.
    pub(crate) fn is_over(&self) -> bool {
        self.call_is_over() || self.attempt_is_over.load(Ordering::Relaxed)
    }

    /// Does the work of a whole call; `None` if it takes longer than the limit.
    pub(super) fn call<T>(
        &self,
        limit: Option<Duration>,
        clock: &dyn Transport,
        work: Pin<&mut impl Future<Output = T>>,
    ) -> impl Future<Output = Option<T>> {
        within(limit, &self.call_is_over, clock, work)
    }

    /// Does the work of one attempt; `None` if it takes longer than the limit.
    pub(super) fn attempt<T>(
        &self,
        limit: Option<Duration>,
        clock: &dyn Transport,
        work: Pin<&mut impl Future<Output = T>>,
    ) -> impl Future<Output = Option<T>> {
        within(limit, &self.attempt_is_over, clock, work)
    }
}

async fn within<T>(
    limit: Option<Duration>,
    is_over: &AtomicBool,
    clock: &dyn Transport,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let Some(limit) = limit else {
        return Some(work.await);
    };
    if let Some(output) = transport::within(clock, limit, work.as_mut()).await {
        return Some(output);
    }
    is_over.store(true, Ordering::Relaxed);
    // If the body of an error is being read, the work ends now with the bytes received so far.
    match poll_fn(|cx| Poll::Ready(work.as_mut().poll(cx))).await {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
