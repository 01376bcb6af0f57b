//! The progress of an upload or download.
//!
//! In: parts as they pass. Out: the argument of the user's function. Must not know what is sent.

use std::sync::Arc;

/// A function that is called with the progress.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;
/// A function that is called with the progress.
#[cfg(target_arch = "wasm32")]
pub(crate) type OnProgress = Arc<dyn Fn(Progress)>;

/// The progress of an upload or download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many bytes have been transferred.
    pub bytes: u64,
    /// How many bytes there are in all, if known.
    pub total: Option<u64>,
}

impl Progress {
    pub(crate) fn new(total: Option<u64>) -> Self {
        Self { bytes: 0, total }
    }

    pub(crate) fn add(&mut self, length: usize) {
        self.bytes = self.bytes.saturating_add(length as u64);
    }
}
