//! The typed view of a document of `OpenAPI` 3.0, 3.1 or 3.2, every part with its position.
//!
//! In: `Sources`. Out: a [`Document`], and its errors. 3.0 is converted to 3.1 while it is read, so
//! later stages know one dialect. References to path items, parameters, request bodies,
//! responses, headers, examples and security schemes are followed here; references between schemas
//! are left to `lower`, which assigns each schema one type. Must not know Rust.

mod check;
mod context;
mod document;
mod fields;
mod operation;
mod schema;
mod security;
mod selection;
mod server;
mod template;
#[cfg(test)]
mod tests;
mod version;

pub use self::context::{Reading, Text};
pub use self::document::{Document, Tag, read, read_some};
pub use self::operation::body::{Encoding, MediaType, RequestBody};
pub use self::operation::parameter::{Location, Parameter, Style};
pub use self::operation::path_item::PathItem;
pub use self::operation::response::{Link, Response, Status};
pub use self::operation::{ExternalDocs, Operation};
pub use self::schema::types::Types;
pub use self::schema::vocabulary::{is_annotation, is_keyword, is_shapeless};
pub use self::schema::{CONDITIONAL, Discriminator, Schema};
pub use self::security::{OAuthFlow, Security, SecurityKind, SecurityScheme};
pub use self::selection::{OperationName, Take};
pub use self::server::{Server, ServerVariable};
pub use self::template::placeholders;
pub use self::version::Version;
