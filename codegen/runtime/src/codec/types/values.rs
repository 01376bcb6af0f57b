//! Values of fields other than models and what contains other values.
//!
//! In: the types of the standard library, of `serde_json` and of this crate. Out: how each is read
//! and written. Must not know models.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use bytes::Bytes;
use serde_json::{Map, Number, Value};

use crate::codec::body::from_body::ResponseBody;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::wire::{Sink, View, Wire, filled, read_json, scalars};
use crate::codec::{Base64, Base64Url, DecodeError, Format, Time, Timestamp, Uuid};
use crate::{Date, FilePart};

scalars! {
    bool: |reader| reader.boolean(), false, |value| View::Bool(*value);
    Timestamp: |reader| reader.parsed("a date-time"), Self::default(), |value| View::Timestamp(value);
    Time: |reader| reader.parsed("a time of day"), Self::midnight(), |value| View::Time(value);
    Date: |reader| reader.parsed("a date string"), Self::default(), |value| View::Shown(value);
    Uuid: |reader| reader.uuid(), Self::nil(), |value| View::Uuid(value);
    Base64: |reader| String::read(reader).map(Self::from_text), Self::from_text(String::new()),
        |value| View::Str(value.as_str());
    Base64Url: |reader| String::read(reader).map(Self::from_text), Self::from_text(String::new()),
        |value| View::Str(value.as_str());
    FilePart: |reader| Bytes::read(reader).map(Self::new), Self::new(Bytes::new()),
        |value| View::File(value);
}

impl Reader<'_> {
    fn parsed<T: FromStr<Err: Display>>(&mut self, expected: &str) -> Result<T, ReadError> {
        self.peek();
        let start = self.at;
        let text = self.string(expected)?;
        text.parse()
            .map_err(|error: T::Err| ReadError::new(start, error.to_string()))
    }

    fn uuid(&mut self) -> Result<Uuid, ReadError> {
        self.peek();
        let start = self.at;
        let parsed = match self.bytes() {
            Some(bytes) => bytes
                .try_into()
                .map(Uuid::from_bytes)
                .map_err(|_| "16 bytes expected".to_owned()),
            None => self
                .string("a formatted UUID string")?
                .parse()
                .map_err(|error: uuid::Error| error.to_string()),
        };
        parsed.map_err(|message| ReadError::new(start, format!("UUID parsing failed: {message}")))
    }
}

impl Wire for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.string("a string").map(Cow::into_owned)
    }

    fn read_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        match body.format {
            Format::Text => body.text(),
            _ => read_json(body),
        }
    }

    filled!();

    fn placeholder() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl Wire for () {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if reader.null()? {
            return Ok(());
        }
        Err(reader.unexpected("null"))
    }

    /// Whatever the body is.
    fn read_body(_: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    filled!();

    fn placeholder() -> Self {}

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Wire for Bytes {
    /// From a text, or from the numbers that JSON has in place of bytes.
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if let Some(bytes) = reader.bytes() {
            return Ok(bytes.into());
        }
        if reader.peek() == b'"' {
            return String::read(reader).map(Self::from);
        }
        let mut bytes = Vec::new();
        reader.items("a byte array", |reader| {
            bytes.push(u8::read(reader)?);
            Ok(())
        })?;
        Ok(bytes.into())
    }

    fn read_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        match body.format {
            Format::Bytes => Ok(Self::copy_from_slice(body.bytes)),
            _ => read_json(body),
        }
    }

    filled!();

    fn placeholder() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }
}

impl Wire for Value {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        match reader.peek() {
            b'{' => Map::read(reader).map(Self::Object),
            b'[' => Vec::read(reader).map(Self::Array),
            b'"' => match reader.bytes() {
                Some(bytes) => Ok(bytes.into()),
                None => String::read(reader).map(Self::String),
            },
            b'n' => <()>::read(reader).map(|()| Self::Null),
            b't' | b'f' => bool::read(reader).map(Self::Bool),
            b'N' | b'i' if reader.transcoded => reader.number().map(|_| Self::Null),
            _ => reader.json_number().map(Self::Number),
        }
    }

    filled!();

    fn placeholder() -> Self {
        Self::Null
    }

    fn view(&self) -> View<'_> {
        View::Value(self)
    }

    fn members(&self, sink: &mut dyn Sink) {
        if let Self::Object(map) = self {
            map.members(sink);
        }
    }
}

impl Reader<'_> {
    /// A number as `serde_json` keeps it, which depends on its features.
    fn json_number(&mut self) -> Result<Number, ReadError> {
        self.peek();
        let start = self.at;
        let (text, whole) = self.number()?;
        if whole
            && text != "-0"
            && let Ok(number) = text.parse::<i64>()
        {
            return Ok(number.into());
        }
        let number = serde_json::from_str(text);
        number.map_err(|_| ReadError::last(start, "number out of range".to_owned()))
    }
}
