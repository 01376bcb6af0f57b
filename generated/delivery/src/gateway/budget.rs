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
    steps: usize,
}

/// Why there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// Other requests have it.
    Now,
    /// One request needs more than there is for all.
    Always,
}

impl Budget {
    pub(super) fn new(requests: usize, bytes: usize) -> Self {
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits));
        let steps = bytes.div_ceil(STEP).min(Semaphore::MAX_PERMITS);
        Self {
            requests: semaphore(requests.min(Semaphore::MAX_PERMITS)),
            bytes: semaphore(steps),
            steps,
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
            most: self.steps,
        })
    }
}

/// The place of a request and of the bytes that it holds.
pub(super) struct Reservation {
    _request: OwnedSemaphorePermit,
    bytes: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
    /// Reserved and not used yet.
    left: usize,
    /// The steps that there are for all requests.
    most: usize,
}

impl Reservation {
    /// Reserves room for more bytes.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Full> {
        if bytes > self.left {
            let steps = (bytes - self.left).div_ceil(STEP);
            let held = self.held.as_ref();
            if held.map_or(0, OwnedSemaphorePermit::num_permits) + steps > self.most {
                return Err(Full::Always);
            }
            let permits = u32::try_from(steps).map_err(|_| Full::Always)?;
            let more = Arc::clone(&self.bytes).try_acquire_many_owned(permits);
            let more = more.map_err(|_| Full::Now)?;
            match &mut self.held {
                Some(held) => held.merge(more),
                None => self.held = Some(more),
            }
            self.left += steps * STEP;
        }
        self.left -= bytes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_free_again_once_dropped() {
        let budget = Budget::new(2, 2 * STEP);
        let mut first = budget.request().expect("the first");
        let mut second = budget.request().expect("the second");
        assert!(budget.request().is_none());
        assert_eq!(first.grow(STEP + 1), Ok(()));
        assert_eq!(first.grow(STEP - 1), Ok(()), "the rest of the second step");
        assert_eq!(second.grow(1), Err(Full::Now));
        drop(first);
        assert_eq!(second.grow(2 * STEP), Ok(()));
        assert_eq!(second.grow(1), Err(Full::Always));
        drop(second);
        let mut third = budget.request().expect("again");
        assert_eq!(third.grow(2 * STEP + 1), Err(Full::Always));
    }
}
