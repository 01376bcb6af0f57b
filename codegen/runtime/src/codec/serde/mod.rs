//! serde: models in other formats, and types of other crates in models.
//!
//! In: a serializer or deserializer of any format. Out: the value, by way of a JSON text. Must not
//! know unions.

mod bytes;
pub(super) mod deserialize;
pub(super) mod foreign;
pub(super) mod foreign_member;
mod hint;
mod names;
pub(super) mod serialize;
pub(super) mod transcode;
