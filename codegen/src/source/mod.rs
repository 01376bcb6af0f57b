//! Loads documents: parses files into positioned trees, applies overlays, and resolves references.
//!
//! In: a [`Reader`] and the path of a document. Out: [`Sources`], all files that the document
//! refers to. Must not know what a document means: nothing here is about `OpenAPI`, except the name
//! of the overlay standard.

mod disk;
mod dynamic;
mod files;
mod overlay;
mod parse;
mod reader;
mod reference;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use self::disk::Disk;
pub(crate) use self::disk::slashes;
pub use self::dynamic::is_copy;
pub use self::files::{File, Sources};
pub use self::parse::MAX_DEPTH;
pub use self::reader::{GIVEN, Given, Memory, ReadError, Reader};
pub use self::reference::Unresolved;
pub use self::text::{Position, Text};
pub use self::tree::{FileId, Member, Node, Number, Object, Span, Value};
