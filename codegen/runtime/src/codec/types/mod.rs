//! The types that fields of models have.
//!
//! In: a reader of JSON, or a value. Out: the value, or a view of it. Must not know models.

pub(super) mod constant;
pub(super) mod containers;
pub(super) mod literal;
pub(super) mod nullable;
pub(super) mod numbers;
pub(super) mod open_enum;
mod schemas;
pub(super) mod text;
pub(super) mod tuples;
mod values;
