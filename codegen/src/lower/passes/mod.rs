//! Passes over the lowered API, which run one after the other once every schema has its type.
//!
//! In: the whole API, and what lowering noted beside it. Out: the same API, changed or reported on. Must not know schemas.

pub(crate) mod alias_cycles;
pub(crate) mod constants;
pub(crate) mod duplicate_forms;
pub(crate) mod files;
mod infinite_types;
pub(crate) mod merge_equal;
pub(crate) mod open_unions;
pub(crate) mod origin;
pub(crate) mod overlap;
mod resolved;
pub(crate) mod unit_variants;
pub(crate) mod whole_response;
