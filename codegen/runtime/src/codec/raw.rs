//! One JSON value as text, to look at before it is decoded.
//!
//! In: any deserializer; from `serde_json`'s own reader the text is borrowed, without building a
//! value. Out: the tag, the best matching shape, and the decoded value. Must not know models.

use std::borrow::Cow;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;
use serde_json::value::RawValue;

use super::depth::{Guard, TOO_DEEP, may_try_again};
use super::object::{Fields, Object};
use super::place;
use super::score;
use super::shape::Shape;

/// What reads a member of a union.
type Reader<'de, U, E> = fn(&Raw<'de>) -> Result<U, E>;

/// The text of one JSON value.
#[derive(Clone, Debug)]
pub struct Raw<'de>(Cow<'de, str>);

/// Whether the text can be borrowed: `D` is `serde_json`'s reader of a slice or string.
fn reads_slice<D>() -> bool {
    std::any::type_name::<D>().starts_with("&mut serde_json::de::Deserializer<serde_json::read::S")
}

/// Whether `D` knows raw values at all.
fn reads_raw<D>() -> bool {
    let name = std::any::type_name::<D>();
    name.starts_with("&mut serde_json::de::Deserializer<")
        || name.starts_with("serde_json::value::")
        || name.starts_with("&serde_json::value::")
}

impl<'de> Raw<'de> {
    /// Takes the next value.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if reads_slice::<D>() {
            let raw = <&'de RawValue>::deserialize(deserializer)?;
            return Ok(Self(Cow::Borrowed(raw.get())));
        }
        if reads_raw::<D>() {
            let raw = Box::<RawValue>::deserialize(deserializer)?;
            return Ok(Self(Cow::Owned(Box::<str>::from(raw).into_string())));
        }
        let value = Value::deserialize(deserializer)?;
        Ok(Self(Cow::Owned(value.to_string())))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The member of that name, if it is a string, number or boolean: its text.
    #[must_use]
    pub fn tag(&self, name: &str) -> Option<Cow<'_, str>> {
        score::member(&self.0, name)
    }

    /// Decodes the value and puts it into a variant.
    ///
    /// # Errors
    ///
    /// What decoding reports, with the path within this value.
    pub fn decode<T, U, E>(&self, wrap: impl FnOnce(T) -> U) -> Result<U, E>
    where
        T: DeserializeOwned,
        E: Error,
    {
        match self.value::<T>() {
            Ok(value) => Ok(wrap(value)),
            Err(message) => Err(E::custom(message)),
        }
    }

    fn value<T: DeserializeOwned>(&self) -> Result<T, String> {
        let guard = Guard::enter(self.0.as_bytes()).ok_or(TOO_DEEP)?;
        let read = serde_json::from_str(&self.0);
        drop(guard);
        read.map_err(|error| place::describe(self.0.as_bytes(), &error).to_string())
    }

    /// Decodes an object one of whose fields is read from the whole of it.
    pub(super) fn decode_flattened<T: Object, E: Error>(&self) -> Result<T, E> {
        let guard = Guard::enter(self.0.as_bytes()).ok_or_else(|| E::custom(TOO_DEEP))?;
        let mut reader = serde_json::Deserializer::from_str(&self.0);
        let read = reader.deserialize_map(Flattened(self, std::marker::PhantomData));
        drop(guard);
        read.map_err(|error| E::custom(place::describe(self.0.as_bytes(), &error)))
    }

    /// Tries the members whose shapes the value can have, best match first, then `unknown`.
    ///
    /// # Errors
    ///
    /// What `unknown` reports.
    pub fn pick<U, E>(
        self,
        shapes: &[Shape],
        members: &[Reader<'de, U, E>],
        unknown: Reader<'de, U, E>,
    ) -> Result<U, E> {
        let ranked = score::ranked(&self.0, shapes);
        for read in ranked.into_iter().filter_map(|index| members.get(index)) {
            if let Ok(value) = read(&self) {
                return Ok(value);
            }
            if !may_try_again() {
                break;
            }
        }
        unknown(&self)
    }
}

struct Flattened<'r, T>(&'r Raw<'r>, std::marker::PhantomData<fn() -> T>);

impl<'r, T: Object> serde::de::Visitor<'r> for Flattened<'r, T> {
    type Value = T;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: serde::de::MapAccess<'r>>(self, map: M) -> Result<T, M::Error> {
        T::read(&mut Fields::of_whole(map, self.0))
    }
}
