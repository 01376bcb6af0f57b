//! Types of items and errors, as they are generated.

use serde_json::{Map, Value};
use specwright_runtime::{DecodeError, FromBody, Model, ResponseBody, Union};

/// An item with a required member.
#[derive(Clone, Model)]
#[non_exhaustive]
pub(crate) struct Strict {
    pub(crate) delta: String,
}

/// An item that reads any object.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub(crate) struct Loose {
    pub(crate) delta: Option<String>,
    pub(crate) r#type: Option<String>,
    #[model(rest)]
    pub(crate) additional: Map<String, Value>,
}

/// An item that may itself be an error or a sign of life.
#[derive(Clone, Union)]
#[union(tag = "type")]
pub(crate) enum Reported {
    #[union("delta", carried)]
    Delta(Strict),
    #[union("error", carried)]
    Error(Failed),
    #[union("ping")]
    Ping,
    #[union(unknown)]
    Unknown(Value),
}

/// An item that is one of several.
#[derive(Clone, Union)]
#[union(tag = "type")]
pub(crate) enum Other {
    #[union("delta", carried)]
    Delta(Strict),
    #[union(unknown)]
    Unknown(Value),
}

/// A whole event.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub(crate) struct Event {
    pub(crate) event: Option<String>,
    pub(crate) data: String,
}

/// An item that is one of several by its shape.
#[derive(Clone, Union)]
#[union(untagged)]
pub(crate) enum Shaped {
    Delta(Strict),
    Failed(Failed),
    #[union(unknown)]
    Unknown(Value),
}

/// Events by their names.
#[derive(Clone, Union)]
#[union(tag = "event")]
pub(crate) enum Kind {
    #[union("log", carried)]
    Log(Event),
    #[union("error", carried)]
    Error(Event),
    #[union(unknown)]
    Unknown(Value),
}

/// The error of an operation.
#[derive(Clone, Model)]
#[non_exhaustive]
pub(crate) struct Failed {
    pub(crate) error: Problem,
}

/// What is within it.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) code: Option<i64>,
}

/// An error without required members.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub(crate) struct Vague {
    pub(crate) message: Option<String>,
}

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
