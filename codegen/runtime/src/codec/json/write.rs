//! Writing a value as a JSON text.
//!
//! In: the view of a value. Out: compact JSON, as `serde_json` writes it. Must not know models.

use std::fmt::{Display, Write as _};

use serde::Serialize;
use serde_json::{Map, Value};

use super::strings::{is_plain, plain};
use crate::codec::model::member::Member;
use crate::codec::model::wire::{Sink, Tag, View, Wire, each, present, whole};

/// The length of a text for which there is room at first.
const START: usize = 128;

/// A text that is being written.
struct Writer {
    out: String,
    /// The first thing that can't be written.
    error: Option<String>,
}

/// Writes a value as JSON.
///
/// # Errors
///
/// A number that is not finite, a value that isn't an object where only the members of one can be
/// written, and one that can't be shown.
pub(crate) fn write(view: &View<'_>) -> Result<String, String> {
    let mut writer = Writer {
        out: String::with_capacity(START),
        error: None,
    };
    writer.value(view);
    match writer.error {
        None => Ok(writer.out),
        Some(error) => Err(error),
    }
}

/// What is said of a value that has no members to write.
pub(crate) fn not_an_object(view: &View<'_>) -> String {
    let found = match view {
        View::Bool(_) | View::Value(_) | View::Made(_) => "a value",
        View::I64(_) | View::U64(_) | View::F32(_) | View::F64(_) | View::Plain(_) => "a number",
        View::Bytes(_) | View::File(_) => "bytes",
        View::List(_) => "an array",
        _ => "a string",
    };
    format!("only an object can be written into another one, found {found}")
}

impl Writer {
    /// A view is looked at where it was made: its parts were just stored one by one, and a
    /// processor waits for them when they are copied together.
    fn value(&mut self, view: &View<'_>) {
        match *view {
            View::Absent | View::Null => self.out.push_str("null"),
            View::Bool(true) => self.out.push_str("true"),
            View::Bool(false) => self.out.push_str("false"),
            View::I64(number) => self.integer(number),
            View::U64(number) => self.integer(number),
            View::F32(number) => self.float(number, number.is_finite()),
            View::F64(number) => self.float(number, number.is_finite()),
            View::Plain(number) => match whole(number) {
                Some(integer) => self.integer(integer),
                None => self.float(number, number.is_finite()),
            },
            View::Str(text) => self.string(text),
            View::Shown(text) => self.shown(text),
            View::Timestamp(instant) => self.shown(instant),
            View::Time(time) => self.shown(time),
            View::Uuid(uuid) => {
                self.out.push('"');
                uuid.written(|text| self.out.push_str(text));
                self.out.push('"');
            }
            View::Bytes(bytes) => self.serde(bytes),
            View::File(file) => self.serde(file),
            View::Value(value) => self.json(value),
            View::Made(ref value) => self.json(value),
            View::Map(map) => self.map(map),
            View::List(items) => {
                let mut before = '[';
                for item in each(items) {
                    self.out.push(std::mem::replace(&mut before, ','));
                    self.value(&item.view());
                }
                if before == '[' {
                    self.out.push('[');
                }
                self.out.push(']');
            }
            View::Object(object) => {
                self.out.push('{');
                object.members(&mut Object::begun(self));
                self.out.push('}');
            }
            View::Tagged(tag, value) => {
                self.out.push('{');
                let mut object = Object::begun(self);
                object.tag(tag, value);
                self.out.push('}');
            }
        }
    }

    fn shown(&mut self, value: &dyn Display) {
        self.out.push('"');
        let written = write!(Escaped(&mut self.out), "{value}");
        self.out.push('"');
        if written.is_err() {
            self.fail("a value that can't be shown".to_owned());
        }
    }

    fn serde<T: Serialize>(&mut self, value: &T) {
        match serde_json::to_string(value) {
            Ok(text) => self.out.push_str(&text),
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn integer(&mut self, number: impl itoa::Integer) {
        self.out.push_str(itoa::Buffer::new().format(number));
    }

    /// A number as `serde_json` writes it.
    fn float(&mut self, number: impl zmij::Float, is_finite: bool) {
        if is_finite {
            self.out.push_str(zmij::Buffer::new().format_finite(number));
        } else {
            self.fail("a number must be finite".to_owned());
        }
    }

    fn fail(&mut self, error: String) {
        self.error.get_or_insert(error);
    }

    #[inline]
    fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 3);
        self.out.push('"');
        escape(&mut self.out, text);
        self.out.push('"');
    }

    fn json(&mut self, value: &Value) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(value) => self.value(&View::Bool(*value)),
            Value::Number(number) => {
                let _ = write!(self.out, "{number}");
            }
            Value::String(text) => self.string(text),
            Value::Array(items) => {
                let mut before = '[';
                for item in items {
                    self.out.push(std::mem::replace(&mut before, ','));
                    self.json(item);
                }
                if items.is_empty() {
                    self.out.push('[');
                }
                self.out.push(']');
            }
            Value::Object(map) => self.map(map),
        }
    }

    fn map(&mut self, map: &Map<String, Value>) {
        self.out.push('{');
        let mut object = Object::begun(self);
        for (name, value) in map {
            object.key(name);
            object.writer.json(value);
        }
        self.out.push('}');
    }
}

/// The members of an object that is being written.
struct Object<'w> {
    writer: &'w mut Writer,
    first: bool,
    /// Members of these names are left out: the tags of the unions around them.
    without: Vec<&'static str>,
}

impl<'w> Object<'w> {
    fn begun(writer: &'w mut Writer) -> Self {
        Self {
            writer,
            first: true,
            without: Vec::new(),
        }
    }

    /// The tag comes first, unless that of a union around this one was written; a member of its
    /// name is left out, so that it isn't written twice.
    fn tag(&mut self, (name, tag): &Tag, value: &dyn Wire) {
        if !self.without.contains(name) {
            self.key(name);
            self.writer.string(tag);
        }
        self.without.push(name);
        self.flat(value);
        self.without.pop();
    }

    fn key(&mut self, name: &str) {
        let out = &mut self.writer.out;
        out.reserve(name.len() + 4);
        if std::mem::take(&mut self.first) {
            out.push('"');
        } else {
            out.push_str(",\"");
        }
        escape(out, name);
        out.push_str("\":");
    }
}

impl Sink for Object<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        present(table, values, |member, view| {
            if self.without.iter().any(|name| member.is_named(name)) {
                return;
            }
            if member.is_plain() {
                let after_comma = !std::mem::take(&mut self.first);
                self.writer.out.push_str(member.key(after_comma));
            } else {
                self.key(member.name());
            }
            self.writer.value(view);
        });
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        if !self.without.contains(&name) {
            self.key(name);
            self.writer.value(&value.view());
        }
    }

    fn flat(&mut self, value: &dyn Wire) {
        match value.view() {
            View::Absent | View::Null => {}
            View::Object(object) => object.members(self),
            View::Tagged(tag, value) => self.tag(tag, value),
            View::Value(Value::Object(map)) | View::Map(map) => map.members(self),
            View::Made(made) if made.is_object() => Wire::members(&*made, self),
            other => self.writer.fail(not_an_object(&other)),
        }
    }
}

/// Writes a text that is made bit by bit.
struct Escaped<'w>(&'w mut String);

impl std::fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

#[inline]
fn escape(out: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        escape_all(out, text);
    }
}

fn escape_all(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = plain(bytes, from);
        out.push_str(text.get(from..at).unwrap_or_default());
        let Some(byte) = bytes.get(at) else {
            return;
        };
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x08 => out.push_str("\\b"),
            0x0c => out.push_str("\\f"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_as_serde_json_does() {
        let table = [
            json!("plain"),
            json!("a \"quoted\" \\ text\n\r\t\u{8}\u{c}\u{1}\u{7f} é😀"),
            json!({"": [], "a\"b": {}, "c": [[1, -2.5, 1e300], null, true]}),
            json!([u64::MAX, i64::MIN, 0.1, 1.0]),
        ];
        for value in table {
            assert_eq!(write(&value.view()).unwrap(), value.to_string());
        }
    }

    #[test]
    fn floats_are_written_as_serde_json_does() {
        let edges = [
            0.0, -0.0, 1.0, 0.1, -2.5, 1e15, 1e16, 1e21, 1e-5, 1e-7, 1e300,
        ];
        let limits = [f64::MAX, f64::MIN_POSITIVE];
        let wide = edges.into_iter().chain(limits).collect::<Vec<_>>();
        let narrow = [0.1_f32, 16_777_216.0, f32::MAX].to_vec();
        for (value, expected) in [
            (&wide as &dyn Wire, serde_json::to_string(&wide)),
            (&narrow, serde_json::to_string(&narrow)),
        ] {
            assert_eq!(write(&value.view()).unwrap(), expected.unwrap());
        }
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            write(&vec![1.0, number].view()).unwrap_err();
        }
        write(&vec![f32::NAN].view()).unwrap_err();
    }

    #[test]
    fn only_objects_are_written_into_objects() {
        let mut writer = Writer {
            out: String::new(),
            error: None,
        };
        Object::begun(&mut writer).flat(&vec![1_i64]);
        let error = writer.error.unwrap();
        assert!(error.ends_with("found an array"), "{error}");
    }
}
