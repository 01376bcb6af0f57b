//! What became of every span.
//!
//! In: spans that end, are handed over, and are sent. Out: totals in which each span is counted
//! once. Must not know how spans are sent.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::deliver::Report;

/// A live view of what became of an exporter's spans. Clones are cheap and show the same.
///
/// ```
/// # use spanwire_delivery::{ScaleExporter, spanwire::scale_v5::Client};
/// # fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
/// let exporter = ScaleExporter::builder(client).build()?;
/// let counts = exporter.counts();
/// assert_eq!(counts.totals().accepted, 0);
/// # Ok(()) }
/// ```
#[derive(Clone, Default)]
pub struct Counts(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Notified when nothing is being sent.
    idle: Condvar,
}

#[derive(Default)]
struct State {
    totals: Totals,
    /// No more spans are taken from the queue: what was left there is counted as dropped.
    abandoned: bool,
}

/// What became of the spans so far. Each span is counted in exactly one of these, but for
/// `truncated`, so the [`sum`](Self::sum) is the number of spans that ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Spans that Scale accepted.
    pub accepted: u64,
    /// Of the accepted spans, those whose content was cut, since they were too large.
    pub truncated: u64,
    /// Spans that Scale rejected: see [`on_rejected`](super::ScaleExporterBuilder::on_rejected).
    pub rejected: u64,
    /// Spans that were not delivered: no time was left, no server was reached, or it refused the
    /// credentials or was busy after all retries.
    pub unsent: u64,
    /// Spans that [`adjust`](super::ScaleExporterBuilder::adjust) left out, or panicked on.
    pub left_out: u64,
    /// Spans that were never sent: the queue of [`batched`](super::ScaleExporter::batched) was
    /// full, they ended after the shutdown, or its time ended before they were taken from the
    /// queue.
    pub dropped: u64,
    /// Spans in the queue of [`batched`](super::ScaleExporter::batched).
    pub queued: u64,
    /// Spans that are being sent.
    pub sending: u64,
}

impl Totals {
    /// All spans.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.lost() + self.accepted + self.left_out + self.queued + self.sending
    }

    /// Spans that were meant for Scale and did not arrive there: rejected, unsent and dropped ones.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.rejected + self.unsent + self.dropped
    }
}

impl Counts {
    /// The totals at this moment.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.state().totals
    }

    /// Counts a span that enters a queue, unless so many are in it already.
    pub(super) fn enqueue(&self, most: usize) -> bool {
        let mut state = self.state();
        let has_room = !state.abandoned && state.totals.queued < wide(most);
        if has_room {
            state.totals.queued += 1;
        } else {
            state.totals.dropped += 1;
        }
        has_room
    }

    /// Counts spans that could not be queued, or not be given to an exporter.
    pub(super) fn drop_spans(&self, spans: usize) {
        self.state().totals.dropped += wide(spans);
    }

    /// Counts what is left in the queue as dropped, now and from now on.
    pub(super) fn abandon_queue(&self) {
        let mut state = self.state();
        state.abandoned = true;
        state.totals.dropped += std::mem::take(&mut state.totals.queued);
    }

    /// Begins to send spans, from the queue or not. `None`: they are counted as dropped already.
    pub(super) fn send(&self, spans: usize, from_queue: bool) -> Option<Sending> {
        let mut state = self.state();
        if from_queue {
            if state.abandoned {
                return None;
            }
            state.totals.queued = state.totals.queued.saturating_sub(wide(spans));
        }
        state.totals.sending += wide(spans);
        Some(Sending {
            counts: self.clone(),
            left: wide(spans),
        })
    }

    /// Waits until nothing is being sent. Returns whether that was so in time.
    pub(super) fn wait_until_idle(&self, time: Duration) -> bool {
        let is_busy = |state: &mut State| state.totals.sending > 0;
        let waited = self.0.idle.wait_timeout_while(self.state(), time, is_busy);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !is_busy(&mut state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change is complete in itself, so a panic elsewhere leaves nothing half done.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Counts")
            .field(&self.totals())
            .finish()
    }
}

/// Spans that are being sent. Those without an outcome when it is dropped are unsent.
pub(super) struct Sending {
    counts: Counts,
    left: u64,
}

impl Sending {
    /// Counts a span that is left out.
    pub(super) fn leave_out(&mut self) {
        self.left = self.left.saturating_sub(1);
        let mut state = self.counts.state();
        state.totals.sending -= 1;
        state.totals.left_out += 1;
    }

    /// Counts what became of the rest. Returns how many are unsent.
    pub(super) fn end(mut self, report: &Report) -> u64 {
        let (accepted, rejected) = (wide(report.accepted), wide(report.rejected.len()));
        let mut state = self.counts.state();
        state.totals.accepted += accepted;
        state.totals.truncated += wide(report.truncated);
        state.totals.rejected += rejected;
        state.totals.sending = state.totals.sending.saturating_sub(accepted + rejected);
        drop(state);
        self.left = self.left.saturating_sub(accepted + rejected);
        self.left
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut state = self.counts.state();
        state.totals.unsent += self.left;
        state.totals.sending = state.totals.sending.saturating_sub(self.left);
        if state.totals.sending == 0 {
            self.counts.0.idle.notify_all();
        }
    }
}

/// A number of spans as it is counted.
fn wide(spans: usize) -> u64 {
    u64::try_from(spans).unwrap_or(u64::MAX)
}
