//! The budget of retries: what keeps many clients from making an outage worse.
//!
//! In: how calls ended. Out: whether there may be one more retry. Must not know requests.

use std::sync::atomic::{AtomicU32, Ordering};

/// The price of a retry; a successful request pays one back.
const PRICE: u32 = 10;

/// A token bucket that retries are paid from. It is full at first.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    full: u32,
}

impl Budget {
    /// A budget of so many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let full = retries.saturating_mul(PRICE);
        Self {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Pays for a retry, if there is enough left.
    pub(crate) fn take(&self) -> bool {
        let pay = |left: u32| left.checked_sub(PRICE);
        let paid = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
        paid.is_ok()
    }

    /// Records that a request succeeded.
    pub(crate) fn earn(&self) {
        let earn = |left: u32| (left < self.full).then(|| left + 1);
        // Full is full.
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_responses_pay_for_a_retry() {
        let budget = Budget::new(2);
        budget.earn();
        assert!(budget.take() && budget.take());
        assert!(!budget.take());
        (0..9).for_each(|_| budget.earn());
        assert!(!budget.take());
        budget.earn();
        assert!(budget.take());
        assert!(!budget.take());
    }

    #[test]
    fn it_may_be_empty_or_unlimited() {
        assert!(!Budget::new(0).take());
        let budget = Budget::new(u32::MAX);
        budget.earn();
        assert!(budget.take());
    }
}
