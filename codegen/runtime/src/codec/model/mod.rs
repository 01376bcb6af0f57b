//! Models: the trait that their fields implement, and how objects are read.
//!
//! In: a reader of JSON, or a value. Out: the value, or a view of it. Must not know other formats than JSON.

pub(super) mod again;
pub(super) mod beside;
pub(super) mod equal;
pub(super) mod known;
pub(super) mod limits;
pub(super) mod member;
pub(super) mod object;
pub(super) mod show;
pub(super) mod stack;
pub(super) mod wire;
