//! Streams of server-sent events as servers send them, and how a client must read them.
//!
//! In: the events that are right, or the bytes received. Out: a body; how reading it ends. It
//! reads events by the HTML standard (9.2.6) and what servers send beside it, and knows nothing of
//! how the runtime does.

use serde_json::Value;

use super::Ending;

/// An error in the middle of a stream.
const ERROR: &str = "{\"error\": {\"message\": \"overloaded\"}}";

/// What is odd about a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Odd {
    /// An event named as an error follows the first one.
    ErrorEvent,
    /// An event whose data is an error follows the first one.
    ErrorData,
    /// Keep-alives precede, separate and follow the events.
    KeepAlive,
    /// Nothing follows the data of the last event, not even the end of its line.
    Unfinished,
    /// The end mark follows the events, with a space, and then data that must not be read.
    Marked,
}

impl Odd {
    /// Whether reading ends before the stream does.
    pub(super) fn ends_early(self) -> bool {
        matches!(self, Self::ErrorEvent | Self::ErrorData | Self::Marked)
    }
}

pub(crate) const ODDITIES: [Odd; 5] = [
    Odd::ErrorEvent,
    Odd::ErrorData,
    Odd::KeepAlive,
    Odd::Unfinished,
    Odd::Marked,
];

/// The body of a stream that has two events, if nothing else is right about it.
pub(super) fn odd(odd: Odd, right: &str) -> String {
    let Some((first, rest)) = right.split_once("\n\n") else {
        return right.to_owned();
    };
    match odd {
        Odd::ErrorEvent => format!("{first}\n\nevent: error\ndata: \"overloaded\"\n\n{rest}"),
        Odd::ErrorData => format!("{first}\n\ndata: {ERROR}\n\n{rest}"),
        Odd::KeepAlive => format!(
            ":\n\ndata:\n\n{first}\n\nevent: ping\ndata: {{\"time\": \"now\"}}\n\ndata\n\n{rest}: well\n\n"
        ),
        Odd::Unfinished => right.trim_end().to_owned(),
        Odd::Marked => format!("{right}data: [DONE] \n\ndata: more\n\n"),
    }
}

/// How reading a stream with a complete body ends.
pub(super) fn ending(body: &[u8], status: u16) -> Ending {
    let text = String::from_utf8_lossy(body);
    // The last event needs no empty line after it.
    match end(&format!("{text}\n\n"), status) {
        Ok(ending) | Err(ending) => ending,
    }
}

/// How reading a stream ends by what has arrived, whatever follows.
pub(super) fn early_ending(body: &[u8], status: u16) -> Option<Ending> {
    let text = String::from_utf8_lossy(body);
    let whole = text.rfind("\n\n").map_or(0, |at| at + 2);
    end(text.get(..whole)?, status).ok()
}

/// How reading these lines ends; an error is how, if there are no more.
fn end(text: &str, status: u16) -> Result<Ending, Ending> {
    let (mut name, mut data) = ("", None::<String>);
    let (mut events, mut is_stream, mut is_empty) = (0, false, true);
    let mut ended = false;
    for line in text.split('\n') {
        if line.is_empty() {
            match data.take().map(|data| read(name, &data)) {
                Some(Event::Item) => events += 1,
                Some(Event::Error) => return Ok(Ending::Status(status)),
                Some(Event::Unreadable) => return Ok(Ending::Decode),
                Some(Event::End) => {
                    ended = true;
                    break;
                }
                Some(Event::Nothing) | None => {}
            }
            name = "";
            continue;
        }
        is_empty = false;
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        is_stream |= matches!(field, "" | "data" | "event");
        match field {
            "event" => name = value,
            "data" => {
                let before = data.map(|data| data + "\n").unwrap_or_default();
                data = Some(before + value);
            }
            _ => {}
        }
    }
    let ending = match events {
        2 => Ending::Right,
        // A text without any field is not an event stream.
        0 if !is_stream && !is_empty => Ending::Decode,
        _ => Ending::Short,
    };
    if ended { Ok(ending) } else { Err(ending) }
}

enum Event {
    Item,
    Error,
    Unreadable,
    Nothing,
    End,
}

fn read(name: &str, data: &str) -> Event {
    let value = serde_json::from_str::<Value>(data);
    let member = |name: &str| value.as_ref().ok().and_then(|value| value.get(name));
    if data.trim() == "[DONE]" {
        Event::End
    } else if name == "error" || member("error").is_some() || data.starts_with("{\"error\"") {
        // Also one that is cut off.
        Event::Error
    } else if name == "ping" || data.trim().is_empty() {
        Event::Nothing
    } else if member("call").is_some_and(Value::is_u64) {
        Event::Item
    } else {
        Event::Unreadable
    }
}
