//! The names of members, as serde formats pass them.
//!
//! In: the key of a map. Out: its text. Must not know the value of the member.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

/// What a key is asked for as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Name {
    Text,
    /// Some formats have other keys than texts.
    Any,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        match self {
            Self::Text => deserializer.deserialize_str(self),
            Self::Any => deserializer.deserialize_any(self),
        }
    }
}

macro_rules! shown {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<String, E> {
            Ok(value.to_string())
        })*
    };
}

impl Visitor<'_> for Name {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    shown!(
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64, visit_str: &str
    );

    fn visit_string<E: Error>(self, name: String) -> Result<String, E> {
        Ok(name)
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<String, E> {
        let name = str::from_utf8(name).map_err(|_| not_text())?;
        Ok(name.to_owned())
    }
}

fn not_text<E: Error>() -> E {
    E::custom("the name of a member is not text")
}

/// The fields of a struct that a format passes in order, without names.
pub(crate) struct InOrder<A> {
    names: std::slice::Iter<'static, &'static str>,
    count: usize,
    items: A,
}

impl<A> InOrder<A> {
    pub(crate) fn new(names: &'static [&'static str], items: A) -> Self {
        Self {
            names: names.iter(),
            count: names.len(),
            items,
        }
    }
}

impl<'de, A: SeqAccess<'de>> MapAccess<'de> for InOrder<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let name = self.names.next();
        name.map(|name| seed.deserialize((*name).into_deserializer()))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let at = self.count - self.names.len() - 1;
        let expected = format!("an object of {} members", self.count);
        let item = self.items.next_element_seed(seed)?;
        item.ok_or_else(|| A::Error::invalid_length(at, &expected.as_str()))
    }
}
