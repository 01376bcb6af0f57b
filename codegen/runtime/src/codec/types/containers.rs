//! What contains other values: what may be missing, lists and maps.
//!
//! In: the types of the standard library, of `serde_json` and of this crate. Out: how each is read
//! and written. Must not know models.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use crate::codec::Nullable;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::member::Presence;
use crate::codec::model::member::contains;
use crate::codec::model::stack::{
    IN_BOX, IN_LIST, boxed, is_large, push_placeholder, read_small, set_placeholder, unboxed,
};
use crate::codec::model::wire::Inner;
use crate::codec::model::wire::{Items, Sink, View, Wire, filled};
use crate::codec::union::shape::Shape;
use crate::codec::union::shapes::Shapes;

impl Reader<'_> {
    /// Reads the items of an array.
    pub(crate) fn items(
        &mut self,
        expected: &str,
        mut read: impl FnMut(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
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

    /// Goes into a value that does not look for the tag of the union around it: the union looks for
    /// it again.
    pub(crate) fn untagged(&mut self) {
        self.tag_again |= self.tag.take().is_some();
    }

    /// Reads the members of a map.
    fn entries(
        &mut self,
        mut read: impl FnMut(&mut Self, String) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if self.peek() != b'{' {
            return Err(self.unexpected("a map"));
        }
        let around = std::mem::take(&mut self.around);
        self.untagged();
        self.enter()?;
        let mut first = true;
        while self.more(&mut first, b'}')? {
            let name = self.name()?;
            if contains(around, &name) {
                self.skip()?;
            } else {
                read(self, name.into_owned())?;
            }
        }
        Ok(())
    }
}

/// Reads a member of a map.
pub(crate) fn insert<K: Ord, T: Wire>(
    map: &mut BTreeMap<K, T>,
    key: K,
    reader: &mut Reader<'_>,
) -> Result<(), ReadError> {
    if is_large::<T>() {
        let mut value = boxed::<T>();
        reader.in_place(&mut *value, IN_LIST)?;
        unboxed(value, |value| drop(map.insert(key, value)));
    } else {
        read_small(reader, |value| drop(map.insert(key, value)))?;
    }
    Ok(())
}

/// The name of a member: a text, or an enum that keeps the names it does not know.
#[doc(hidden)]
pub trait Key: From<String> + AsRef<str> + Ord + fmt::Debug {}

impl Key for String {}

/// The inner value of a container without its own constraints.
fn inner<T: Wire>(value: &T) -> Inner<'_> {
    (value, &[])
}

impl<T: Wire> Wire for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if reader.null()? {
            return Ok(None);
        }
        T::read(reader).map(Some)
    }

    fn fill(&mut self, presence: Presence, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if presence != Presence::any && reader.null()? {
            *self = None;
            return Ok(());
        }
        if !is_large::<T>() {
            return read_small(reader, |value| *self = Some(value));
        }
        set_placeholder(self, Some);
        self.as_mut()
            .map_or(Ok(()), |value| reader.in_place(value, IN_BOX))
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn placeholder() -> Self {
        None
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn inner(&self) -> Option<Inner<'_>> {
        self.as_ref().map(inner)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn inner_type(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        visit(&*boxed::<T>());
    }

    fn shape(&self, shapes: &mut Shapes) -> Shape {
        shapes.of::<T>().or_null()
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        Option::read(reader).map(Self::from)
    }

    fn fill(&mut self, _: Presence, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.null()? {
            *self = Self::Null;
            return Ok(());
        }
        if !is_large::<T>() {
            return read_small(reader, |value| *self = Self::Value(value));
        }
        set_placeholder(self, Self::Value);
        match self {
            Self::Value(value) => reader.in_place(value, IN_BOX),
            Self::Absent | Self::Null => Ok(()),
        }
    }

    fn clear(&mut self) {
        *self = Self::Absent;
    }

    fn placeholder() -> Self {
        Self::Absent
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Value(value) => value.view(),
            Self::Absent => View::Absent,
            Self::Null => View::Null,
        }
    }

    fn inner(&self) -> Option<Inner<'_>> {
        self.value().map(inner)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn inner_type(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        visit(&*boxed::<T>());
    }

    fn shape(&self, shapes: &mut Shapes) -> Shape {
        shapes.of::<T>().or_null()
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut value = boxed::<T>();
        reader.in_place(&mut *value, IN_BOX)?;
        Ok(value)
    }

    filled!();

    fn placeholder() -> Self {
        Self::new(T::placeholder())
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn inner(&self) -> Option<Inner<'_>> {
        Some(inner(&**self))
    }

    fn shape(&self, shapes: &mut Shapes) -> Shape {
        shapes.of::<T>()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut items = Self::new();
        reader.items("a sequence", |reader| {
            if !is_large::<T>() {
                return read_small(reader, |item| items.push(item));
            }
            push_placeholder(&mut items);
            items
                .last_mut()
                .map_or(Ok(()), |item| reader.in_place(item, IN_LIST))
        })?;
        Ok(items)
    }

    filled!();

    fn placeholder() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn inner_type(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        visit(&*boxed::<T>());
    }

    fn shape(&self, shapes: &mut Shapes) -> Shape {
        Shape::Array(shapes.item::<T>())
    }
}

impl<T: Wire> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, at: usize) -> Option<&dyn Wire> {
        self.get(at).map(|item| item as &dyn Wire)
    }
}

impl<K: Key, T: Wire> Wire for BTreeMap<K, T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut map = Self::new();
        reader.entries(|reader, name| insert(&mut map, K::from(name), reader))?;
        Ok(map)
    }

    filled!();

    fn placeholder() -> Self {
        Self::new()
    }

    fn members(&self, sink: &mut dyn Sink) {
        for (name, value) in self {
            sink.entry(name.as_ref(), value);
        }
    }

    fn size(&self) -> Option<usize> {
        Some(self.len())
    }

    fn inner_type(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        visit(&*boxed::<T>());
    }

    fn member(&self, name: &str) -> Option<&dyn Wire> {
        let value = self.get(&K::from(name.to_owned()));
        value.map(|value| value as &dyn Wire)
    }

    fn shape(&self, shapes: &mut Shapes) -> Shape {
        Shape::Map(shapes.item::<T>())
    }
}

impl Wire for Map<String, Value> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut map = Self::new();
        reader.entries(|reader, name| {
            map.insert(name, Value::read(reader)?);
            Ok(())
        })?;
        Ok(map)
    }

    filled!();

    fn placeholder() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn members(&self, sink: &mut dyn Sink) {
        for (name, value) in self {
            sink.entry(name, value);
        }
    }
}
