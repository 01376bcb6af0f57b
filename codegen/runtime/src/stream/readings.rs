//! What the data of an event can be read as.
//!
//! In: the data of an event and what came beside it. Out: the JSON texts that the item may be
//! decoded from, the likeliest first. Some documents describe the whole event where servers send
//! its data, and some the other way round: the event itself shows which it is. Must not know the
//! items.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::event::Events;
use crate::codec::{is_json, members};
use crate::request::Framing;

/// The fields of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// One way to read an item.
#[derive(Clone, Copy)]
enum Reading {
    /// What came, as JSON.
    Data,
    /// What came, as text.
    Text,
    /// The data of an event that came as JSON.
    Inner,
    /// An event that came as JSON.
    Whole,
    /// The same, if it says its name and the event around it does not.
    Named,
    /// The event around what came, which is JSON.
    Event,
    /// The event around what came, which is text.
    TextEvent,
    /// The event around what came, whose identifier is a number.
    NumberedEvent,
}

/// The JSON texts that an item may be decoded from, the likeliest first.
pub(super) fn readings<'d>(
    framing: Framing,
    events: &Events,
    data: &'d [u8],
) -> impl Iterator<Item = Cow<'d, [u8]>> {
    use Reading as R;
    let all: &[Reading] = match framing {
        Framing::Bytes | Framing::Lines | Framing::Values | Framing::Data => &[R::Data, R::Text],
        Framing::Inner => &[R::Inner, R::Data, R::Text],
        Framing::TextEvents => &[R::Named, R::TextEvent, R::NumberedEvent, R::Whole],
        Framing::JsonEvents => &[R::Named, R::Event, R::NumberedEvent, R::TextEvent, R::Whole],
    };
    let json = framing == Framing::JsonEvents;
    all.iter()
        .filter_map(move |reading| read(*reading, json, events, data))
}

/// The text to decode; none where what came can't be read so.
fn read<'d>(
    reading: Reading,
    json: bool,
    events: &Events,
    data: &'d [u8],
) -> Option<Cow<'d, [u8]>> {
    match reading {
        Reading::Data => Some(data.into()),
        Reading::Text => Some(quoted(data).into_bytes().into()),
        Reading::Inner => Some(field(data, "data")?.as_bytes().into()),
        Reading::Whole => field(data, "data").map(|_| data.into()),
        Reading::Named => {
            let named = events.own_name().is_none() && field(data, "event").is_some();
            named.then_some(data.into())
        }
        Reading::Event => Some(event(events, data, true, false)),
        Reading::TextEvent => Some(event(events, data, false, false)),
        Reading::NumberedEvent => {
            let number = events.own_id()?.parse::<Number>().is_ok();
            number.then(|| event(events, data, json, true))
        }
    }
}

/// A field of an event that is written as JSON; none where the text is anything else.
fn field<'d>(data: &'d [u8], name: &str) -> Option<&'d str> {
    let text = str::from_utf8(data).ok()?.trim();
    let fields = || members(text);
    let is_event = text.starts_with('{')
        && fields().all(|(name, _)| FIELDS.contains(&&*name))
        && fields().any(|(name, _)| name == FIELDS[0])
        && is_json(data);
    let found = fields().find(|(found, _)| found == name);
    found.filter(|_| is_event).map(|(_, value)| value)
}

/// The event as a JSON object.
fn event(events: &Events, data: &[u8], json: bool, numbered: bool) -> Cow<'static, [u8]> {
    let mut text = br#"{"data":"#.to_vec();
    if json && is_json(data) {
        text.extend_from_slice(data);
    } else {
        text.extend_from_slice(quoted(data).as_bytes());
    }
    let mut push = |name: &str, value: &str| {
        for part in [",\"", name, "\":", value] {
            text.extend_from_slice(part.as_bytes());
        }
    };
    if let Some(name) = events.own_name() {
        push("event", &quoted(name.as_bytes()));
    }
    match events.own_id() {
        Some(id) if numbered => push("id", id),
        Some(id) => push("id", &quoted(id.as_bytes())),
        None => {}
    }
    if let Some(retry) = events.own_retry() {
        push("retry", &retry.to_string());
    }
    text.push(b'}');
    text.into()
}

/// A text as a JSON string.
fn quoted(text: &[u8]) -> String {
    Value::from(String::from_utf8_lossy(text)).to_string()
}
