//! Frames: where one item of a stream ends and the next one begins.
//!
//! In: bytes as they arrive, split anywhere. Out: the texts of the items. Must not know what the
//! items are.

use std::borrow::Cow;

use super::event::Events;
use super::lines::Lines;
use super::readings::readings;
use crate::request::Framing;

/// Splits the received bytes into items.
#[derive(Debug)]
pub(crate) struct Frames {
    framing: Framing,
    lines: Lines,
    /// What server-sent events say beside their data.
    pub(crate) events: Events,
    /// The last item marks the end of the stream.
    done: bool,
    /// The item that came last has no end, but the stream has.
    cut: bool,
}

impl Frames {
    pub(crate) fn new(framing: Framing, sentinel: Option<&'static str>) -> Self {
        Self {
            framing,
            lines: match framing {
                Framing::Values => Lines::joined(),
                _ => Lines::default(),
            },
            events: Events::new(sentinel),
            done: false,
            cut: false,
        }
    }

    /// What an item may be decoded from, the likeliest first.
    pub(crate) fn readings<'d>(&self, item: &'d [u8]) -> impl Iterator<Item = Cow<'d, [u8]>> {
        readings(self.framing, &self.events, item)
    }

    /// The frames of another response that goes on with the same events.
    pub(crate) fn begin_again(&mut self) {
        self.lines = Lines::default();
        self.events.begin_again();
        self.cut = false;
    }

    /// Whether items are whole events, rather than their data.
    pub(super) fn has_events(&self) -> bool {
        matches!(self.framing, Framing::TextEvents | Framing::JsonEvents)
    }

    /// Whether the stream ended before the item that came last did.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// Adds what came.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.lines.push(bytes);
    }

    /// The body has ended.
    pub(crate) fn end(&mut self) {
        self.lines.end();
    }

    /// How many bytes are kept for an item that isn't whole yet.
    pub(crate) fn kept(&self) -> usize {
        self.lines.kept() + self.events.kept()
    }

    /// Whether the last item marks the end of the stream.
    pub(crate) fn is_done(&self) -> bool {
        self.done
    }

    /// The next item that is whole, and at the end of the stream what is left.
    pub(crate) fn next(&mut self) -> Option<Vec<u8>> {
        let item = if self.framing.is_events() {
            self.event()
        } else {
            self.record()
        }?;
        self.done = self.events.ends(&String::from_utf8_lossy(&item));
        Some(item)
    }

    fn record(&mut self) -> Option<Vec<u8>> {
        if let Some(record) = self.lines.record() {
            return Some(record);
        }
        let rest = self.lines.rest()?.trim_ascii().to_vec();
        self.cut = true;
        (!rest.is_empty()).then_some(rest)
    }

    fn event(&mut self) -> Option<Vec<u8>> {
        while let Some(line) = self.lines.line() {
            if line.is_empty() {
                if let Some(item) = self.events.dispatch() {
                    return Some(item);
                }
            } else {
                self.events.field(&String::from_utf8_lossy(line));
            }
        }
        if let Some(line) = self.lines.rest() {
            self.events.field(&String::from_utf8_lossy(line));
        }
        if !self.lines.is_over() {
            return None;
        }
        // The standard drops an event without an empty line after it. It may be the one that
        // matters most.
        self.cut = true;
        self.events.dispatch()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The items of a text, which must be the same for chunks of any length.
    fn items(framing: Framing, text: &[u8]) -> Vec<String> {
        let mut all: Vec<Vec<String>> = Vec::new();
        for length in 1..=text.len() {
            let mut frames = Frames::new(framing, None);
            let mut found = Vec::new();
            let mut take = |frames: &mut Frames| {
                while let Some(item) = frames.next() {
                    let text = frames.readings(&item).next().unwrap().into_owned();
                    found.push(String::from_utf8(text).unwrap());
                }
            };
            for piece in text.chunks(length) {
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
        let table: &[(&str, &[&str])] = &[
            // The examples of the standard.
            ("data: YHOO\ndata: +2\ndata: 10\n\n", &["YHOO\n+2\n10"]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &["first event", "second event", " third event"],
            ),
            ("data\n\ndata\ndata\n\ndata:", &["", "\n", ""]),
            ("data:test\n\ndata: test\n\n", &["test", "test"]),
            // Every end of a line, and a text whose characters have several bytes.
            (
                "data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n",
                &["a", "b", "c", "d"],
            ),
            ("data: ü€😀\n\n", &["ü€😀"]),
            // Only the first character of the stream can be a mark of the byte order.
            (
                "\u{feff}data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n",
                &["a", "\u{feff}c"],
            ),
            // Names are case-sensitive; an event without data is skipped.
            ("DATA: a\nevent: e\n\ndata: b\n\n", &["b"]),
            // The text after the last empty line is left to the items.
            ("data: a\n\ndata: b\n", &["a", "b"]),
            ("data: a\n\nid: 7\ndata: b\ndata: c", &["a", "b\nc"]),
            ("data: a\n\nevent: b\n: c", &["a"]),
            ("data: a:b: c\n: comment\n\n", &["a:b: c"]),
        ];
        for (text, expected) in table {
            assert_eq!(items(Framing::Data, text.as_bytes()), *expected, "{text:?}");
        }
        assert_eq!(items(Framing::Data, b"data: a\xffb\n\n"), ["a\u{fffd}b"]);
    }

    #[test]
    fn an_event_is_read_with_its_last_byte() {
        // Whether the line end goes on with `\n` may show much later.
        let mut frames = Frames::new(Framing::Data, None);
        frames.push(b"data: a\r\r");
        assert_eq!(frames.next().as_deref(), Some(&b"a"[..]));
        frames.push(b"\ndata: b\r\n\r");
        assert_eq!(frames.next().as_deref(), Some(&b"b"[..]));
        assert_eq!(frames.next(), None);
    }

    #[test]
    fn events_as_objects_have_all_their_fields() {
        let text = "event: e\nid: 7\nretry: 10\ndata: d\n\nretry: +5\nid: a\0b\ndata: d\n\n";
        let events: Vec<Value> = items(Framing::TextEvents, text.as_bytes())
            .iter()
            .map(|event| serde_json::from_str(event).unwrap())
            .collect();
        let whole = json!({"data": "d", "event": "e", "id": "7", "retry": 10});
        assert_eq!(events, [whole, json!({"data": "d"})]);
    }

    #[test]
    fn what_events_say_of_the_stream_is_kept() {
        let mut frames = Frames::new(Framing::Data, None);
        frames
            .push(b"id: 1\nevent: add\nretry: 250\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: 9\n\n");
        let mut said = Vec::new();
        while frames.next().is_some() {
            let events = &frames.events;
            said.push((events.name().to_owned(), events.last_id().to_owned()));
        }
        let pair = |name: &str, id: &str| (name.to_owned(), id.to_owned());
        assert_eq!(
            said,
            [pair("add", "1"), pair("message", "1"), pair("message", "")]
        );
        assert_eq!(frames.events.delay(), Some(250));
        // An event without data is skipped, but its identifier counts.
        assert_eq!(frames.events.last_id(), "9");
    }

    #[test]
    fn lines_and_records_are_distinguished() {
        let lines = ["{\"a\":1}", "[2]"];
        assert_eq!(items(Framing::Lines, b"{\"a\":1}\n\r\n[2]"), lines);
        assert_eq!(
            items(Framing::Lines, b"\xef\xbb\xbf{\"a\":1}\r\n[2]\n"),
            lines
        );
        assert_eq!(items(Framing::Lines, b"\x1e{\"a\":1}\n\x1e[2]\n"), lines);
        // A record may go over several lines, and a text in it may contain anything.
        let text = b"\x1e{\n \"a\": \"}\\\"\"\n}\n\x1e\n\x1e7\n\x1e[\n2";
        assert_eq!(
            items(Framing::Lines, text),
            ["{\n \"a\": \"}\\\"\"\n}", "7", "[\n2"]
        );
        // So may a JSON text under a media type that says nothing of lines.
        let text = b"{\n \"a\": 1\n}\n{\"b\":2}\n\n[\n]";
        assert_eq!(
            items(Framing::Values, text),
            ["{\n \"a\": 1\n}", "{\"b\":2}", "[\n]"]
        );
    }

    #[test]
    fn what_ends_in_the_middle_is_known_to() {
        for (framing, text, expected) in [
            (Framing::Data, "data: a\n\n", false),
            (Framing::Data, "data: a\n", true),
            (Framing::Data, "data: a", true),
            (Framing::Lines, "{}\n", false),
            (Framing::Lines, "{}", true),
            (Framing::Values, "{}", true),
        ] {
            let mut frames = Frames::new(framing, None);
            frames.push(text.as_bytes());
            frames.end();
            assert!(frames.next().is_some(), "{text:?}");
            assert_eq!(frames.is_cut(), expected, "{text:?}");
            assert_eq!(frames.next(), None);
        }
    }

    #[test]
    fn a_sentinel_may_be_among_spaces_and_in_quotes() {
        for text in [
            "data: [DONE]\n\n",
            "data:[DONE] \n\n",
            "data: \"[DONE]\"\n\n",
        ] {
            let mut frames = Frames::new(Framing::Data, None);
            frames.push(text.as_bytes());
            assert!(frames.next().is_some() && frames.is_done(), "{text:?}");
        }
        let mut frames = Frames::new(Framing::Lines, Some("[END]"));
        frames.push(b"{}\n[END]\n[DONE]");
        frames.end();
        let mut done = || frames.next().map(|_| frames.is_done());
        assert_eq!(
            [done(), done(), done()],
            [Some(false), Some(true), Some(true)]
        );
    }

    #[test]
    fn other_content_is_kept() {
        let stray = |text: &str| {
            let mut frames = Frames::new(Framing::Data, None);
            frames.push(text.as_bytes());
            frames.end();
            while frames.next().is_some() {}
            frames.events.take_stray()
        };
        let json = "{\"error\":\n\"no\"}\n";
        assert_eq!(stray(json), Some((json.to_owned(), false)));
        assert_eq!(stray("{}"), Some(("{}\n".to_owned(), false)));
        let text = ["data: a\n\n", json].concat();
        assert_eq!(stray(&text), Some((json.to_owned(), true)));
        assert_eq!(stray(": hello\n\nfoo: bar\ndata: a\n\n"), None);
        assert_eq!(stray("\n \n"), None);
    }

    #[test]
    fn a_record_is_read_with_its_last_byte() {
        let mut frames = Frames::new(Framing::Lines, None);
        frames.push(b"\x1e{\n\"a\":[1,\n2]}\n");
        assert_eq!(frames.next().as_deref(), Some(&b"{\n\"a\":[1,\n2]}"[..]));
        assert_eq!((frames.next(), frames.kept()), (None, 0));
    }
}
