//! Types of items and errors, as they are generated.

use serde_json::{Map, Value};
use specwright_runtime::codec::{Extra, Kinds, Property, Shape};
use specwright_runtime::{DecodeError, FromBody, ResponseBody, codec};

/// An item with a required member.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Strict {
    pub(crate) delta: String,
}

codec::object!(Strict(delta: impl Into<String>) {
    "delta" => delta: required,
});

/// An item that reads any object.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Loose {
    pub(crate) delta: Option<String>,
    pub(crate) r#type: Option<String>,
    pub(crate) additional: Map<String, Value>,
}

codec::object!(Loose() {
    "delta" => delta: optional(with_delta: impl Into<String>),
    "type" => r#type: optional,
    * => additional,
});

/// An item that may itself be an error or a sign of life.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    Delta(Strict),
    Error(Failed),
    Ping,
    Unknown(Value),
}

codec::tagged_union!(Told by "type" {
    Delta(from Strict): "delta",
    Error(from Failed): "error",
    "ping" => Ping,
});

/// An item that is one of several.
#[derive(Clone, Debug)]
pub(crate) enum Other {
    Delta(Strict),
    Unknown(Value),
}

codec::tagged_union!(Other by "type" {
    Delta(from Strict): "delta",
});

/// A whole event.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Event {
    pub(crate) event: Option<String>,
    pub(crate) data: String,
}

codec::object!(Event(data: impl Into<String>) {
    "event" => event: optional(with_event: impl Into<String>),
    "data" => data: required,
});

/// An item that is one of several by its shape.
#[derive(Clone, Debug)]
pub(crate) enum Shaped {
    Delta(Strict),
    Failed(Failed),
    Unknown(Value),
}

const DELTA: &[Property] = &[Property::required("delta", Kinds::STRING)];
const FAILED: &[Property] = &[Property::required("error", Kinds::OBJECT)];

codec::untagged_union!(Shaped {
    Delta(from Strict) = Shape::Object(DELTA, Extra::Allowed),
    Failed(from Failed) = Shape::Object(FAILED, Extra::Allowed),
});

/// Events by their names.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Log(Event),
    Error(Event),
    Unknown(Value),
}

codec::tagged_union!(Kind by "event" {
    Log(only Event): "log",
    Error(only Event): "error",
});

/// The error of an operation.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Failed {
    pub(crate) error: Problem,
}

codec::object!(Failed(error: impl Into<Problem>) {
    "error" => error: required,
});

/// What is within it.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) code: Option<i64>,
}

codec::object!(Problem(message: impl Into<String>) {
    "message" => message: required,
    "code" => code: optional(with_code: impl Into<i64>),
});

/// An error without required members.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Vague {
    pub(crate) message: Option<String>,
}

codec::object!(Vague() {
    "message" => message: optional(with_message: impl Into<String>),
});

/// Errors by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum ByStatus {
    Wrong(Failed),
    Busy(Failed),
    Broken(Failed),
}

impl FromBody for ByStatus {
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        match body.status() {
            400 => body.json().map(Self::Wrong),
            429 => body.json().map(Self::Busy),
            500 => body.json().map(Self::Broken),
            _ => Err(body.unexpected()),
        }
    }
}
