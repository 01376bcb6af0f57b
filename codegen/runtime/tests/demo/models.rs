//! Models.

mod unions;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use specwright_runtime::{DecodeError, Nullable, Timestamp, codec};

pub use self::unions::*;

/// A span.
#[derive(Clone)]
#[non_exhaustive]
pub struct Span {
    pub id: String,
    pub object: Option<SpanObject>,
    pub start_timestamp: Timestamp,
    pub status: Option<Status>,
    pub parts: Option<Vec<ContentPart>>,
    pub additional: Map<String, Value>,
}

codec::object!(Span(id: impl Into<String>, start_timestamp: Timestamp) {
    "id" => id: required,
    "object" => object: optional = SpanObject,
    "start_timestamp" => start_timestamp: required,
    "status" => status: optional,
    "parts" => parts: optional,
    * => additional,
});

/// A span to create.
#[derive(Clone)]
#[non_exhaustive]
pub struct NewSpan {
    pub name: String,
    pub start_timestamp: Timestamp,
    pub parent_id: Option<String>,
    pub note: Nullable<String>,
}

codec::object!(NewSpan(name: impl Into<String>, start_timestamp: Timestamp) {
    "name" => name: required,
    "start_timestamp" => start_timestamp: required,
    "parent_id" => parent_id: optional(with_parent_id: impl Into<String>),
    "note" => note: nullable(with_note: impl Into<Nullable<String>>),
});

/// A problem.
#[derive(Clone)]
#[non_exhaustive]
pub struct Problem {
    pub detail: String,
}

codec::object!(Problem(detail: impl Into<String>) {
    "detail" => detail: required,
});

/// The answers of creating.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Created {
    Ok(Span),
    Accepted(String),
    NoContent,
}

impl<'de> Deserialize<'de> for Created {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::by_status(deserializer)
    }
}

impl codec::ByStatus for Created {
    fn read(status: u16, body: codec::Body<'_>) -> Result<Self, DecodeError> {
        match status {
            200 => body.json(Self::Ok),
            202 => body.text(Self::Accepted),
            204 => Ok(Self::NoContent),
            _ => body.unexpected(),
        }
    }
}

/// The errors of creating.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateError {
    NotFound(String),
    Other(Problem),
}

impl<'de> Deserialize<'de> for CreateError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::by_status(deserializer)
    }
}

impl codec::ByStatus for CreateError {
    fn read(status: u16, body: codec::Body<'_>) -> Result<Self, DecodeError> {
        match status {
            404 => body.json(Self::NotFound),
            _ => body.json(Self::Other),
        }
    }
}

/// Always `span`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SpanObject;

codec::constant!(SpanObject = "span");

/// Always `text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextType;

codec::constant!(TextType = "text");

/// A status.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Status {
    Success,
    Error,
    /// A value that this version does not know, kept as it is.
    Unknown(String),
}

codec::open_enum!(Status: String {
    Success = "SUCCESS",
    Error = "ERROR",
});

/// A level.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    One,
    Two,
    Minus,
    /// A value that this version does not know, kept as it is.
    Unknown(i64),
}

codec::open_enum!(Level: i64 { One = 1, Two = 2, Minus = -1, });

/// A rate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rate {
    Half,
    /// A value that this version does not know, kept as it is.
    Unknown(f64),
}

codec::open_enum!(Rate: f64 { Half = 0.5, });

/// A switch.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Switch {
    On,
    /// A value that this version does not know, kept as it is.
    Unknown(bool),
}

codec::open_enum!(Switch: bool { On = true, });

/// Of several kinds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Mixed {
    On,
    One,
    Nothing,
    Minus,
    /// A value that this version does not know, kept as it is.
    Unknown(Value),
}

codec::open_enum!(Mixed: Value { On = "on", One = 1, Nothing = null, Minus = (-1), });
