//! Bodies of responses: how their bytes become a value.
//!
//! In: bytes, a media type and a format. Out: the value. Must not know requests.

pub(super) mod charset;
pub(super) mod from_body;
pub(crate) mod media_type;
pub(super) mod status;
