//! What a format is asked for, which some formats do not say of themselves: a form and a table have only texts.
//!
//! In: a value of the type, read or not. Out: what serde's derive would ask for, as far as it is known without reading. Must not
//! know formats.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use serde::de::{Deserializer, Visitor};

use super::wire::{Member, Sink, View, Wire};

/// What a value is asked for as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    /// Nothing and null are values.
    optional: bool,
    scalar: Scalar,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Scalar {
    Any,
    Bool,
    Signed,
    Unsigned,
    Float,
    Text,
}

impl Asked {
    /// Whatever it says that it is.
    pub(super) const ANY: Self = Self {
        optional: false,
        scalar: Scalar::Any,
    };

    /// What a value of that type is asked for as.
    pub(super) fn of(value: &dyn Wire) -> Self {
        let mut asked = Self::ANY;
        value.inner(&mut |inner| {
            asked = Self {
                optional: true,
                ..Self::of(inner)
            };
        });
        if asked.optional {
            return asked;
        }
        match value.held() {
            Some((held, _)) => Self::of(held),
            None => Self {
                optional: false,
                scalar: Scalar::of(&value.view()),
            },
        }
    }

    /// Asks for it.
    pub(super) fn ask<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        self,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if self.optional {
            return deserializer.deserialize_option(visitor);
        }
        match self.scalar {
            Scalar::Any => deserializer.deserialize_any(visitor),
            Scalar::Bool => deserializer.deserialize_bool(visitor),
            Scalar::Signed => deserializer.deserialize_i64(visitor),
            Scalar::Unsigned => deserializer.deserialize_u64(visitor),
            Scalar::Float => deserializer.deserialize_f64(visitor),
            Scalar::Text => deserializer.deserialize_str(visitor),
        }
    }

    /// The same of what is not null.
    pub(super) fn some(self) -> Self {
        Self {
            optional: false,
            ..self
        }
    }

    /// How an error names it.
    pub(super) fn name(self) -> &'static str {
        match self.scalar {
            Scalar::Any => "a value that JSON has, too",
            Scalar::Bool => "a boolean",
            Scalar::Signed | Scalar::Unsigned => "an integer",
            Scalar::Float => "a number",
            Scalar::Text => "a string",
        }
    }
}

impl Scalar {
    fn of(view: &View<'_>) -> Self {
        match view {
            View::Bool(_) => Self::Bool,
            View::I64(_) => Self::Signed,
            View::U64(_) => Self::Unsigned,
            View::F32(_) | View::F64(_) => Self::Float,
            View::Str(_) | View::Shown(_) | View::Timestamp(_) | View::Time(_) => Self::Text,
            // A UUID is bytes in some formats and text in others, and what a list or an object holds is asked for by itself.
            _ => Self::Any,
        }
    }
}

/// The members of a model, in their order.
#[derive(Default)]
pub(super) struct Fields {
    names: Vec<&'static str>,
    asked: Vec<Asked>,
    /// It keeps other members, too.
    open: bool,
    /// The format says what a value is.
    says: bool,
}

impl Fields {
    /// Those of a model, in a format that `says` what a value is or does not; none of what is no object, and of a map.
    pub(super) fn of(value: &dyn Wire, says: bool) -> Option<Self> {
        let View::Object(object) = value.view() else {
            return None;
        };
        let mut fields = Self {
            says,
            ..Self::default()
        };
        object.members(&mut fields);
        (object.size().is_none()).then_some(fields)
    }

    /// What the member of that name is asked for as.
    pub(super) fn named(&self, name: &str) -> Asked {
        let at = self.names.iter().position(|own| *own == name);
        let asked = at.and_then(|at| self.asked.get(at));
        asked.copied().unwrap_or(Asked::ANY)
    }

    /// Asks for the object. Only one without other members is asked for by the names of its own, so that what is left of a
    /// flattened object goes to the map beside it.
    pub(super) fn ask<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        &self,
        name: &'static str,
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if self.open {
            return deserializer.deserialize_map(visitor);
        }
        deserializer.deserialize_struct(name, interned(&self.names), visitor)
    }
}

impl Sink for Fields {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            self.names.push(member.name());
            // A number may be a text there, or the other way round.
            self.asked.push(if self.says || member.is_numeric() {
                Asked::ANY
            } else {
                Asked::of(*value)
            });
        }
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, value: &dyn Wire) {
        self.open = true;
        if let View::Object(object) = value.view() {
            object.members(self);
        }
    }

    fn rest(&mut self, _: &dyn Wire) {
        self.open = true;
    }
}

/// Names as serde takes them. There is one list for each model that is read through serde, so keeping them is no leak.
fn interned(names: &[&'static str]) -> &'static [&'static str] {
    static LISTS: RwLock<BTreeMap<Vec<&'static str>, &'static [&'static str]>> =
        RwLock::new(BTreeMap::new());
    let known = LISTS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = known.get(names) {
        return list;
    }
    drop(known);
    let mut lists = LISTS.write().unwrap_or_else(PoisonError::into_inner);
    lists
        .entry(names.to_vec())
        .or_insert_with(|| Box::leak(names.into()))
}
