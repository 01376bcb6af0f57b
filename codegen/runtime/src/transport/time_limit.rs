//! A time limit for any work, by the clock of a transport.
//!
//! In: work, and how long it may take. Out: its output, or `None`. Must not know requests.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::Transport;

/// The output of the work, or `None` if it takes longer than the limit.
pub(crate) async fn within<F: Future>(
    transport: &dyn Transport,
    limit: Duration,
    work: F,
) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut timer = None;
    std::future::poll_fn(|cx| {
        if let Poll::Ready(output) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        let timer = timer.get_or_insert_with(|| transport.sleep(limit));
        timer.as_mut().poll(cx).map(|()| None)
    })
    .await
}
