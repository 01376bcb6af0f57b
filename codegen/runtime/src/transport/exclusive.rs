//! Makes a value `Sync` that only its owner uses.
//!
//! In: a value that is `Send`. Out: the same, which is `Sync` too. Must not know what it is.

use std::sync::{Mutex, PoisonError};

/// A value that is reached through a unique reference only, so that nothing is ever locked.
#[derive(Default)]
pub(crate) struct Exclusive<T>(Mutex<T>);

impl<T> Exclusive<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}
