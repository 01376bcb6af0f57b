//! `Debug` output of models.
//!
//! In: the name of a struct and its members. Out: what a derived `Debug` writes, with the members'
//! names on the wire. Members without a field of their own appear among the others. Must not know
//! models.

use std::fmt::{self, DebugStruct};

use serde_json::Value;

use super::member::Member;
use super::wire::{Sink, View, Wire, each, whole};

/// Shows a struct.
///
/// # Errors
///
/// What the formatter reports.
#[doc(hidden)]
pub fn show(name: &str, value: &dyn Wire, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = Shown(formatter.debug_struct(name));
    value.members(&mut shown);
    shown.0.finish()
}

/// Shows a variant of a union that has a value.
///
/// # Errors
///
/// What the formatter reports.
#[doc(hidden)]
pub fn show_variant(
    name: &str,
    value: &dyn Wire,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    formatter.debug_tuple(name).field(&value).finish()
}

/// A struct whose members are being shown.
struct Shown<'a, 'b>(DebugStruct<'a, 'b>);

impl Sink for Shown<'_, '_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            self.0.field(member.name(), value);
        }
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.0.field(name, &value);
    }

    fn flat(&mut self, value: &dyn Wire) {
        match value.view() {
            View::Object(object) => object.members(self),
            View::Tagged((name, tag), object) => {
                self.0.field(name, tag);
                object.members(self);
            }
            View::Value(Value::Object(map)) | View::Map(map) => map.members(self),
            View::Made(made) => Wire::members(&*made, self),
            _ => {}
        }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent | Self::Null => formatter.write_str("None"),
            Self::Bool(value) => value.fmt(formatter),
            Self::I64(value) => value.fmt(formatter),
            Self::U64(value) => value.fmt(formatter),
            Self::F32(value) => value.fmt(formatter),
            Self::F64(value) => value.fmt(formatter),
            Self::Plain(value) => match whole(*value) {
                Some(integer) => integer.fmt(formatter),
                None => value.fmt(formatter),
            },
            Self::Str(value) => value.fmt(formatter),
            Self::Shown(value) => fmt::Display::fmt(value, formatter),
            Self::Timestamp(value) => value.fmt(formatter),
            Self::Time(value) => value.fmt(formatter),
            Self::Uuid(value) => value.fmt(formatter),
            Self::Bytes(value) => value.fmt(formatter),
            Self::File(value) => value.fmt(formatter),
            Self::Value(value) => value.fmt(formatter),
            Self::Map(value) => value.fmt(formatter),
            Self::Made(value) => value.fmt(formatter),
            Self::List(items) => formatter.debug_list().entries(each(*items)).finish(),
            Self::Object(value) | Self::Tagged(_, value) => value.fmt(formatter),
        }
    }
}
