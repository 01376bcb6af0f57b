//! Measures a value and its members.
//!
//! In: a value as it is written. Out: its measure, its items or members, and which of them is
//! duplicated. Must not know constraints.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::codec::{Decimal, Member, Sink, View, Wire, each, write};

/// A step from a value to one within it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Segment<'a> {
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
pub(super) enum Measure<'a> {
    /// It is absent or null, or there is nothing to measure.
    Nothing,
    /// A text.
    Text(&'a str),
    /// A number, as it is written.
    Number(String),
    /// How many items a list has.
    Items(usize),
    /// How many members a map has.
    Properties(usize),
}

impl<'a> Measure<'a> {
    pub(super) fn of(view: &'a View<'_>) -> Self {
        match view {
            View::I64(value) => Self::Number(value.to_string()),
            View::U64(value) => Self::Number(value.to_string()),
            View::F32(value) => Self::Number(value.to_string()),
            View::F64(value) | View::Plain(value) => Self::Number(value.to_string()),
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
            Value::Number(number) => Self::Number(number.to_string()),
        }
    }
}

/// Visits the items of a list, or the members of a map.
pub(super) fn parts(view: &View<'_>, visit: &mut dyn FnMut(Segment<'_>, &dyn Wire)) {
    match view {
        View::List(items) => list(each(*items), visit),
        View::Object(object) => object.members(&mut Entries(visit)),
        View::Map(members) => map(members, visit),
        View::Value(value) => json(value, visit),
        View::Made(value) => json(value, visit),
        _ => {}
    }
}

fn list<'a>(
    items: impl Iterator<Item = &'a dyn Wire>,
    visit: &mut dyn FnMut(Segment<'_>, &dyn Wire),
) {
    for (index, item) in items.enumerate() {
        visit(Segment::Item(index), item);
    }
}

fn map(members: &Map<String, Value>, visit: &mut dyn FnMut(Segment<'_>, &dyn Wire)) {
    for (name, value) in members {
        visit(Segment::Member(name), value);
    }
}

fn json(value: &Value, visit: &mut dyn FnMut(Segment<'_>, &dyn Wire)) {
    match value {
        Value::Array(items) => list(items.iter().map(|item| item as &dyn Wire), visit),
        Value::Object(members) => map(members, visit),
        _ => {}
    }
}

/// Visits the members of a map.
struct Entries<'v>(&'v mut dyn FnMut(Segment<'_>, &dyn Wire));

impl Sink for Entries<'_> {
    fn rows(&mut self, _: &[Member], _: &[&dyn Wire]) {}

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        (self.0)(Segment::Member(name), value);
    }

    fn flat(&mut self, _: &dyn Wire) {}
}

/// The first item of a list that is equal to one before it (JSON Schema 2020-12, Core, section
/// 4.2.2).
pub(super) fn repeated(view: &View<'_>) -> Option<usize> {
    let mut texts = HashSet::new();
    let mut found = None;
    parts(view, &mut |step, item| {
        if let (None, Segment::Item(at)) = (found, step) {
            // What can't be written is not sent, so that it does not matter how often it is there.
            found = canonical(item)
                .filter(|text| !texts.insert(text.clone()))
                .map(|_| at);
        }
    });
    found
}

/// The text that equal values have in common.
fn canonical(item: &dyn Wire) -> Option<String> {
    let mut text = write(&item.view()).ok()?;
    let value = serde_json::from_str(&text).ok()?;
    text.clear();
    push_canonical(&value, &mut text);
    Some(text)
}

fn push_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                push_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in members {
                let _ = write!(text, "{name:?}:");
                push_canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Number(number) => {
            let number = number.to_string();
            let _ = write!(text, "{:?}", Decimal::parse(&number).ok_or(number));
        }
        other => {
            let _ = write!(text, "{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_equal_by_their_values() {
        for (list, expected) in [
            (json!([1, 1.0]), Some(1)),
            (json!([0, "x", -0.0]), Some(2)),
            (json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1.0}]), Some(1)),
            (json!([[1, 2], [1, 2e0]]), Some(1)),
            (json!([[1, 2], [2, 1]]), None),
            (json!([1, true, "1", [1], {"a": 1}, null]), None),
            (
                json!([9_007_199_254_740_993_u64, 9_007_199_254_740_992.0]),
                None,
            ),
            (json!([{"a": 1}, {"a": 2}, {"b": 1}]), None),
            (json!(["e", "{", "e"]), Some(2)),
        ] {
            assert_eq!(repeated(&View::Value(&list)), expected, "{list}");
        }
        let floats = vec![0.0, 1.5, -0.0];
        assert_eq!(repeated(&View::List(&floats)), Some(2));
        assert_eq!(repeated(&View::List(&vec![100.0, 1e2])), Some(1));
    }
}
