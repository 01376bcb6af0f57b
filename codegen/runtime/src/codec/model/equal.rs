//! Equality of values as they are written.
//!
//! In: two values. Out: whether the same is written of both; the order of members does not count.
//! Values of one type are compared member by member, and what isn't written counts, too: file names
//! differ, and NaN never equals NaN. Must not know models.

use super::member::{Member, Presence};
use super::wire::{Sink, View, Wire, each};
use crate::codec::serde::serialize::Viewed;

/// Equality of values as they are written.
#[doc(hidden)]
#[must_use]
pub fn equal(left: &dyn Wire, right: &dyn Wire) -> bool {
    views(&left.view(), &right.view())
}

#[expect(clippy::float_cmp, reason = "an equal value is asked for")]
fn views(left: &View<'_>, right: &View<'_>) -> bool {
    match (left, right) {
        (View::Absent | View::Null, View::Absent | View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::I64(left), View::I64(right)) => left == right,
        (View::U64(left), View::U64(right)) => left == right,
        (View::F32(left), View::F32(right)) => left == right,
        (View::F64(left), View::F64(right)) | (View::Plain(left), View::Plain(right)) => {
            left == right
        }
        (View::Str(left), View::Str(right)) => left == right,
        (View::Shown(left), View::Shown(right)) => left.to_string() == right.to_string(),
        (View::Timestamp(left), View::Timestamp(right)) => left == right,
        (View::Time(left), View::Time(right)) => left == right,
        (View::Uuid(left), View::Uuid(right)) => left == right,
        (View::Bytes(left), View::Bytes(right)) => left == right,
        (View::File(left), View::File(right)) => left == right,
        (View::Value(left), View::Value(right)) => left == right,
        (View::Made(left), View::Made(right)) => left == right,
        (View::Map(left), View::Map(right)) => left == right,
        (View::List(left), View::List(right)) => {
            left.count() == right.count()
                && (each(*left).zip(each(*right))).all(|(left, right)| equal(left, right))
        }
        (View::Tagged((left_name, left_tag), left), View::Tagged((name, tag), right))
            if left_name == name =>
        {
            left_tag == tag && equal(*left, *right)
        }
        (View::Object(one), View::Object(other)) => match (one.size(), other.size()) {
            (Some(one_size), Some(size)) => one_size == size && maps(*one, *other),
            (None, None) => objects(*one, *other).unwrap_or_else(|| texts(left, right)),
            _ => texts(left, right),
        },
        _ => texts(left, right),
    }
}

/// Whether two values of different types are written alike.
#[cold]
fn texts(left: &View<'_>, right: &View<'_>) -> bool {
    let left = serde_json::to_value(Viewed::new(left));
    let right = serde_json::to_value(Viewed::new(right));
    matches!((left, right), (Ok(left), Ok(right)) if left == right)
}

/// Whether two maps have equal members.
fn maps(left: &dyn Wire, right: &dyn Wire) -> bool {
    let mut members = Maps { right, equal: true };
    left.members(&mut members);
    members.equal
}

struct Maps<'a> {
    right: &'a dyn Wire,
    equal: bool,
}

impl Sink for Maps<'_> {
    fn rows(&mut self, _: &[Member], _: &[&dyn Wire]) {}

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        let other = self.equal.then(|| self.right.member(name)).flatten();
        self.equal = other.is_some_and(|other| equal(value, other));
    }

    fn flat(&mut self, _: &dyn Wire) {}
}

/// Whether two objects have equal parts; nothing is known of those whose parts are not the same
/// ones.
fn objects(left: &dyn Wire, right: &dyn Wire) -> Option<bool> {
    let mut pairs = Pairs {
        right,
        compared: 0,
        parts: 0,
        equal: Some(true),
    };
    left.members(&mut pairs);
    match pairs.equal {
        Some(true) => (pairs.compared == pairs.parts).then_some(true),
        found => found,
    }
}

/// Compares the parts of one object with those of another.
struct Pairs<'a> {
    right: &'a dyn Wire,
    /// How many parts have been compared.
    compared: usize,
    /// How many the other object has.
    parts: usize,
    equal: Option<bool>,
}

impl Pairs<'_> {
    fn part(&mut self, part: Part<'_>) {
        if self.equal == Some(true) {
            let mut other = Other {
                part,
                at: self.compared,
                parts: 0,
                equal: None,
            };
            self.right.members(&mut other);
            (self.parts, self.equal) = (other.parts, other.equal);
            self.compared += 1;
        }
    }
}

impl Sink for Pairs<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        self.part(Part::Rows(table, values));
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, value: &dyn Wire) {
        self.part(Part::Flat(value));
    }
}

/// The members of an object, read at once.
enum Part<'a> {
    Rows(&'a [Member], &'a [&'a dyn Wire]),
    Flat(&'a dyn Wire),
}

/// Compares a part of one object with the corresponding part of another.
struct Other<'a> {
    part: Part<'a>,
    /// The place.
    at: usize,
    /// How many parts have been seen.
    parts: usize,
    equal: Option<bool>,
}

impl Other<'_> {
    /// Whether this is the place.
    fn is_here(&mut self) -> bool {
        self.parts += 1;
        self.parts == self.at + 1
    }
}

impl Sink for Other<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        if self.is_here()
            && let Part::Rows(left_table, left_values) = self.part
            && (std::ptr::eq(left_table, table) || left_table == table)
        {
            let pairs = left_values.iter().zip(values);
            let equal = table.iter().zip(pairs).all(|(member, (left, right))| {
                let (left, right) = (left.view(), right.view());
                let is_absent = |view: &View<'_>| matches!(view, View::Absent);
                let may_be = member.presence() != Presence::required;
                !(may_be && is_absent(&left) != is_absent(&right)) && views(&left, &right)
            });
            self.equal = Some(equal);
        }
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, value: &dyn Wire) {
        if self.is_here()
            && let Part::Flat(left) = self.part
        {
            self.equal = Some(equal(left, value));
        }
    }
}
