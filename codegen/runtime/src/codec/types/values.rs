//! What the fields of models hold besides models and what contains other values.
//!
//! In: the types of the standard library, of `serde_json` and of this crate. Out: how each is read
//! and written. Must not know models.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::{Map, Number, Value};

use crate::codec::body::from_body::ResponseBody;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::wire::{Sink, View, Wire, filled, read_json};
use crate::codec::{Base64, Base64Url, DecodeError, Format, Time, Timestamp, Uuid};
use crate::{Date, FilePart};

impl Reader<'_> {
    fn text<T>(
        &mut self,
        expected: &str,
        make: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, ReadError> {
        self.peek();
        let start = self.at;
        let text = self.string(expected)?;
        make(&text).map_err(|message| ReadError::new(start, message))
    }
}

impl Wire for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.boolean()
    }

    filled!();

    fn placeholder() -> Self {
        false
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
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

macro_rules! shown {
    ($($type:ty as $expected:literal, $kind:ident, $placeholder:expr;)*) => {
        $(impl Wire for $type {
            fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                reader.text($expected, |text| text.parse().map_err(said))
            }

            filled!();

            fn placeholder() -> Self {
                $placeholder
            }

            fn view(&self) -> View<'_> {
                View::$kind(self)
            }
        })*
    };
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

shown! {
    Timestamp as "a date-time", Timestamp, Self::default();
    Time as "a time of day", Time, Self::midnight();
    Date as "a date string", Shown, Self::default();
}

impl Wire for Uuid {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let start = reader.at;
        if let Some(bytes) = reader.bytes() {
            let bytes = bytes.try_into();
            let wrong =
                |_| ReadError::new(start, "UUID parsing failed: 16 bytes expected".to_owned());
            return bytes.map(Self::from_bytes).map_err(wrong);
        }
        reader.text("a formatted UUID string", |text| {
            text.parse()
                .map_err(|error| format!("UUID parsing failed: {error}"))
        })
    }

    filled!();

    fn placeholder() -> Self {
        Self::nil()
    }

    fn view(&self) -> View<'_> {
        View::Uuid(self)
    }
}

/// Types whose value is the text as received.
macro_rules! texts {
    ($($name:ident)*) => {
        $(impl Wire for $name {
            fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                String::read(reader).map(Self::from_text)
            }

            filled!();

            fn placeholder() -> Self {
                Self::from_text(String::new())
            }

            fn view(&self) -> View<'_> {
                View::Str(self.as_str())
            }
        })*
    };
}

texts! { Base64 Base64Url }

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

impl Wire for FilePart {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        Bytes::read(reader).map(Self::new)
    }

    filled!();

    fn placeholder() -> Self {
        Self::new(Bytes::new())
    }

    fn view(&self) -> View<'_> {
        View::File(self)
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
