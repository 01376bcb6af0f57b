//! Writing a value through serde.
//!
//! In: a value, and any serializer. Out: what serde's derive would write. It is compiled once for
//! each serializer, not for each model. Must not know models.

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use serde_json::Value;

use super::hint::NAME;
use crate::codec::json::write::not_an_object;
use crate::codec::model::member::{Member, Presence};
use crate::codec::model::stack::{FORMAT_STACK, Mark};
use crate::codec::model::wire::{Items, Sink, View, Wire, each, whole};
use crate::codec::union::external::Word;

/// Writes a value.
///
/// # Errors
///
/// What the serializer reports, and a value that isn't an object where only the members of one can
/// be written.
#[doc(hidden)]
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    let bottom = Mark::here();
    Written { value, bottom }.serialize(serializer)
}

/// A value, to be written as its type is asked for.
struct Written<'v> {
    value: &'v dyn Wire,
    /// Where the outermost value began to be written.
    bottom: Mark,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = self.value.view();
        let viewed = Viewed {
            view: &view,
            bottom: self.bottom,
        };
        if !is_optional(self.value) {
            return viewed.serialize(serializer);
        }
        match view {
            View::Absent | View::Null => serializer.serialize_none(),
            _ => serializer.serialize_some(&viewed),
        }
    }
}

/// Whether a value may be missing, and is asked for as such.
fn is_optional(mut value: &dyn Wire) -> bool {
    loop {
        if value.is_optional() {
            return true;
        }
        match value.inner() {
            Some((inner, _)) => value = inner,
            None => return false,
        }
    }
}

/// What is written of a value.
pub(crate) struct Viewed<'v, 'a> {
    view: &'v View<'a>,
    bottom: Mark,
}

impl<'v, 'a> Viewed<'v, 'a> {
    pub(crate) fn new(view: &'v View<'a>) -> Self {
        let bottom = Mark::here();
        Self { view, bottom }
    }
}

/// Without optimizations each call in a function takes a part of its frame, so values that hold
/// others are written by functions of their own.
impl Serialize for Viewed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::List(items) if items.is_tuple() => tuple(*items, self.bottom, serializer),
            View::List(items) => list(*items, self.bottom, serializer),
            View::Value(Value::Array(items)) => list(items, self.bottom, serializer),
            View::Object(_) | View::Tagged(..) | View::Map(_) | View::Value(Value::Object(_)) => {
                object(self.view, self.bottom, serializer)
            }
            view => scalar(view, serializer),
        }
    }
}

fn scalar<S: Serializer>(view: &View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Bool(value) => serializer.serialize_bool(*value),
        View::I64(value) => serializer.serialize_i64(*value),
        View::U64(value) => serializer.serialize_u64(*value),
        View::F32(value) => serializer.serialize_f32(*value),
        View::F64(value) => serializer.serialize_f64(*value),
        View::Plain(value) => match whole(*value) {
            Some(integer) if serializer.is_human_readable() => serializer.serialize_i64(integer),
            _ => serializer.serialize_f64(*value),
        },
        View::Str(value) => serializer.serialize_str(value),
        View::Shown(value) => serializer.collect_str(value),
        View::Timestamp(value) => value.serialize(serializer),
        View::Time(value) => value.serialize(serializer),
        View::Uuid(value) => value.serialize(serializer),
        View::Bytes(value) => value.serialize(serializer),
        View::File(value) => value.serialize(serializer),
        View::Value(value) => value.serialize(serializer),
        View::Made(value) => value.serialize(serializer),
        View::Absent => serializer.serialize_none(),
        _ => serializer.serialize_unit(),
    }
}

fn tuple<S: Serializer>(items: &dyn Items, bottom: Mark, serializer: S) -> Result<S::Ok, S::Error> {
    check(bottom)?;
    let mut tuple = serializer.serialize_tuple(items.count())?;
    for value in each(items) {
        tuple.serialize_element(&Written { value, bottom })?;
    }
    tuple.end()
}

fn list<S: Serializer>(items: &dyn Items, bottom: Mark, serializer: S) -> Result<S::Ok, S::Error> {
    check(bottom)?;
    let mut list = serializer.serialize_seq(Some(items.count()))?;
    for value in each(items) {
        list.serialize_element(&Written { value, bottom })?;
    }
    list.end()
}

/// An object is a struct, as serde's derive writes one, or a map where it may have any members.
/// Formats that are not text may write a struct without the names of its fields, so that none can
/// be left out: there it is always a map.
fn object<S: Serializer>(view: &View<'_>, bottom: Mark, serializer: S) -> Result<S::Ok, S::Error> {
    check(bottom)?;
    let mut count = 0;
    let is_open = walk(view, &mut |_, _| count += 1).map_err(S::Error::custom)?;
    match view {
        View::Object(object) if !is_open && serializer.is_human_readable() => {
            structure(*object, count, bottom, serializer)
        }
        _ => map(view, count, bottom, serializer),
    }
}

fn structure<S: Serializer>(
    object: &dyn Wire,
    count: usize,
    bottom: Mark,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut fields = Fields {
        to: serializer.serialize_struct(NAME, count)?,
        written: Ok(()),
        bottom,
    };
    object.members(&mut fields);
    fields.written?;
    fields.to.end()
}

fn map<S: Serializer>(
    view: &View<'_>,
    count: usize,
    bottom: Mark,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(count))?;
    let mut written = Ok(());
    let walked = walk(view, &mut |name, value| {
        if written.is_ok() {
            written = map.serialize_entry(name, &Written { value, bottom });
        }
    });
    walked.map_err(S::Error::custom)?;
    written?;
    map.end()
}

fn check<E: Error>(bottom: Mark) -> Result<(), E> {
    if bottom.used() > FORMAT_STACK {
        return Err(E::custom("values are nested too deep for their size"));
    }
    Ok(())
}

/// The members of a struct that is being written.
struct Fields<S: SerializeStruct> {
    to: S,
    written: Result<(), S::Error>,
    bottom: Mark,
}

impl<S: SerializeStruct> Sink for Fields<S> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            if self.written.is_err() {
                return;
            }
            let (name, value, bottom) = (member.name(), *value, self.bottom);
            self.written = if is_left_out(member, value) {
                self.to.skip_field(name)
            } else {
                self.to.serialize_field(name, &Written { value, bottom })
            };
        }
    }

    // A struct has fields alone.
    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, _: &dyn Wire) {}
}

fn is_left_out(member: &Member, value: &dyn Wire) -> bool {
    member.presence() != Presence::required && matches!(value.view(), View::Absent)
}

/// Gives the members of an object, those of the objects within it among them; whether it may have
/// others than it declares.
fn walk(view: &View<'_>, take: &mut dyn FnMut(&str, &dyn Wire)) -> Result<bool, String> {
    let mut walk = SerializeMembers {
        take,
        without: Vec::new(),
        is_open: false,
        failed: Ok(()),
    };
    walk.view(view);
    walk.failed.map(|()| walk.is_open)
}

struct SerializeMembers<'w> {
    take: &'w mut dyn FnMut(&str, &dyn Wire),
    /// Members of these names are left out: the tags of the unions around them.
    without: Vec<&'static str>,
    is_open: bool,
    failed: Result<(), String>,
}

impl SerializeMembers<'_> {
    fn put(&mut self, name: &str, value: &dyn Wire) {
        if !self.without.contains(&name) {
            (self.take)(name, value);
        }
    }

    fn view(&mut self, view: &View<'_>) {
        match view {
            View::Absent | View::Null => {}
            View::Object(object) => object.members(self),
            View::Tagged((name, tag), value) => {
                self.put(name, &Word(tag));
                self.without.push(name);
                self.view(&value.view());
                self.without.pop();
            }
            View::Value(Value::Object(map)) => map.members(self),
            View::Map(map) => map.members(self),
            View::Made(made) if made.is_object() => Wire::members(&**made, self),
            other => self.failed = Err(not_an_object(other)),
        }
    }
}

impl Sink for SerializeMembers<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            if !is_left_out(member, *value) {
                self.put(member.name(), *value);
            }
        }
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.is_open = true;
        self.put(name, value);
    }

    fn flat(&mut self, value: &dyn Wire) {
        self.is_open = true;
        self.view(&value.view());
    }
}
