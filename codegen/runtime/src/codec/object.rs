//! Reading an object member by member.
//!
//! In: a map of any serde format. Out: a model, whose own part is only a `match` on the names.
//! Nothing is tracked while reading: the place of an error is found afterwards from its offset.
//! Must not know JSON text.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{Key, Nullable, Raw};

/// A model that is read from the members of an object.
pub trait Object: Sized {
    /// Reads every member and builds the model.
    ///
    /// # Errors
    ///
    /// What the format reports, and a member that is required but missing.
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error>;
}

/// Reads a model from an object.
///
/// # Errors
///
/// What the format reports, and what [`Object::read`] does.
#[inline]
pub fn object<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads a model that has a flattened field: one that is read from the whole object, too.
///
/// # Errors
///
/// What the format reports, and what [`Object::read`] does.
pub fn flattened<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    Raw::read(deserializer)?.decode_flattened()
}

struct ObjectVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    #[inline]
    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        T::read(&mut Fields {
            map,
            whole: None,
            input: PhantomData,
        })
    }
}

/// The members of an object while they are read.
#[derive(Debug)]
pub struct Fields<'de, M> {
    map: M,
    whole: Option<&'de Raw<'de>>,
    input: PhantomData<&'de ()>,
}

impl<'de, M: MapAccess<'de>> Fields<'de, M> {
    pub(super) fn of_whole(map: M, whole: &'de Raw<'de>) -> Self {
        Self {
            map,
            whole: Some(whole),
            input: PhantomData,
        }
    }

    /// The name of the next member.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn key(&mut self) -> Result<Option<Key<'de>>, M::Error> {
        self.map.next_key()
    }

    /// Reads the value of a member; a repeated one replaces the earlier.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn required<T: serde::Deserialize<'de>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), M::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Reads the value of an optional member for which null is a value.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn any<T: serde::Deserialize<'de>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), M::Error> {
        self.required(slot)
    }

    /// Reads the value of an optional member; null reads as absent.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn optional<T: serde::Deserialize<'de>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), M::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Reads the value of a member where null and absent differ.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn nullable<T: serde::Deserialize<'de>>(
        &mut self,
        slot: &mut Nullable<T>,
    ) -> Result<(), M::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Keeps a member that has no field of its own.
    ///
    /// # Errors
    ///
    /// What the format reports.
    pub fn additional<A>(&mut self, key: Key<'de>, map: &mut A) -> Result<(), M::Error>
    where
        A: Additional,
        A::Value: serde::Deserialize<'de>,
    {
        let value = self.map.next_value()?;
        map.keep(key.into_string(), value);
        Ok(())
    }

    /// Passes over the value of the member.
    ///
    /// # Errors
    ///
    /// What the format reports.
    #[inline]
    pub fn skip(&mut self) -> Result<(), M::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// Gives the value of a required member.
    ///
    /// # Errors
    ///
    /// The member was missing.
    #[inline]
    pub fn take<T>(&self, name: &'static str, slot: Option<T>) -> Result<T, M::Error> {
        match slot {
            Some(value) => Ok(value),
            None => Err(M::Error::missing_field(name)),
        }
    }

    /// Reads a flattened field from the whole object; only within [`flattened`].
    ///
    /// # Errors
    ///
    /// What reading the field reports.
    pub fn flattened<T: DeserializeOwned>(&self) -> Result<T, M::Error> {
        match self.whole {
            Some(whole) => whole.decode(|value| value),
            None => Err(M::Error::custom(
                "a flattened field needs the whole object to be read from",
            )),
        }
    }
}

/// A map that keeps the members without a field of their own.
pub trait Additional {
    /// What the members hold.
    type Value;

    /// Keeps one member; a repeated one replaces the earlier.
    fn keep(&mut self, name: String, value: Self::Value);
}

impl<T> Additional for BTreeMap<String, T> {
    type Value = T;

    fn keep(&mut self, name: String, value: T) {
        self.insert(name, value);
    }
}

impl Additional for Map<String, Value> {
    type Value = Value;

    fn keep(&mut self, name: String, value: Value) {
        self.insert(name, value);
    }
}
