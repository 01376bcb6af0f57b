//! Bodies of requests: JSON, forms and multipart bodies.
//!
//! In: a value, or the members of an object. Out: bytes and a media type. Must not know requests.

pub(crate) mod form;
pub(crate) mod multipart;
pub(crate) mod random;
pub(crate) mod to_body;
