//! Writing a value through serde.
//!
//! In: the view of a value, and any serializer. Out: what the serializer gives. It is compiled once for each serializer, not for each
//! model. Must not know models.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use serde_json::{Map, Value};

use super::wire::{Member, Sink, View, Wire, each, present};
use super::write::not_an_object;

/// Writes a value.
///
/// # Errors
///
/// What the serializer reports, and a value that isn't an object where only the members of one can be written.
#[doc(hidden)]
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    Viewed(&value.view()).serialize(serializer)
}

/// A value, to be written through serde.
pub(super) struct Viewed<'v, 'a>(pub(super) &'v View<'a>);

impl Serialize for Viewed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::Absent | View::Null => serializer.serialize_none(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::I64(value) => serializer.serialize_i64(*value),
            View::U64(value) => serializer.serialize_u64(*value),
            View::F32(value) => serializer.serialize_f32(*value),
            View::F64(value) => serializer.serialize_f64(*value),
            View::Str(value) => serializer.serialize_str(value),
            View::Shown(value) => serializer.collect_str(value),
            View::Timestamp(value) => value.serialize(serializer),
            View::Time(value) => value.serialize(serializer),
            View::Uuid(value) => value.serialize(serializer),
            View::Bytes(value) => value.serialize(serializer),
            View::File(value) => value.serialize(serializer),
            View::Value(value) => value.serialize(serializer),
            View::Made(value) => value.serialize(serializer),
            View::Map(map) => map.serialize(serializer),
            View::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.count()))?;
                for item in each(*items) {
                    list.serialize_element(&Viewed(&item.view()))?;
                }
                list.end()
            }
            View::Object(_) | View::Tagged(..) => {
                let mut object = Members {
                    map: serializer.serialize_map(None)?,
                    written: Ok(()),
                    without: Vec::new(),
                };
                object.view(self.0);
                object.written?;
                object.map.end()
            }
        }
    }
}

/// The members of an object that is being written.
struct Members<M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
    /// Members of these names are left out: the tags of the unions around them.
    without: Vec<&'static str>,
}

impl<M: SerializeMap> Members<M> {
    fn put<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.written.is_ok() && !self.without.contains(&name) {
            self.written = self.map.serialize_entry(name, value);
        }
    }

    fn map(&mut self, map: &Map<String, Value>) {
        for (name, value) in map {
            self.put(name, value);
        }
    }

    fn view(&mut self, view: &View<'_>) {
        match view {
            View::Absent | View::Null => {}
            View::Object(object) => object.members(self),
            View::Tagged((name, tag), value) => {
                self.put(name, tag);
                self.without.push(name);
                self.view(&value.view());
                self.without.pop();
            }
            View::Value(Value::Object(map)) => self.map(map),
            View::Map(map) => self.map(map),
            other => {
                if self.written.is_ok() {
                    self.written = Err(M::Error::custom(not_an_object(other)));
                }
            }
        }
    }
}

impl<M: SerializeMap> Sink for Members<M> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        present(table, values, |member, view| {
            self.put(member.name(), &Viewed(view));
        });
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.put(name, &Viewed(&value.view()));
    }

    fn flat(&mut self, value: &dyn Wire) {
        self.view(&value.view());
    }
}
