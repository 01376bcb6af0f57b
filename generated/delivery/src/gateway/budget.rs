//! How much a gateway holds at once.
//!
//! In: requests and bytes, as they arrive. Out: a reservation for each, which ends when it is
//! dropped, or the refusal.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The bytes that are counted at once: less is not worth the counting.
const STEP: usize = 4 << 10;

/// The requests and bytes that may be in flight.
pub(super) struct Budget {
    requests: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
}

impl Budget {
    pub(super) fn new(requests: usize, bytes: usize) -> Self {
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits.min(MAX)));
        Self {
            requests: semaphore(requests),
            bytes: semaphore(bytes.div_ceil(STEP)),
        }
    }

    /// Reserves the place of a request, or `None` if all are taken.
    pub(super) fn request(&self) -> Option<Reservation> {
        let request = Arc::clone(&self.requests).try_acquire_owned().ok()?;
        Some(Reservation {
            _request: request,
            bytes: Arc::clone(&self.bytes),
            held: None,
            left: 0,
        })
    }
}

const MAX: usize = Semaphore::MAX_PERMITS;

/// The place of a request and of the bytes that it holds.
pub(super) struct Reservation {
    _request: OwnedSemaphorePermit,
    bytes: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
    /// Reserved and not used yet.
    left: usize,
}

impl Reservation {
    /// Reserves room for more bytes; `false` if there is none.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        if bytes > self.left {
            let steps = (bytes - self.left).div_ceil(STEP);
            let Ok(permits) = u32::try_from(steps) else {
                return false;
            };
            let more = Arc::clone(&self.bytes).try_acquire_many_owned(permits);
            let Ok(more) = more else { return false };
            match &mut self.held {
                Some(held) => held.merge(more),
                None => self.held = Some(more),
            }
            self.left += steps * STEP;
        }
        self.left -= bytes;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_free_again_once_dropped() {
        let budget = Budget::new(1, 2 * STEP);
        let mut first = budget.request().expect("the first");
        assert!(budget.request().is_none());
        assert!(first.grow(STEP + 1));
        assert!(first.grow(STEP - 1), "the rest of the second step");
        assert!(!first.grow(1), "nothing is left");
        drop(first);
        let mut second = budget.request().expect("again");
        assert!(second.grow(2 * STEP));
    }
}
