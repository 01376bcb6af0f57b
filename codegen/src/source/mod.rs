//! Texts become positioned trees, and references between them are followed.
//!
//! In: a [`Reader`] and the path of a document. Out: [`Sources`], which holds every file that the
//! document reaches, overlays applied, and resolves references. Must not know what a document
//! means: nothing here is about `OpenAPI`, but for the name of the overlay standard.

mod decode;
mod dynamic;
mod edit;
mod files;
mod index;
mod json;
mod location;
mod node;
mod object;
mod overlay;
mod parse;
mod reader;
mod resolve;
#[cfg(test)]
mod tests;
mod text;
mod unresolved;
mod uri;
mod yaml;

pub use self::dynamic::is_copy;
pub use self::files::{File, Sources};
pub use self::node::{FileId, Node, Number, Span, Value};
pub use self::object::{Member, Object};
pub use self::parse::MAX_DEPTH;
pub use self::reader::{GIVEN, Given, Memory, ReadError, Reader};
pub use self::text::{Position, Text};
pub use self::unresolved::Unresolved;
