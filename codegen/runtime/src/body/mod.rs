//! Bodies of requests that are not JSON: forms and multipart bodies.
//!
//! In: the members of an object. Out: bytes and a media type. Must not know requests.

pub(crate) mod form;
pub(crate) mod media_type;
pub(crate) mod multipart;
pub(crate) mod random;
