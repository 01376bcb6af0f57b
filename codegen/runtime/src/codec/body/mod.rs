//! Bodies: how their bytes become a value, and a value becomes their bytes.
//!
//! In: bytes, a media type and a format, or a value. Out: the value, or the bytes. Must not know requests.

pub(super) mod charset;
pub(super) mod from_body;
pub(super) mod media_type;
pub(super) mod status;
pub(super) mod to_body;
