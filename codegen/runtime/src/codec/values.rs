//! What the fields of models hold besides models.
//!
//! In: the types of the standard library, of `serde_json` and of this crate. Out: how each is read and written. Must not
//! know models.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Map, Number, Value};

use super::failed::Failed;
use super::reader::Reader;
use super::wire::{Items, Sink, View, Wire};
use super::{Base64, Nullable, Time, Timestamp};
use crate::{Date, FilePart, Uuid};

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl Wire for $type {
            fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
                reader.integer(stringify!($type), |text| text.parse().ok())
            }

            fn view(&self) -> View<'_> {
                View::from(*self)
            }
        })*
    };
}

integers!(i32, i64, u32, u64);

macro_rules! floats {
    ($($type:ty),*) => {
        $(impl Wire for $type {
            fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
                let start = reader.at;
                match reader.any_number(stringify!($type))?.parse::<$type>() {
                    Ok(number) if number.is_finite() => Ok(number),
                    _ => Err(Failed::new(start, "number out of range".to_owned())),
                }
            }

            fn view(&self) -> View<'_> {
                View::from(*self)
            }
        })*
    };
}

floats!(f32, f64);

impl Reader<'_> {
    fn any_number(&mut self, expected: &str) -> Result<&str, Failed> {
        if !self.is_number() {
            return Err(self.unexpected(expected));
        }
        self.number().map(|(text, _)| text)
    }

    fn integer<T>(&mut self, expected: &str, parse: fn(&str) -> Option<T>) -> Result<T, Failed> {
        if !self.is_number() {
            return Err(self.unexpected(expected));
        }
        let start = self.at;
        let (text, whole) = self.number()?;
        if !whole {
            self.at = start;
            return Err(self.unexpected(expected));
        }
        parse(text).ok_or_else(|| {
            let message = format!("invalid value: integer `{text}`, expected {expected}");
            Failed::new(start, message)
        })
    }

    fn text<T>(
        &mut self,
        expected: &str,
        make: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, Failed> {
        self.peek();
        let start = self.at;
        let text = self.string(expected)?;
        make(&text).map_err(|message| Failed::new(start, message))
    }
}

impl Wire for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        reader.boolean()
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Wire for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        reader.string("a string").map(Cow::into_owned)
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl Wire for () {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        if reader.null()? {
            return Ok(());
        }
        Err(reader.unexpected("null"))
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

macro_rules! shown {
    ($($type:ty as $expected:literal),*) => {
        $(impl Wire for $type {
            fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
                reader.text($expected, |text| text.parse().map_err(said))
            }

            fn view(&self) -> View<'_> {
                View::Shown(self)
            }
        })*
    };
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

shown!(Timestamp as "a date-time", Time as "a time of day", Date as "a date string");

impl Wire for Uuid {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        reader.text("a formatted UUID string", |text| {
            text.parse()
                .map_err(|error| format!("UUID parsing failed: {error}"))
        })
    }

    fn view(&self) -> View<'_> {
        View::Uuid(self)
    }
}

impl Wire for Base64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        String::read(reader).map(Self::from_text)
    }

    fn view(&self) -> View<'_> {
        View::Str(self.as_str())
    }
}

impl Wire for Bytes {
    /// From a text, or from the numbers that JSON has in place of bytes.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        if reader.peek() == b'"' {
            return String::read(reader).map(Self::from);
        }
        let mut bytes = Vec::new();
        reader.items("a byte array", |reader| {
            bytes.push(reader.integer("u8", |text| text.parse().ok())?);
            Ok(())
        })?;
        Ok(bytes.into())
    }

    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }
}

impl Wire for FilePart {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        Bytes::read(reader).map(Self::new)
    }

    fn view(&self) -> View<'_> {
        View::File(self)
    }
}

impl Wire for Value {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        match reader.peek() {
            b'{' => Map::read(reader).map(Self::Object),
            b'[' => Vec::read(reader).map(Self::Array),
            b'"' => String::read(reader).map(Self::String),
            b'n' => <()>::read(reader).map(|()| Self::Null),
            b't' | b'f' => bool::read(reader).map(Self::Bool),
            _ => reader.json_number().map(Self::Number),
        }
    }

    fn view(&self) -> View<'_> {
        View::Value(Cow::Borrowed(self))
    }
}

impl Reader<'_> {
    /// A number as `serde_json` keeps it, which depends on its features.
    fn json_number(&mut self) -> Result<Number, Failed> {
        self.peek();
        let start = self.at;
        let (text, whole) = self.number()?;
        if whole
            && text != "-0"
            && let Ok(number) = text.parse::<i64>()
        {
            return Ok(number.into());
        }
        serde_json::from_str(text).map_err(|error| Failed::within(start, text, &error))
    }

    /// Reads the items of an array.
    pub(super) fn items(
        &mut self,
        expected: &str,
        mut read: impl FnMut(&mut Self) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        if self.peek() != b'[' {
            return Err(self.unexpected(expected));
        }
        self.enter()?;
        let mut first = true;
        while self.more(&mut first, b']')? {
            read(self)?;
        }
        Ok(())
    }

    /// Reads the members of a map.
    fn entries(
        &mut self,
        mut read: impl FnMut(&mut Self, String) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        if self.peek() != b'{' {
            return Err(self.unexpected("a map"));
        }
        self.enter()?;
        let mut first = true;
        while self.more(&mut first, b'}')? {
            let name = self.name()?.into_owned();
            read(self, name)?;
        }
        Ok(())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        if reader.null()? {
            return Ok(None);
        }
        T::read(reader).map(Some)
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        Option::read(reader).map(Self::from)
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Value(value) => value.view(),
            Self::Absent => View::Absent,
            Self::Null => View::Null,
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        T::read(reader).map(Self::new)
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut items = Self::new();
        reader.items("a sequence", |reader| {
            items.push(T::read(reader)?);
            Ok(())
        })?;
        Ok(items)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Wire> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        for item in self {
            visit(item);
        }
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut map = Self::new();
        reader.entries(|reader, name| {
            map.insert(name, T::read(reader)?);
            Ok(())
        })?;
        Ok(map)
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn members(&self, sink: &mut dyn Sink) {
        for (name, value) in self {
            sink.entry(name, value.view());
        }
    }
}

impl Wire for Map<String, Value> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut map = Self::new();
        reader.entries(|reader, name| {
            map.insert(name, Value::read(reader)?);
            Ok(())
        })?;
        Ok(map)
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn members(&self, sink: &mut dyn Sink) {
        for (name, value) in self {
            sink.entry(name, value.view());
        }
    }
}
