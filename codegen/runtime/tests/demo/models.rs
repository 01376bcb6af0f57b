//! Models.

mod unions;

use serde_json::{Map, Value};
use specwright_runtime::{
    Constant, DecodeError, FromBody, Model, Nullable, OpenEnum, ResponseBody, Timestamp,
};

pub use self::unions::*;

/// A span.
#[derive(Clone, Model)]
#[non_exhaustive]
pub struct Span {
    pub id: String,
    #[model(constant)]
    pub object: Option<SpanObject>,
    pub start_timestamp: Timestamp,
    pub status: Option<Status>,
    pub parts: Option<Vec<ContentPart>>,
    #[model(rest)]
    pub additional: Map<String, Value>,
}

/// A span to create.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub struct NewSpan {
    pub name: String,
    pub start_timestamp: Timestamp,
    pub parent_id: Option<String>,
    pub note: Nullable<String>,
}

/// A problem.
#[derive(Clone, Model)]
#[non_exhaustive]
pub struct Problem {
    pub detail: String,
}

/// The responses of creating.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Created {
    Ok(Span),
    Accepted(String),
    NoContent,
}

impl FromBody for Created {
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        match body.status() {
            200 => body.json().map(Self::Ok),
            202 => body.text().map(Self::Accepted),
            204 => Ok(Self::NoContent),
            _ => Err(body.unexpected()),
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

impl FromBody for CreateError {
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        match body.status() {
            404 => body.json().map(Self::NotFound),
            _ => body.json().map(Self::Other),
        }
    }
}

/// Always `span`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant("span")]
pub struct SpanObject;

/// Always `text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant("text")]
pub struct TextType;

/// A status.
#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum Status {
    Success,
    Error,
    /// A value that this version does not know, kept as it is.
    #[open_enum(unknown)]
    Unknown(String),
}

/// A level.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Level {
    #[open_enum(1)]
    One,
    #[open_enum(2)]
    Two,
    #[open_enum(-1)]
    Minus,
    /// A value that this version does not know, kept as it is.
    #[open_enum(unknown)]
    Unknown(i64),
}

/// A rate.
#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[non_exhaustive]
pub enum Rate {
    #[open_enum(0.5)]
    Half,
    /// A value that this version does not know, kept as it is.
    #[open_enum(unknown)]
    Unknown(f64),
}

/// A switch.
#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[non_exhaustive]
pub enum Switch {
    #[open_enum(true)]
    On,
    /// A value that this version does not know, kept as it is.
    #[open_enum(unknown)]
    Unknown(bool),
}

/// Of several kinds.
#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[non_exhaustive]
pub enum Mixed {
    #[open_enum("on")]
    On,
    #[open_enum(1)]
    One,
    #[open_enum(json = "null")]
    Nothing,
    #[open_enum(-1)]
    Minus,
    /// A value that this version does not know, kept as it is.
    #[open_enum(unknown)]
    Unknown(Value),
}
