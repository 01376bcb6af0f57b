//! How models are read and written without serde's derive.
//!
//! In: a body, or any other serde format. Out: models, or an error that names the place. Generated
//! code implements `Wire` over these helpers, so that what is common to all models is compiled
//! once. Must not know requests, clients or transports.

mod body;
mod error;
mod json;
#[cfg(test)]
mod linear;
mod model;
mod serde;
mod types;
mod union;

pub use self::body::from_body::{FromBody, ResponseBody, decode};
#[doc(hidden)]
pub use self::body::status::{Documented, by_status};
pub use self::error::DecodeError;
#[doc(hidden)]
pub use self::json::decimal::is_equal;
#[doc(hidden)]
pub use self::json::read_error::ReadError;
#[doc(hidden)]
pub use self::json::reader::Reader;
#[doc(hidden)]
pub use self::model::constraint::Constraint;
#[doc(hidden)]
pub use self::model::debug::{show, show_variant};
#[doc(hidden)]
pub use self::model::equal::equal;
#[doc(hidden)]
pub use self::model::member::{Member, Presence};
#[doc(hidden)]
pub use self::model::object::Rest;
#[doc(hidden)]
pub use self::model::wire::{Inner, Items, Sink, Tag, View, Wire};
#[doc(hidden)]
pub use self::serde::deserialize::deserialize;
pub use self::serde::foreign::Json;
pub use self::serde::foreign_member::Foreign;
#[doc(hidden)]
pub use self::serde::serialize::serialize;
#[doc(hidden)]
pub use self::types::constant::{Other, Single, single};
#[doc(hidden)]
pub use self::types::containers::Key;
#[doc(hidden)]
pub use self::types::literal::Literal;
pub use self::types::nullable::Nullable;
#[doc(hidden)]
pub use self::types::numbers::Numeric;
#[doc(hidden)]
pub use self::types::open_enum::{compare, json};
pub use self::types::text::base64::{Base64, Base64Error, Base64Url};
pub use self::types::text::time::{Time, TimeError};
pub use self::types::text::timestamp::Timestamp;
pub use self::types::text::uuid::Uuid;
#[doc(hidden)]
pub use self::union::external::Word;
#[doc(hidden)]
pub use self::union::like::{Like, LikeCase};
#[doc(hidden)]
pub use self::union::select::NumericCase;
#[doc(hidden)]
pub use self::union::shape::Shape;
#[doc(hidden)]
pub use self::union::shapes::{Shapes, Tagging, VariantShapes};
#[doc(hidden)]
pub use self::union::variant::{Case, Variant};
pub use crate::body::to_body::encode;

pub(crate) use self::body::from_body::{check, is_json};
pub(crate) use self::body::media_type;
pub(crate) use self::error::visible;
pub(crate) use self::json::decimal::{Decimal, whole};
pub(crate) use self::json::location::push_name;
pub(crate) use self::json::scan::{elements, members, string};
pub(crate) use self::json::text;
pub(crate) use self::json::write::{not_an_object, write};
pub(crate) use self::model::described::is_open;
pub(crate) use self::model::weak::WeakMembers;
pub(crate) use self::model::wire::{each, present};
pub(crate) use self::serde::transcode::number;
pub(crate) use self::types::text::base64::encode as encode_base64;

/// How the bytes of a body become a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A JSON text.
    #[default]
    Json,
    /// The same, but for bodies of these media types, which contain something else.
    JsonExcept(&'static [&'static str]),
    /// Text, read as a string: in UTF-8, or in the `charset` of the `Content-Type`.
    Text,
    /// The bytes as they are.
    Bytes,
    /// Nothing: any body is ignored.
    Empty,
    /// By the status of the response.
    ByStatus,
}
