//! An API, as generated code states it.
//!
//! In: constants. Out: the same as data. Must not know clients.

pub(crate) mod scheme;

pub use self::scheme::{ApiKeyIn, SecurityScheme};
