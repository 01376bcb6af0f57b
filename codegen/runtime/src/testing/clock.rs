//! A clock that advances only when everybody waits.
//!
//! In: waits, of the client and of replies. Out: each ends in the order of its time, and none takes
//! any. Must not know what is waited for.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::Server;

/// How often a wait lets everything else go first before the clock moves. A task that was woken may
/// wake another one.
const ROUNDS: u8 = 8;

/// The time, and what is still waited for.
#[derive(Default)]
pub(super) struct Clock {
    now: Duration,
    waits: Vec<(u64, Duration, Waker)>,
    /// How many waits have begun or ended, which shows whether anything happens at this time.
    changes: u64,
}

impl Clock {
    /// Moves on to the next time that something waits for.
    fn advance(&mut self) {
        let next = self.waits.iter().map(|(_, due, _)| *due).min();
        self.now = self.now.max(next.unwrap_or_default());
        self.changes = self.changes.wrapping_add(1);
        self.waits.retain(|(_, due, waker)| {
            if *due <= self.now {
                waker.wake_by_ref();
            }
            *due > self.now
        });
    }

    fn remove(&mut self, number: u64) {
        self.waits.retain(|(other, ..)| *other != number);
    }
}

/// A wait until some time.
pub(super) struct Wait {
    server: Server,
    number: u64,
    due: Duration,
    /// Whether the clock moves for it. It doesn't for a reply, which arrives when the client waits
    /// for longer, and never if nobody does.
    moves: bool,
    /// The changes that it has seen, and for how many rounds there were no others.
    seen: u64,
    quiet: u8,
}

impl Wait {
    /// A reply that takes its time.
    pub(super) fn of_reply(server: Server, delay: Duration) -> Self {
        Self::new(server, delay, false)
    }

    /// A wait of the client.
    pub(super) fn of_client(server: Server, delay: Duration) -> Self {
        Self::new(server, delay, true)
    }

    fn new(server: Server, delay: Duration, moves: bool) -> Self {
        let mut state = server.state();
        state.clock.changes = state.clock.changes.wrapping_add(1);
        let (due, number) = (state.clock.now.saturating_add(delay), state.clock.changes);
        drop(state);
        Self {
            server,
            number,
            due,
            moves,
            seen: number,
            quiet: 0,
        }
    }
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let mut state = this.server.state();
        let clock = &mut state.clock;
        clock.remove(this.number);
        if clock.now >= this.due {
            return Poll::Ready(());
        }
        let wait = (this.number, this.due, cx.waker().clone());
        clock.waits.push(wait);
        if this.moves {
            if this.seen != clock.changes {
                (this.seen, this.quiet) = (clock.changes, 0);
            } else if this.quiet < ROUNDS {
                this.quiet += 1;
            } else {
                clock.advance();
            }
            // Even when it is due: timers that are due earlier run first.
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let clock = &mut self.server.state().clock;
        clock.remove(self.number);
        clock.changes = clock.changes.wrapping_add(1);
    }
}
