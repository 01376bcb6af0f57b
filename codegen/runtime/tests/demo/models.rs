//! Models.

mod unions;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use specwright_runtime::codec::{self, Fields};
use specwright_runtime::{DecodeError, Nullable, Timestamp};

pub use self::unions::*;

/// A span.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Span {
    pub id: String,
    pub object: Option<SpanObject>,
    pub start_timestamp: Timestamp,
    pub status: Option<Status>,
    pub parts: Option<Vec<ContentPart>>,
    pub additional: Map<String, Value>,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("id", &self.id)
            .optional("object", &self.object)
            .required("start_timestamp", &self.start_timestamp)
            .optional("status", &self.status)
            .optional("parts", &self.parts)
            .additional(&self.additional)
            .end()
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::object(deserializer)
    }
}

impl codec::Object for Span {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut id = None;
        let mut object = None;
        let mut start_timestamp = None;
        let mut status = None;
        let mut parts = None;
        let mut additional = Map::new();
        while let Some(key) = fields.key()? {
            match &*key {
                "id" => fields.value(&mut id),
                "object" => fields.optional(&mut object),
                "start_timestamp" => fields.value(&mut start_timestamp),
                "status" => fields.optional(&mut status),
                "parts" => fields.optional(&mut parts),
                _ => fields.additional(key, &mut additional),
            }?;
        }
        Ok(Self {
            id: fields.required("id", id)?,
            object,
            start_timestamp: fields.required("start_timestamp", start_timestamp)?,
            status,
            parts,
            additional,
        })
    }
}

/// A span to create.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewSpan {
    pub name: String,
    pub start_timestamp: Timestamp,
    pub parent_id: Option<String>,
    pub note: Nullable<String>,
}

impl NewSpan {
    /// Makes one from the required fields.
    pub fn new(name: impl Into<String>, start_timestamp: Timestamp) -> Self {
        Self {
            name: name.into(),
            start_timestamp,
            parent_id: None,
            note: Nullable::Absent,
        }
    }

    /// Sets `parent_id`.
    #[must_use]
    pub fn with_parent_id(mut self, parent_id: impl Into<String>) -> Self {
        self.parent_id = Some(parent_id.into());
        self
    }

    /// Sets `note`.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Nullable<String>>) -> Self {
        self.note = note.into();
        self
    }
}

impl Serialize for NewSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("name", &self.name)
            .required("start_timestamp", &self.start_timestamp)
            .optional("parent_id", &self.parent_id)
            .nullable("note", &self.note)
            .end()
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    pub detail: String,
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::object(deserializer)
    }
}

impl codec::Object for Problem {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut detail = None;
        while let Some(key) = fields.key()? {
            match &*key {
                "detail" => fields.value(&mut detail),
                _ => fields.skip(),
            }?;
        }
        Ok(Self {
            detail: fields.required("detail", detail)?,
        })
    }
}

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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

codec::open_enum!(Level: i64 { One = 1, Two = 2, Minus = -1 });

/// A rate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rate {
    Half,
    /// A value that this version does not know, kept as it is.
    Unknown(f64),
}

codec::open_enum!(Rate: f64 { Half = 0.5 });

/// A switch.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Switch {
    On,
    /// A value that this version does not know, kept as it is.
    Unknown(bool),
}

codec::open_enum!(Switch: bool { On = true });

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

codec::open_enum!(Mixed: Value { On = "on", One = 1, Nothing = null, Minus = (-1) });
