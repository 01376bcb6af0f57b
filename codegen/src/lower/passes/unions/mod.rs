//! Passes over unions: the values they keep, and how their members are distinguished.

pub(super) mod constants;
pub(super) mod open_unions;
pub(super) mod overlap;
pub(super) mod unit_variants;
