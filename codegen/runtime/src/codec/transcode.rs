//! A value of any format as a JSON text.
//!
//! In: a deserializer. Out: what it gives, as JSON. Must not know models.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::reader::LIMIT;

/// The JSON text of the next value.
pub(super) fn to_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut out = Vec::new();
    let json = Json {
        out: &mut out,
        depth: 0,
        is_name: false,
    };
    json.deserialize(deserializer)?;
    String::from_utf8(out).map_err(D::Error::custom)
}

/// Writes the value that it is given.
struct Json<'w> {
    out: &'w mut Vec<u8>,
    depth: usize,
    /// Names are strings, whatever else they are.
    is_name: bool,
}

impl Json<'_> {
    fn inner(&mut self, is_name: bool) -> Json<'_> {
        Json {
            out: self.out,
            depth: self.depth + 1,
            is_name,
        }
    }

    fn put<T: serde::Serialize, E: Error>(self, value: &T) -> Result<(), E> {
        if self.is_name {
            self.out.push(b'"');
        }
        serde_json::to_writer(&mut *self.out, value).map_err(E::custom)?;
        if self.is_name {
            self.out.push(b'"');
        }
        Ok(())
    }

    fn enter<E: Error>(&self) -> Result<(), E> {
        if self.is_name {
            return Err(E::custom("the name of a member is no text"));
        }
        if self.depth > LIMIT {
            return Err(E::custom(format_args!(
                "values are nested more than {LIMIT} deep"
            )));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Json<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! put {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.put(&value)
        })*
    };
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON has, too")
    }

    put!(visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f32: f32,
        visit_f64: f64);

    fn visit_str<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.is_name = false;
        self.put(&value)
    }

    /// JSON has numbers in place of bytes.
    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<(), E> {
        self.enter()?;
        self.put(&value)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(&())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.enter()?;
        self.out.push(b'[');
        let start = self.out.len();
        while items.next_element_seed(self.inner(false))?.is_some() {
            self.out.push(b',');
        }
        if self.out.len() > start {
            self.out.pop();
        }
        self.out.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.enter()?;
        self.out.push(b'{');
        let start = self.out.len();
        while members.next_key_seed(self.inner(true))?.is_some() {
            self.out.push(b':');
            members.next_value_seed(self.inner(false))?;
            self.out.push(b',');
        }
        if self.out.len() > start {
            self.out.pop();
        }
        self.out.push(b'}');
        Ok(())
    }

    /// As serde's own enums are written: the name alone, or an object of one member.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (name, variant) = data.variant::<String>()?;
        variant.unit_variant()?;
        self.visit_str(&name)
    }
}
