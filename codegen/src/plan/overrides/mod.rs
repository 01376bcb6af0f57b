//! Overrides: what the configuration says in place of the document.
//!
//! In: the API and the configuration. Out: the API with foreign types and described responses in
//! it, which operations are taken, and the traits that models derive besides their own. Must not
//! know how models and operations are planned.

pub(super) mod derived;
pub(super) mod described;
pub(super) mod foreign;
pub(super) mod lints;
pub(super) mod package;
pub(super) mod selected;
