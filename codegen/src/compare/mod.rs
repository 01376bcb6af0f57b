//! The differences in meaning between two documents.
//!
//! In: two documents as JSON values, read by [`Sources`](crate::source::Sources). Out: changes,
//! each with the operation or the component that it is about. Only what a client sends and may
//! receive counts, not descriptions, titles, examples, the order of members, or the version of the
//! standard. Knows neither Rust nor a client; what changes for programs that use one is in
//! [`program`].

mod operation;
pub mod program;
mod schema;
mod shape;
#[cfg(test)]
mod tests;

use std::fmt;
use std::hash::Hash;

use indexmap::IndexMap;
use serde_json::Value;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub place: Place,
    /// What happened.
    pub kind: Kind,
}

/// A part of a document that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A method and a path template, as in `GET /spans/{id}`.
    Operation(String),
    /// A member of `components.schemas`.
    Schema(String),
}

/// What happened to a [`Place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only the newer document has it.
    Added,
    /// Only the older document has it.
    Removed,
    /// Both have it; the text says what is different, as in ``property `id` is required``.
    Changed(String),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Added => write!(f, "+ {}", self.place),
            Kind::Removed => write!(f, "- {}", self.place),
            Kind::Changed(what) => write!(f, "~ {}: {what}", self.place),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(name) => f.write_str(name),
            Self::Schema(name) => write!(f, "schema `{name}`"),
        }
    }
}

/// The fields of a path item that are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// All differences: those of operations, then those of schemas, each in the order of the older
/// document, with additions at the end.
#[must_use]
pub fn documents(old: &Value, new: &Value) -> Vec<Change> {
    let (old, new) = (Document(old), Document(new));
    let mut changes = Vec::new();
    for (name, old, new) in pairs(old.operations(), new.operations()) {
        let place = Place::Operation(name);
        match (old, new) {
            (Some(old), Some(new)) => changed(&mut changes, &place, operation::compare(old, new)),
            (old, _) => changes.push(only(place, old.is_some())),
        }
    }
    for (name, old, new) in pairs(old.schemas(), new.schemas()) {
        let place = Place::Schema(name);
        match (old, new) {
            (Some(old), Some(new)) => changed(&mut changes, &place, schema::compare(old, new)),
            (old, _) => changes.push(only(place, old.is_some())),
        }
    }
    changes
}

fn changed(changes: &mut Vec<Change>, place: &Place, messages: Vec<String>) {
    changes.extend(messages.into_iter().map(|message| Change {
        place: place.clone(),
        kind: Kind::Changed(message),
    }));
}

fn only(place: Place, is_old: bool) -> Change {
    let kind = if is_old { Kind::Removed } else { Kind::Added };
    Change { place, kind }
}

/// The members of two lists by name: the old names in order, then the new ones.
fn pairs<N: Clone + Eq + Hash, T>(
    old: impl IntoIterator<Item = (N, T)>,
    new: impl IntoIterator<Item = (N, T)>,
) -> Vec<(N, Option<T>, Option<T>)> {
    let old = old
        .into_iter()
        .map(|(name, value)| (name, (Some(value), None)));
    let mut pairs: IndexMap<N, (Option<T>, Option<T>)> = old.collect();
    for (name, value) in new {
        pairs.entry(name).or_default().1 = Some(value);
    }
    let pairs = pairs.into_iter();
    pairs.map(|(name, (old, new))| (name, old, new)).collect()
}

/// A document in which references are followed.
#[derive(Clone, Copy)]
struct Document<'d>(&'d Value);

/// An operation and its path item, whose parameters it shares.
#[derive(Clone, Copy)]
struct Operation<'d> {
    document: Document<'d>,
    item: &'d Value,
    object: &'d Value,
}

impl<'d> Document<'d> {
    fn operations(self) -> Vec<(String, Operation<'d>)> {
        let items = members(self.0.get("paths")).into_iter();
        let operations = items.flat_map(|(path, item)| {
            let item = self.resolve(item);
            METHODS.iter().filter_map(move |method| {
                let operation = Operation {
                    document: self,
                    item,
                    object: item.get(method)?,
                };
                Some((format!("{} {path}", method.to_ascii_uppercase()), operation))
            })
        });
        operations.collect()
    }

    fn schemas(self) -> Vec<(String, &'d Value)> {
        members(self.0.pointer("/components/schemas"))
    }

    /// The target of a reference in the document; the value itself if it is not one, or can't be
    /// resolved.
    fn resolve(self, value: &'d Value) -> &'d Value {
        let mut value = value;
        // A reference to itself has no target.
        for _ in 0..32 {
            let reference = value.get("$ref").and_then(Value::as_str);
            let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
            let Some(target) = pointer.and_then(|pointer| self.0.pointer(pointer)) else {
                return value;
            };
            value = target;
        }
        value
    }
}

/// The members of an object; none for other values.
fn members(value: Option<&Value>) -> Vec<(String, &Value)> {
    let members = value.and_then(Value::as_object).into_iter().flatten();
    members.map(|(name, value)| (name.clone(), value)).collect()
}

/// Whether a member is `true`.
fn is_true(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(false)
}
