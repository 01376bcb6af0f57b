//! Instants and times of day.
//!
//! In: a text of RFC 3339. Out: the value, and the text again as it was. Must not know models.

pub(crate) mod time;
pub(crate) mod timestamp;
mod written;
