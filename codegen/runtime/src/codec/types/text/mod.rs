//! Values that are written as they were received: UUIDs, instants, times of day, base64.
//!
//! In: a text. Out: its value, and the same text again. Must not know models.

pub(crate) mod base64;
mod preserved;
pub(crate) mod time;
pub(crate) mod timestamp;
pub(crate) mod uuid;
