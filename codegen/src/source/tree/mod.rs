//! The positioned tree that a text becomes, and paths in it. Knows nothing of `OpenAPI`.

pub(crate) mod location;
pub(crate) mod node;
pub(crate) mod object;

pub use self::node::{FileId, Node, Number, Span, Value};
pub use self::object::{Member, Object};
