//! Unions: which of its members a value is.
//!
//! In: a JSON text, and the shapes of the members. Out: the member that fits best. Must not know
//! tags of a document.

pub(super) mod external;
mod find;
pub(super) mod like;
pub(super) mod score;
pub(super) mod select;
pub(super) mod shape;
pub(super) mod shapes;
pub(super) mod variant;
