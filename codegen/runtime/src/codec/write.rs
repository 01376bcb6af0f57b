//! Writing a value as a JSON text.
//!
//! In: the view of a value. Out: compact JSON, as `serde_json` writes it. Must not know models.

use std::cell::Cell;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::strings::{is_plain, plain};
use super::wire::{Member, Sink, View, Wire, present};

/// How large a buffer may be to be kept for the next text.
const KEPT: usize = 1 << 16;

thread_local! {
    static BUFFER: Cell<String> = const { Cell::new(String::new()) };
}

/// A text that is being written.
#[derive(Debug, Default)]
struct Writer {
    out: String,
    /// The first thing that can't be written.
    error: Option<String>,
}

/// Writes a value as JSON and hands the text out.
pub(super) fn with_text<T>(value: &dyn Wire, take: impl FnOnce(Result<&str, String>) -> T) -> T {
    let mut writer = Writer {
        out: BUFFER.take(),
        error: None,
    };
    writer.value(value.view());
    let taken = take(match writer.error {
        Some(error) => Err(error),
        None => Ok(&writer.out),
    });
    if writer.out.capacity() <= KEPT {
        writer.out.clear();
        BUFFER.set(writer.out);
    }
    taken
}

/// What is said of a value that has no members to write.
pub(super) fn not_an_object(view: &View<'_>) -> String {
    let found = match view {
        View::Bool(_) | View::Value(_) => "a value",
        View::I64(_) | View::U64(_) | View::F32(_) | View::F64(_) => "a number",
        View::Bytes(_) | View::File(_) => "bytes",
        View::List(_) => "an array",
        _ => "a string",
    };
    format!("only an object can be written into another one, found {found}")
}

impl Writer {
    fn value(&mut self, view: View<'_>) {
        match view {
            View::Absent | View::Null => self.out.push_str("null"),
            View::Bool(true) => self.out.push_str("true"),
            View::Bool(false) => self.out.push_str("false"),
            View::I64(number) => self.number(&number),
            View::U64(number) => self.number(&number),
            View::F32(number) => self.number(&number),
            View::F64(number) => self.number(&number),
            View::Str(text) => self.string(text),
            View::Shown(text) => {
                self.out.push('"');
                let written = write!(Escaped(&mut self.out), "{text}");
                self.out.push('"');
                if written.is_err() {
                    self.fail("a value that can't be shown".to_owned());
                }
            }
            View::Uuid(uuid) => {
                let _ = write!(self.out, "\"{uuid}\"");
            }
            View::Bytes(bytes) => self.serde(bytes),
            View::File(file) => self.serde(file),
            View::Value(value) => self.json(&value),
            View::List(items) => {
                let mut close = '[';
                items.each(&mut |item| {
                    self.out.push(std::mem::replace(&mut close, ','));
                    self.value(item.view());
                });
                if close == '[' {
                    self.out.push('[');
                }
                self.out.push(']');
            }
            View::Object(object) => {
                self.out.push('{');
                object.members(&mut Object::begun(self));
                self.out.push('}');
            }
            View::Tagged(name, tag, value) => {
                self.out.push('{');
                let mut object = Object::begun(self);
                object.tag(name, tag, value);
                self.out.push('}');
            }
        }
    }

    fn serde<T: Serialize>(&mut self, value: &T) {
        match serde_json::to_string(value) {
            Ok(text) => self.out.push_str(&text),
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn number<T: Serialize>(&mut self, number: &T) {
        let mut buffer = [0; 40];
        let mut rest = &mut buffer[..];
        let written = serde_json::to_writer(&mut rest, number);
        let left = rest.len();
        let text = buffer.split_at(buffer.len() - left).0;
        match (written, str::from_utf8(text)) {
            (Ok(()), Ok(text)) => self.out.push_str(text),
            _ => self.serde(number),
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
            Value::String(text) => self.string(text),
            Value::Array(items) => self.value(View::List(items)),
            Value::Object(map) => self.value(View::Object(map)),
            _ => self.serde(value),
        }
    }
}

/// The members of an object that is being written.
struct Object<'w> {
    writer: &'w mut Writer,
    first: bool,
    /// A member of this name is left out.
    without: Option<&'static str>,
}

impl<'w> Object<'w> {
    fn begun(writer: &'w mut Writer) -> Self {
        Self {
            writer,
            first: true,
            without: None,
        }
    }

    /// The tag stands in front; a member of the tag's own name is left out, so that it isn't written twice.
    fn tag(&mut self, name: &'static str, tag: &'static str, value: &dyn Wire) {
        self.key(name);
        self.writer.string(tag);
        let outer = self.without.replace(name);
        self.flat(value);
        self.without = outer;
    }

    fn key(&mut self, name: &str) {
        let before = if std::mem::take(&mut self.first) {
            "\""
        } else {
            ",\""
        };
        self.writer.out.reserve(name.len() + 4);
        self.writer.out.push_str(before);
        escape(&mut self.writer.out, name);
        self.writer.out.push_str("\":");
    }
}

impl Sink for Object<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (name, view) in present(table, values) {
            self.entry(name, view);
        }
    }

    fn entry(&mut self, name: &str, value: View<'_>) {
        if self.without != Some(name) {
            self.key(name);
            self.writer.value(value);
        }
    }

    fn flat(&mut self, value: &dyn Wire) {
        match value.view() {
            View::Absent | View::Null => {}
            View::Object(object) => object.members(self),
            View::Tagged(name, tag, value) => self.tag(name, tag, value),
            View::Value(map) if map.is_object() => {
                if let Value::Object(map) = &*map {
                    map.members(self);
                }
            }
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
            let text = with_text(&value, |text| text.unwrap().to_owned());
            assert_eq!(text, value.to_string());
        }
    }

    #[test]
    fn only_objects_are_written_into_objects() {
        let mut writer = Writer::default();
        Object::begun(&mut writer).flat(&vec![1_i64]);
        let error = writer.error.unwrap();
        assert!(error.ends_with("found an array"), "{error}");
    }
}
