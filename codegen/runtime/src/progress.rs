//! How far an upload or download is.
//!
//! In: parts as they pass. Out: what the user's function is told. Must not know what is sent.

use std::sync::Arc;

/// What is told of progress.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Tell = Arc<dyn Fn(Progress) + Send + Sync>;
/// What is told of progress.
#[cfg(target_arch = "wasm32")]
pub(crate) type Tell = Arc<dyn Fn(Progress)>;

/// How far an upload or download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that have passed.
    pub bytes: u64,
    /// The bytes that there are in all, where that is known.
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
