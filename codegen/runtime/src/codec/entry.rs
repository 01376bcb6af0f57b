//! Where decoding a body begins: a reader as a serde deserializer.
//!
//! In: a reader, and what a type asks for. Out: models are read by the reader itself, also within lists and options; all
//! other types by `serde_json` from the same place. Must not know models.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::de::StrRead;

use super::deserialize::{OWN, lend};
use super::failed::Failed;
use super::reader::Reader;
use super::wire::Wire;

/// Decodes a whole text.
pub(super) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Failed> {
    decode_with(Reader::new(text))
}

/// Decodes a whole text as that reader reads.
pub(super) fn decode_with<T: DeserializeOwned>(mut reader: Reader<'_>) -> Result<T, Failed> {
    let value = T::deserialize(Entry(&mut reader));
    let value = value.map_err(|failed| failed.from(0))?;
    reader.end()?;
    Ok(value)
}

/// A reader that is asked through serde.
pub(super) struct Entry<'r, 'de>(pub(super) &'r mut Reader<'de>);

/// Lets `serde_json` read a value.
macro_rules! forward {
    ($($method:ident($($name:ident: $type:ty),*)),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, Failed> {
            self.json(|json| json.$method($($name,)* visitor))
        })*
    };
}

/// Reads numbers as models do.
macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
            visitor.$visit(<$type>::read(self.0)?)
        })*
    };
}

impl<'de> Entry<'_, 'de> {
    fn json<T>(
        self,
        read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'de>>) -> serde_json::Result<T>,
    ) -> Result<T, Failed> {
        let start = self.0.at;
        let part = self.0.text.get(start..).unwrap_or_default();
        let mut json = serde_json::Deserializer::from_str(part);
        match read(&mut json) {
            Ok(value) => {
                self.0.at += json.into_iter::<IgnoredAny>().byte_offset();
                Ok(value)
            }
            Err(error) => Err(Failed::within(start, part, &error)),
        }
    }
}

impl<'de> Deserializer<'de> for Entry<'_, 'de> {
    type Error = Failed;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.0.null()? {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64,
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.0.peek() != b'{' {
            return Err(self.0.unexpected("a map"));
        }
        self.0.enter()?;
        let mut list = List {
            reader: self.0,
            first: true,
            over: false,
        };
        let value = visitor.visit_map(&mut list)?;
        if !list.over && list.more(b'}')? {
            return Err(list.reader.syntax());
        }
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        if self.0.peek() != b'[' {
            return Err(self.0.unexpected(&format!("a tuple of size {length}")));
        }
        let start = self.0.at;
        self.0.enter()?;
        let mut list = List {
            reader: self.0,
            first: true,
            over: false,
        };
        let value = visitor.visit_seq(&mut list)?;
        if !list.over && list.more(b']')? {
            let message = format!("invalid length, expected a tuple of size {length}");
            return Err(Failed::new(start, message));
        }
        Ok(value)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        if name == OWN {
            return lend(self.0, visitor);
        }
        if name.starts_with('$') {
            // One of the names by which `serde_json` knows its own types.
            return self.json(|json| json.deserialize_newtype_struct(name, visitor));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.0.peek() != b'[' {
            return Err(self.0.unexpected("a sequence"));
        }
        self.0.enter()?;
        let mut list = List {
            reader: self.0,
            first: true,
            over: false,
        };
        let value = visitor.visit_seq(&mut list)?;
        if !list.over && list.more(b']')? {
            return Err(list.reader.syntax());
        }
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        self.0.check_fields(fields)?;
        self.json(|json| json.deserialize_struct(name, fields, visitor))
    }

    forward! {
        deserialize_any(), deserialize_bool(), deserialize_i128(), deserialize_u128(), deserialize_char(), deserialize_str(),
        deserialize_string(), deserialize_bytes(), deserialize_byte_buf(), deserialize_unit(),
        deserialize_unit_struct(name: &'static str), deserialize_tuple_struct(name: &'static str, len: usize),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]), deserialize_identifier(),
        deserialize_ignored_any(),
    }
}

/// The items of an array, or the members of an object, that is being read.
pub(super) struct List<'r, 'de> {
    pub(super) reader: &'r mut Reader<'de>,
    first: bool,
    over: bool,
}

impl List<'_, '_> {
    pub(super) fn more(&mut self, close: u8) -> Result<bool, Failed> {
        let more = !self.over && self.reader.more(&mut self.first, close)?;
        self.over = !more;
        Ok(more)
    }
}

impl<'de> SeqAccess<'de> for &mut List<'_, 'de> {
    type Error = Failed;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failed> {
        if !self.more(b']')? {
            return Ok(None);
        }
        self.reader.peek();
        let start = self.reader.at;
        let item = seed.deserialize(Entry(self.reader));
        item.map(Some).map_err(|failed| failed.from(start))
    }
}
