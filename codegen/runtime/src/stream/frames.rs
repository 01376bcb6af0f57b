//! Frames: where one item of a stream ends and the next one begins.
//!
//! In: bytes as they come, cut anywhere. Out: the JSON texts of the items. Events are read as the section
//! "Interpreting an event stream" of the `WHATWG`'s HTML standard has it. Must not know what the items are.

use serde_json::{Map, Value};

/// How the items of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events; an item is the data of one.
    Data,
    /// Server-sent events; an item is an object of `data`, `event`, `id` and `retry`.
    Events,
    /// A JSON text a line, or behind each record separator (RFC 7464).
    Lines,
}

/// The items in what has come.
#[derive(Debug)]
pub(crate) struct Frames {
    framing: Framing,
    buffer: Vec<u8>,
    /// How much of the buffer has been read.
    read: usize,
    event: Map<String, Value>,
    ended: bool,
}

impl Frames {
    pub(crate) fn new(framing: Framing) -> Self {
        Self {
            framing,
            buffer: Vec::new(),
            read: 0,
            event: Map::new(),
            ended: false,
        }
    }

    /// Adds what came.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.read);
        self.read = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Nothing more comes.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// How many bytes are kept for an item that isn't whole yet.
    pub(crate) fn kept(&self) -> usize {
        let data = self.event.get("data").and_then(Value::as_str);
        self.buffer.len() - self.read + data.map_or(0, str::len)
    }

    /// The next item that is whole.
    pub(crate) fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let line = match self.framing {
                Framing::Lines => self.line_of(|byte| matches!(byte, b'\n' | 0x1e)),
                Framing::Data | Framing::Events => {
                    self.line_of(|byte| matches!(byte, b'\n' | b'\r'))
                }
            };
            match (self.framing, line) {
                (Framing::Lines, None) => return None,
                (Framing::Lines, Some(line)) if line.trim_ascii().is_empty() => {}
                (Framing::Lines, Some(line)) => return Some(line),
                (_, Some(line)) if line.is_empty() => {
                    if let Some(item) = self.dispatch() {
                        return Some(item);
                    }
                }
                (_, Some(line)) => self.field(&line),
                // A last event without its empty line is better read than lost.
                (_, None) if self.ended => return self.dispatch(),
                (_, None) => return None,
            }
        }
    }

    /// The next line without its end.
    fn line_of(&mut self, ends: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
        let rest = &self.buffer[self.read..];
        let (line, length) = match rest.iter().position(|byte| ends(*byte)) {
            Some(at) if rest[at] == b'\r' => match rest.get(at + 1) {
                Some(b'\n') => (&rest[..at], at + 2),
                // The other half of the line's end may still come.
                None if !self.ended => return None,
                _ => (&rest[..at], at + 1),
            },
            Some(at) => (&rest[..at], at + 1),
            None if self.ended && !rest.is_empty() => (rest, rest.len()),
            None => return None,
        };
        let line = line.to_vec();
        self.read += length;
        Some(line)
    }

    /// A line of an event: `name: value`, or a comment that begins with the colon.
    fn field(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_start_matches('\u{feff}');
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match self.event.get_mut("data") {
                Some(Value::String(data)) => {
                    data.push('\n');
                    data.push_str(value);
                }
                _ => {
                    self.event.insert(name.to_owned(), value.into());
                }
            },
            "event" | "id" => {
                self.event.insert(name.to_owned(), value.into());
            }
            "retry" => {
                if let Ok(retry) = value.parse::<u64>() {
                    self.event.insert(name.to_owned(), retry.into());
                }
            }
            _ => {}
        }
    }

    /// The event that has come together; one without data is none.
    fn dispatch(&mut self) -> Option<Vec<u8>> {
        let event = std::mem::take(&mut self.event);
        let data = event.get("data").and_then(Value::as_str)?;
        Some(match self.framing {
            Framing::Events => Value::Object(event).to_string().into_bytes(),
            Framing::Data | Framing::Lines => data.as_bytes().to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items of a text that comes in pieces of each length.
    fn items(framing: Framing, text: &str) -> Vec<String> {
        let mut all: Vec<Vec<String>> = Vec::new();
        for length in 1..=text.len() {
            let mut frames = Frames::new(framing);
            let mut found = Vec::new();
            let mut take = |frames: &mut Frames| {
                while let Some(item) = frames.next() {
                    found.push(String::from_utf8(item).unwrap());
                }
            };
            for piece in text.as_bytes().chunks(length) {
                frames.push(piece);
                take(&mut frames);
            }
            frames.end();
            take(&mut frames);
            all.push(found);
        }
        assert!(all.iter().all(|found| *found == all[0]), "{all:?}");
        all.swap_remove(0)
    }

    #[test]
    fn events_are_read_wherever_they_are_cut() {
        let text = "\u{feff}data: {\"a\":\n: comment\ndata:1}\r\n\r\nevent: ping\n\nid: 7\rdata\r\rretry: x\ndata: ü\n\ndata: last";
        assert_eq!(items(Framing::Data, text), ["{\"a\":\n1}", "", "ü", "last"]);
        // Whether the members keep their order is a feature of serde_json.
        let events = items(Framing::Events, "event: e\nid: 7\nretry: 10\ndata: d\n\n");
        let events: Vec<Value> = events
            .iter()
            .map(|event| serde_json::from_str(event).unwrap())
            .collect();
        let expected = serde_json::json!({"data": "d", "event": "e", "id": "7", "retry": 10});
        assert_eq!(events, [expected]);
    }

    #[test]
    fn lines_and_records_are_told_apart() {
        let lines = ["{\"a\":1}", "[2]"];
        assert_eq!(items(Framing::Lines, "{\"a\":1}\n\n[2]"), lines);
        let records = items(Framing::Lines, "\u{1e}{\"a\":1}\n\u{1e}[2]\n");
        assert_eq!(records, lines);
    }
}
