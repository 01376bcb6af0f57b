//! Writing an object member by member.
//!
//! In: a serializer and the members. Out: what the serializer gives. The first error is kept, so
//! that generated code needs no `?` per member. Must not know what the members mean.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::Nullable;
use super::encode::Members;

/// Begins to write an object.
pub fn write<S: Serializer>(serializer: S) -> Writer<S> {
    Writer {
        state: serializer.serialize_map(None),
    }
}

/// Writes an object whose tag stands in front of the members of `value`; a member of the tag's own
/// name is left out, so that the tag isn't written twice.
///
/// # Errors
///
/// What the serializer reports, and a value that isn't an object.
pub fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    tag: &'static str,
    name: &str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry(tag, name)?;
    value.serialize(Members::without(&mut map, tag))?;
    map.end()
}

/// An object that is being written.
#[must_use = "an object is complete after `end`"]
pub struct Writer<S: Serializer> {
    state: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> std::fmt::Debug for Writer<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl<S: Serializer> Writer<S> {
    #[inline]
    fn entry<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if let Ok(map) = &mut self.state
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.state = Err(error);
        }
        self
    }

    /// Writes a member; `None` is written as null.
    #[inline]
    pub fn required<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.entry(name, value)
    }

    /// Writes a member unless it is `None`.
    #[inline]
    pub fn optional<T: Serialize>(self, name: &'static str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.entry(name, value),
            None => self,
        }
    }

    /// Writes a member unless it is `None`; its value may be null.
    #[inline]
    pub fn any<T: Serialize>(self, name: &'static str, value: &Option<T>) -> Self {
        self.optional(name, value)
    }

    /// Writes a member unless it is absent; null is written as null.
    #[inline]
    pub fn nullable<T: Serialize>(self, name: &'static str, value: &Nullable<T>) -> Self {
        match value {
            Nullable::Absent => self,
            Nullable::Null => self.entry(name, &()),
            Nullable::Value(value) => self.entry(name, value),
        }
    }

    /// Writes every entry of a map as a member.
    pub fn additional<'a, K, V, I>(mut self, entries: I) -> Self
    where
        K: AsRef<str> + 'a,
        V: Serialize + 'a,
        I: IntoIterator<Item = (&'a K, &'a V)>,
    {
        for (name, value) in entries {
            self = self.entry(name.as_ref(), value);
        }
        self
    }

    /// Writes the members of a value that is an object itself.
    pub fn flatten<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        if let Ok(map) = &mut self.state
            && let Err(error) = value.serialize(Members::of(map))
        {
            self.state = Err(error);
        }
        self
    }

    /// Completes the object.
    ///
    /// # Errors
    ///
    /// The first error that a member gave.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.state?.end()
    }
}

/// The error for a value that has no members to write.
pub(super) fn not_an_object<E: Error>(found: &str) -> E {
    E::custom(format_args!(
        "only an object can be written into another one, found {found}"
    ))
}
