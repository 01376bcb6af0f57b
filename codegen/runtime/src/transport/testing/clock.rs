//! A clock that stands still until somebody waits.
//!
//! In: waits, of the client and of replies. Out: each ends in the order of its time, and none takes any. Must not know what is
//! waited for.

use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::time::Duration;

use super::Server;

/// How late it is, and which replies are still to come.
#[derive(Default)]
pub(super) struct Clock {
    now: Duration,
    coming: Vec<(Duration, Waker)>,
}

impl Clock {
    /// Goes on to the next reply that comes before that time.
    fn next_before(&mut self, time: Duration) -> bool {
        let next = self.coming.iter().map(|(due, _)| *due).min();
        let Some(due) = next.filter(|due| *due <= time) else {
            return false;
        };
        self.now = self.now.max(due);
        self.coming.retain(|(other, waker)| {
            if *other <= due {
                waker.wake_by_ref();
            }
            *other > due
        });
        true
    }
}

/// A reply that takes its time. It comes when the client waits for longer, and never if nobody does.
pub(super) async fn reply(server: Server, delay: Duration) {
    let due = server.state().clock.now.saturating_add(delay);
    poll_fn(|cx| {
        let mut state = server.state();
        if state.clock.now >= due {
            return Poll::Ready(());
        }
        state.clock.coming.push((due, cx.waker().clone()));
        Poll::Pending
    })
    .await;
}

/// A wait of the client. It is over when no reply comes before.
pub(super) async fn sleep(server: Server, delay: Duration) {
    let due = server.state().clock.now.saturating_add(delay);
    poll_fn(|cx| {
        let mut state = server.state();
        if state.clock.now < due && state.clock.next_before(due) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        state.clock.now = state.clock.now.max(due);
        Poll::Ready(())
    })
    .await;
}
