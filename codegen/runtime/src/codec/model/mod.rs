//! Models: the trait that their fields implement, and how objects are read.
//!
//! In: a reader of JSON, or a value. Out: the value, or a view of it. Must not know other formats
//! than JSON.

pub(super) mod backtrack;
pub(super) mod constraint;
pub(super) mod debug;
pub(super) mod described;
pub(super) mod equal;
pub(super) mod member;
pub(super) mod object;
pub(super) mod stack;
pub(super) mod weak;
pub(super) mod wire;
