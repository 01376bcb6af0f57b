//! What a type asks a deserializer for, as serde's derive would.
//!
//! In: a placeholder value of the type. Out: the method of `Deserializer` that it calls, and the
//! types of what it contains. Must not know formats.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use serde::de::{Deserializer, Visitor};

use crate::codec::model::member::Member;
use crate::codec::model::wire::{Sink, View, Wire};

/// The name of every struct: a model does not say its own.
pub(crate) const NAME: &str = "Model";

/// What a value is asked for as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Hint {
    /// The type is left to the format: unions, and values without a fixed type.
    Any,
    Unit,
    Bool,
    Signed,
    Unsigned,
    Single,
    Double,
    Text,
    /// Bytes in binary formats, or else text.
    Uuid,
    Bytes,
    File,
    Optional,
    List,
    Tuple(usize),
    Map,
    /// An object with declared members.
    Object,
}

impl Hint {
    /// The hint for a type. Containers are recognized by their placeholders: a tuple has its items
    /// already, a list has none.
    pub(crate) fn of(placeholder: &dyn Wire) -> Self {
        let scalar = match placeholder.view() {
            View::Absent => return Self::Optional,
            View::List(items) => {
                return if items.is_tuple() {
                    Self::Tuple(items.count())
                } else {
                    Self::List
                };
            }
            View::Object(object) if object.size().is_some() => return Self::Map,
            View::Object(_) => return Self::Object,
            View::Map(_) => return Self::Map,
            View::Null => Self::Unit,
            View::Bool(_) => Self::Bool,
            View::I64(_) => Self::Signed,
            View::U64(_) => Self::Unsigned,
            View::F32(_) => Self::Single,
            View::F64(_) | View::Plain(_) => Self::Double,
            View::Str(_) | View::Shown(_) | View::Timestamp(_) | View::Time(_) => Self::Text,
            View::Uuid(_) => Self::Uuid,
            View::Bytes(_) => Self::Bytes,
            View::File(_) => Self::File,
            View::Value(_) | View::Made(_) | View::Tagged(..) => Self::Any,
        };
        // A constant may keep any other value.
        let mut asked = scalar;
        placeholder.inner_type(&mut |inner| asked = Self::of(inner));
        asked
    }

    /// Asks for it; an object by `names`, if it has no other members.
    ///
    /// Without optimizations each call in a function takes a part of its frame, so values that hold
    /// others are asked for in a function of their own.
    pub(crate) fn ask<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        self,
        names: Option<&'static [&'static str]>,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        match self {
            Self::Any | Self::File => deserializer.deserialize_any(visitor),
            Self::Optional => deserializer.deserialize_option(visitor),
            Self::List => deserializer.deserialize_seq(visitor),
            Self::Tuple(length) => deserializer.deserialize_tuple(length, visitor),
            Self::Map => deserializer.deserialize_map(visitor),
            Self::Object => match names {
                Some(names) if deserializer.is_human_readable() => {
                    deserializer.deserialize_struct(NAME, names, visitor)
                }
                _ => deserializer.deserialize_map(visitor),
            },
            _ => self.scalar(deserializer, visitor),
        }
    }

    #[inline(never)]
    fn scalar<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        self,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        match self {
            Self::Unit => deserializer.deserialize_unit(visitor),
            Self::Bool => deserializer.deserialize_bool(visitor),
            Self::Signed => deserializer.deserialize_i64(visitor),
            Self::Unsigned => deserializer.deserialize_u64(visitor),
            Self::Single => deserializer.deserialize_f32(visitor),
            Self::Double => deserializer.deserialize_f64(visitor),
            Self::Bytes => deserializer.deserialize_byte_buf(visitor),
            Self::Uuid if !deserializer.is_human_readable() => {
                deserializer.deserialize_bytes(visitor)
            }
            _ => deserializer.deserialize_str(visitor),
        }
    }

    /// How an error names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Any | Self::File | Self::Optional => "a value that JSON has, too",
            Self::Unit => "null",
            Self::Bool => "a boolean",
            Self::Signed | Self::Unsigned => "an integer",
            Self::Single | Self::Double => "a number",
            Self::Text => "a string",
            Self::Uuid => "a UUID",
            Self::Bytes => "bytes",
            Self::List | Self::Tuple(_) => "an array",
            Self::Map | Self::Object => "an object",
        }
    }
}

/// A value without the types that only wrap it.
pub(crate) fn unwrapped(mut placeholder: &dyn Wire) -> &dyn Wire {
    while let Some((inner, _)) = placeholder.inner() {
        placeholder = inner;
    }
    placeholder
}

/// The members of a type, and whether it keeps others, too.
#[derive(Default)]
pub(crate) struct Names {
    list: Vec<&'static str>,
    is_open: bool,
}

impl Names {
    /// The names of the members of a type that has no others.
    pub(crate) fn of(placeholder: &dyn Wire) -> Option<&'static [&'static str]> {
        let mut names = Self::default();
        placeholder.members(&mut names);
        (!names.is_open).then(|| interned(names.list))
    }
}

impl Sink for Names {
    fn rows(&mut self, table: &[Member], _: &[&dyn Wire]) {
        self.list.extend(table.iter().map(Member::name));
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {
        self.is_open = true;
    }

    fn flat(&mut self, _: &dyn Wire) {
        self.is_open = true;
    }
}

/// Names as serde takes them. There is one list for each model that is read through serde, so the
/// memory they keep is bounded.
fn interned(names: Vec<&'static str>) -> &'static [&'static str] {
    static LISTS: RwLock<BTreeMap<Vec<&'static str>, &'static [&'static str]>> =
        RwLock::new(BTreeMap::new());
    let known = LISTS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = known.get(&names) {
        return list;
    }
    drop(known);
    let list: &'static [_] = Box::leak(names.clone().into());
    let mut lists = LISTS.write().unwrap_or_else(PoisonError::into_inner);
    lists.entry(names).or_insert(list)
}

/// Shows the placeholder value of one member of an object.
pub(crate) struct Lookup<'l> {
    name: &'l str,
    found: bool,
    /// Takes the placeholder value; none where the value may be of any type.
    take: &'l mut dyn FnMut(Option<&dyn Wire>),
}

impl Lookup<'_> {
    /// Calls `take` with what the member of that name holds in the type of `placeholder`; whether
    /// there is one.
    pub(crate) fn find(
        placeholder: &dyn Wire,
        name: &str,
        take: &mut dyn FnMut(Option<&dyn Wire>),
    ) -> bool {
        let mut lookup = Lookup {
            name,
            found: false,
            take,
        };
        placeholder.members(&mut lookup);
        lookup.found
    }

    fn show(&mut self, placeholder: Option<&dyn Wire>) {
        self.found = true;
        (self.take)(placeholder);
    }
}

impl Sink for Lookup<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        if self.found {
            return;
        }
        let mut members = table.iter().zip(values);
        if let Some((member, value)) = members.find(|(member, _)| member.is_named(self.name)) {
            // A number that may be a text is asked for as whatever it is.
            self.show((!member.is_numeric()).then_some(*value));
        }
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, value: &dyn Wire) {
        let value = unwrapped(value);
        if let View::Object(object) = value.view() {
            object.members(self);
        }
    }

    fn rest(&mut self, value: &dyn Wire) {
        if self.found {
            return;
        }
        value.inner_type(&mut |inner| self.show(Some(inner)));
        if !self.found {
            self.show(None);
        }
    }

    fn numeric_rest(&mut self, _: &dyn Wire) {
        if !self.found {
            self.show(None);
        }
    }
}
