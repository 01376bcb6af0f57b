//! What of a value is measured, and what lies within it.
//!
//! In: a value as it is written. Out: its measure, its items or members, and which of them stands there twice. Must not know limits.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::codec::{Member, Sink, View, Wire, each, write};

/// A step from a value to one within it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// To the member of that name.
    Member(&'a str),
    /// To the item at that place.
    Item(usize),
}

/// A value as it is written, without the tag in front.
pub(super) fn bare(value: &dyn Wire) -> View<'_> {
    match value.view() {
        View::Tagged(_, value) => bare(value),
        view => view,
    }
}

/// What of a value is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure<'a> {
    /// It is absent or null, or there is nothing to measure.
    Nothing,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i128),
    /// Another number.
    Number(f64),
    /// How many items a list has.
    Items(usize),
    /// How many members a map has.
    Properties(usize),
}

impl<'a> Measure<'a> {
    pub(super) fn of(view: &'a View<'_>) -> Self {
        match view {
            View::I64(value) => Self::Integer((*value).into()),
            View::U64(value) => Self::Integer((*value).into()),
            // As it is written: `0.1` and not the double next to it.
            View::F32(value) => Self::Number(value.to_string().parse().unwrap_or((*value).into())),
            View::F64(value) => Self::Number(*value),
            View::Str(text) => Self::Text(text),
            View::Value(value) => Self::json(value),
            View::Made(value) => Self::json(value),
            View::Map(members) => Self::Properties(members.len()),
            View::List(items) => Self::Items(items.count()),
            View::Object(object) => object.size().map_or(Self::Nothing, Self::Properties),
            _ => Self::Nothing,
        }
    }

    fn json(value: &'a Value) -> Self {
        match value {
            Value::Null | Value::Bool(_) => Self::Nothing,
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::Items(items.len()),
            Value::Object(members) => Self::Properties(members.len()),
            Value::Number(number) => {
                let signed = number.as_i64().map(i128::from);
                let whole = signed.or_else(|| number.as_u64().map(i128::from));
                match (whole, number.as_f64()) {
                    (Some(whole), _) => Self::Integer(whole),
                    (None, Some(number)) => Self::Number(number),
                    (None, None) => Self::Nothing,
                }
            }
        }
    }
}

/// Visits the items of a list, or the members of a map.
pub(super) fn parts(view: &View<'_>, visit: &mut dyn FnMut(Step<'_>, &dyn Wire)) {
    match view {
        View::List(items) => list(each(*items), visit),
        View::Object(object) => object.members(&mut Entries(visit)),
        View::Map(members) => map(members, visit),
        View::Value(value) => json(value, visit),
        View::Made(value) => json(value, visit),
        _ => {}
    }
}

fn list<'a>(items: impl Iterator<Item = &'a dyn Wire>, visit: &mut dyn FnMut(Step<'_>, &dyn Wire)) {
    for (index, item) in items.enumerate() {
        visit(Step::Item(index), item);
    }
}

fn map(members: &Map<String, Value>, visit: &mut dyn FnMut(Step<'_>, &dyn Wire)) {
    for (name, value) in members {
        visit(Step::Member(name), value);
    }
}

fn json(value: &Value, visit: &mut dyn FnMut(Step<'_>, &dyn Wire)) {
    match value {
        Value::Array(items) => list(items.iter().map(|item| item as &dyn Wire), visit),
        Value::Object(members) => map(members, visit),
        _ => {}
    }
}

/// Visits the members of a map.
struct Entries<'v>(&'v mut dyn FnMut(Step<'_>, &dyn Wire));

impl Sink for Entries<'_> {
    fn rows(&mut self, _: &[Member], _: &[&dyn Wire]) {}

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        (self.0)(Step::Member(name), value);
    }

    fn flat(&mut self, _: &dyn Wire) {}
}

/// The first item of a list that stands in it before.
pub(super) fn repeated(view: &View<'_>) -> Option<usize> {
    let mut texts = HashSet::new();
    let mut found = None;
    parts(view, &mut |step, item| {
        if let (None, Step::Item(at)) = (found, step) {
            let mut text = String::new();
            let written = write(item, &mut |part| text.push_str(part));
            // What can't be written is not sent, so that it does not matter how often it is there.
            found = (written.is_ok() && !texts.insert(text)).then_some(at);
        }
    });
    found
}
