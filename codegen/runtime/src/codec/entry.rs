//! Where decoding a body begins: a reader as a serde deserializer.
//!
//! In: a reader, and what a type asks for. Out: models are read by the reader itself, also within lists and options; all
//! other types by `serde_json` from the same place. Must not know models.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::de::StrRead;

use super::deserialize::{OWN, lend};
use super::failed::Failed;
use super::reader::Reader;

/// Decodes a whole text.
pub(super) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Failed> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(Entry(&mut reader));
    let value = value.map_err(|failed| failed.from(0))?;
    reader.end()?;
    Ok(value)
}

/// A reader that is asked through serde.
pub(super) struct Entry<'r, 'de>(&'r mut Reader<'de>);

/// Lets `serde_json` read a value.
macro_rules! forward {
    ($($method:ident($($name:ident: $type:ty),*)),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, Failed> {
            self.json(|json| json.$method($($name,)* visitor))
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
        if !list.over && list.more()? {
            return Err(list.reader.syntax());
        }
        Ok(value)
    }

    forward! {
        deserialize_any(), deserialize_bool(), deserialize_i8(), deserialize_i16(), deserialize_i32(), deserialize_i64(),
        deserialize_i128(), deserialize_u8(), deserialize_u16(), deserialize_u32(), deserialize_u64(), deserialize_u128(),
        deserialize_f32(), deserialize_f64(), deserialize_char(), deserialize_str(), deserialize_string(),
        deserialize_bytes(), deserialize_byte_buf(), deserialize_unit(), deserialize_unit_struct(name: &'static str),
        deserialize_tuple(len: usize), deserialize_tuple_struct(name: &'static str, len: usize), deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]), deserialize_identifier(),
        deserialize_ignored_any(),
    }
}

/// The items of an array that is being read.
struct List<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
    over: bool,
}

impl List<'_, '_> {
    fn more(&mut self) -> Result<bool, Failed> {
        let more = !self.over && self.reader.more(&mut self.first, b']')?;
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
        if !self.more()? {
            return Ok(None);
        }
        self.reader.peek();
        let start = self.reader.at;
        let item = seed.deserialize(Entry(self.reader));
        item.map(Some).map_err(|failed| failed.from(start))
    }
}
