//! How models are read and written without serde's derive.
//!
//! In: a body, or any other serde format. Out: models, or an error that names the place.
//! Generated code implements `Wire` over these helpers, so that what is common to all models is compiled once. Must not know requests, clients or transports.

mod again;
mod asked;
mod base64;
mod body;
mod bytes;
mod constant;
mod containers;
mod deserialize;
mod equal;
mod error;
mod external;
mod foreign;
mod foreign_member;
mod json;
mod known;
mod limits;
#[cfg(test)]
mod linear;
mod media_type;
mod names;
mod nullable;
mod numbers;
mod object;
mod open_enum;
#[cfg(feature = "schemars")]
mod schemars;
mod score;
mod select;
mod serialize;
mod shape;
mod shapes;
mod show;
mod stack;
mod status;
mod time;
mod timestamp;
mod to_body;
mod transcode;
mod tuples;
mod uuid;
mod values;
mod wire;
mod written;

use self::json::{ahead, charset, decimal, failed, place, reader, scan, strings, write};

pub use self::base64::{Base64, Base64Error};
pub use self::body::{FromBody, ResponseBody, decode};
#[doc(hidden)]
pub use self::constant::{Literal, Other, Single, single};
#[doc(hidden)]
pub use self::containers::Key;
#[doc(hidden)]
pub use self::decimal::is_equal;
#[doc(hidden)]
pub use self::deserialize::deserialize;
#[doc(hidden)]
pub use self::equal::equal;
pub use self::error::DecodeError;
#[doc(hidden)]
pub use self::external::Word;
#[doc(hidden)]
pub use self::failed::Failed;
pub use self::foreign::Json;
pub use self::foreign_member::Foreign;
#[doc(hidden)]
pub use self::limits::{Held, Limit};
pub use self::nullable::Nullable;
#[doc(hidden)]
pub use self::numbers::Numeric;
#[doc(hidden)]
pub use self::object::Rest;
#[doc(hidden)]
pub use self::open_enum::{compare, json};
#[doc(hidden)]
pub use self::reader::Reader;
#[doc(hidden)]
pub use self::select::{Case, NumericCase, Variant};
#[doc(hidden)]
pub use self::serialize::serialize;
#[doc(hidden)]
pub use self::shape::Shape;
#[doc(hidden)]
pub use self::shapes::{Shapes, Tagging, VariantShapes};
#[doc(hidden)]
pub use self::show::{show, show_variant};
#[doc(hidden)]
pub use self::status::{Documented, by_status};
pub use self::time::{Time, TimeError};
pub use self::timestamp::Timestamp;
pub use self::to_body::{ToBody, encode};
pub use self::uuid::Uuid;
#[doc(hidden)]
pub use self::wire::{Items, Kind, Member, Sink, Tag, View, Wire};

pub(crate) use self::base64::encode as encode_base64;
pub(crate) use self::body::check;
pub(crate) use self::decimal::Decimal;
pub(crate) use self::error::visible;
pub(crate) use self::known::{Beside, is_open};
pub(crate) use self::numbers::whole;
pub(crate) use self::place::push_name;
pub(crate) use self::scan::{elements, members, string};
pub(crate) use self::transcode::number;
pub(crate) use self::wire::{each, present};
pub(crate) use self::write::{not_an_object, write};

/// How the bytes of a body become a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A JSON text.
    #[default]
    Json,
    /// The same, but for bodies of these media types, which hold something else.
    JsonExcept(&'static [&'static str]),
    /// Text, read as a string: in UTF-8, or in the `charset` of the `Content-Type`.
    Text,
    /// The bytes as they are.
    Bytes,
    /// Nothing: whatever comes is passed over.
    Empty,
    /// By the status of the response.
    ByStatus,
}
