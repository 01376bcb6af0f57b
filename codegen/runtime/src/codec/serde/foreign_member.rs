//! Types that only serde knows, within models.
//!
//! In: a type with serde's traits. Out: the same as a part of a model. Must not know models.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::foreign::read;
use crate::codec::Nullable;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::member::Presence;
use crate::codec::model::wire::{View, Wire};
use crate::codec::union::shape::Shape;
use crate::codec::union::shapes::Shapes;

/// A value of a type of your own with serde's traits, as a part of a model.
///
/// Fields have it whose types `types` of `codegen.toml` replaces. It is the value where it is
/// looked at, and made of the value where it is set:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use specwright_runtime::{Foreign, Model};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// struct Tags(Vec<String>);
///
/// #[derive(Clone, Model)]
/// struct Note {
///     tags: Foreign<Tags>,
/// }
///
/// let note = Note::new(Tags(vec!["new".to_owned()]));
/// assert_eq!(note.tags.0, ["new"]);
/// assert_eq!(serde_json::to_string(&note)?, r#"{"tags":["new"]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Foreign<T>(
    /// None until the value is read. No program gets it so.
    Option<T>,
);

impl<T> Foreign<T> {
    /// Creates a part of a model.
    pub const fn new(value: T) -> Self {
        Self(Some(value))
    }

    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.unwrap_or_else(|| unread())
    }
}

/// A model is given to a program when all of its members were read, or set by its constructor.
#[cold]
#[expect(clippy::panic, reason = "the type keeps programs from getting here")]
fn unread() -> ! {
    panic!("a field of a model was used before it was read; this is a bug")
}

impl<T> From<T> for Foreign<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> From<T> for Nullable<Foreign<T>> {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl<T> Deref for Foreign<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().unwrap_or_else(|| unread())
    }
}

impl<T> DerefMut for Foreign<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().unwrap_or_else(|| unread())
    }
}

impl<T: PartialEq> PartialEq<T> for Foreign<T> {
    fn eq(&self, other: &T) -> bool {
        self.0.as_ref() == Some(other)
    }
}

impl<T: Default> Default for Foreign<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// As JSON, since the type need not be `Debug`.
impl<T: Serialize> fmt::Debug for Foreign<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match serde_json::to_string(self) {
            Ok(text) => formatter.write_str(&text),
            Err(error) => write!(formatter, "({error})"),
        }
    }
}

/// Written as the value alone.
impl<T: Serialize> Serialize for Foreign<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Read as the value alone.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Foreign<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: Serialize + DeserializeOwned> Wire for Foreign<T> {
    fn fill(&mut self, _: Presence, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.peek();
        let start = reader.at;
        // Serde detects repeated members itself, such as the tag of an enclosing union.
        reader.tag_again |= reader.tag.take().is_some();
        reader.skip()?;
        let text = reader.text.get(start..reader.at).unwrap_or_default();
        let value = read(text);
        let value = value.map_err(|place| ReadError::new(start + place.offset, place.said()))?;
        self.0 = Some(value);
        Ok(())
    }

    fn placeholder() -> Self {
        Self(None)
    }

    fn view(&self) -> View<'_> {
        match serde_json::to_value(self) {
            Ok(value) => View::from(value),
            // What can't be JSON is refused where it is written, as a number is that is not finite.
            Err(_) => View::F64(f64::NAN),
        }
    }

    /// Serde doesn't say which values a type reads.
    fn shape(&self, _: &mut Shapes) -> Shape {
        Shape::Any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::Model;

    /// A type without `Default`, `Debug` or anything else but what serde derives.
    #[derive(Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        Low,
        High(u8),
    }

    #[derive(Clone, Model)]
    #[model(setters)]
    struct Note {
        level: Foreign<Level>,
        other: Option<Foreign<Level>>,
        cleared: Nullable<Foreign<Level>>,
        levels: Vec<Foreign<Level>>,
        by_name: BTreeMap<String, Foreign<Level>>,
    }

    const TEXT: &str =
        r#"{"level":{"high":7},"cleared":null,"levels":["low",{"high":1}],"by_name":{"a":"low"}}"#;

    #[test]
    fn types_of_serde_are_parts_of_models_anywhere() {
        let note: Note = serde_json::from_str(TEXT).unwrap();
        assert!(*note.level == Level::High(7) && note.other.is_none() && note.cleared.is_null());
        assert!(note.levels[0] == Level::Low && *note.by_name["a"] == Level::Low);
        assert_eq!(serde_json::to_string(&note).unwrap(), TEXT);
        let made = Note::new(
            Level::High(7),
            [Level::Low, Level::High(1)].map(Foreign::new).to_vec(),
            BTreeMap::from([("a".to_owned(), Level::Low.into())]),
        );
        assert_eq!(
            Note {
                cleared: Nullable::Null,
                ..made
            },
            note
        );
        let other = note.clone().with_other(Level::Low).other;
        assert!(other.map(Foreign::into_inner) == Some(Level::Low));
        assert!(format!("{note:?}").contains(r#"{"high":7}"#), "{note:?}");
    }

    #[test]
    fn an_error_names_its_place() {
        for (text, place) in [
            (TEXT.replace('7', "700"), "`level.high`"),
            (TEXT.replace("1}", "true}"), "`levels[1].high`"),
            (TEXT.replace(r#""a":"low""#, r#""a":"none""#), "`by_name.a`"),
            (TEXT.replace("\"level\"", "\"no\""), "`level`"),
        ] {
            let error = serde_json::from_str::<Note>(&text).unwrap_err().to_string();
            assert!(error.contains(place), "{error}");
        }
    }
}
