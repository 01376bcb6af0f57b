//! Rust types and imports as data.
//!
//! In: decisions of the other rooms of `plan`. Out: types by their short names, and for each file
//! the imports that make those names mean what they should. Must not know the document.

mod casing;
pub(super) mod catalogue;
mod imports;
pub(super) mod in_use;
pub(super) mod items;
mod path;
mod types;
mod used;

pub(crate) use self::{
    casing::Casing,
    catalogue::External,
    imports::{Imports, Use},
    types::RustType,
};
