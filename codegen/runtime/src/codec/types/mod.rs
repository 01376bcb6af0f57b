//! The types that fields of models have.
//!
//! In: a reader of JSON, or a value. Out: the value, or a view of it. Must not know models.

pub(super) mod base64;
pub(super) mod constant;
pub(super) mod containers;
pub(super) mod datetime;
pub(super) mod literal;
pub(super) mod nullable;
pub(super) mod numbers;
pub(super) mod open_enum;
#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "specta")]
mod specta;
pub(super) mod tuples;
pub(super) mod uuid;
mod values;
