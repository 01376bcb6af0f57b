//! Classifies the data of a stream: an item, an error, or keep-alive data.
//!
//! In: the data of an event, or a line. Out: what it is to the type of the items. An item that the
//! document describes is an item, whatever its event is called; servers also send errors and
//! keep-alive data. Must not know the operation's error.

use std::borrow::Cow;

use super::frames::Frames;
use crate::codec::text;
use crate::codec::{self, DecodeError, FromBody, WeakMembers, is_json, is_open, members, string};
use crate::response::report::ERROR_MEMBERS;
use crate::response::reported::reported;

/// Those of them that items have, too.
const TAGS: &[&str] = &["type", "object", "event"];

/// An event that is called an error.
const CALLED: WeakMembers = WeakMembers {
    optional: ERROR_MEMBERS,
    required: ERROR_MEMBERS,
};

/// An object that contains an error.
const HOLDING: WeakMembers = WeakMembers {
    optional: ERROR_MEMBERS,
    required: TAGS,
};

/// What data is.
pub(super) enum Data<'d, T> {
    Item(T),
    /// The server reports an error.
    Error,
    /// It keeps the connection alive.
    KeepAlive,
    /// It can't be read as an item, and why not.
    Unreadable(Cow<'d, [u8]>, DecodeError),
}

/// What the data that came last is.
pub(super) fn classify<'d, T: FromBody>(frames: &Frames, data: &'d [u8]) -> Data<'d, T> {
    let name = frames.events.own_name().unwrap_or_default();
    let json = str::from_utf8(data).unwrap_or_default();
    let is_error = name.eq_ignore_ascii_case("error");
    // Most items contain no such text, and are not looked at any further.
    let reports = json.contains("\"error") && (reported(json).is_some() || is_tagged(json));
    let is_keep_alive = is_keep_alive(name);
    let is_blank = json.trim().is_empty();
    let is_cut = frames.is_cut() && !is_json(data);
    let mut failed = None;
    for read in frames.readings(data) {
        match codec::decode::<T>(&read) {
            Ok(_) if is_error && !distinguishes_errors::<T>(frames, &read) => return Data::Error,
            Ok(_) if reports && !T::describes(&String::from_utf8_lossy(&read), HOLDING) => {
                return Data::Error;
            }
            Ok(_)
                if is_keep_alive
                    && !T::describes(&String::from_utf8_lossy(&read), WeakMembers::NONE) =>
            {
                return Data::KeepAlive;
            }
            Ok(_) if is_blank && name.is_empty() && !is_text::<T>(frames) => {
                return Data::KeepAlive;
            }
            // What is cut off must not pass for a text.
            Ok(_) if is_cut && !is_text::<T>(frames) => {
                let error = DecodeError::whole("it is cut off", data);
                return Data::Unreadable(data.into(), error);
            }
            Ok(item) => return Data::Item(item),
            Err(error) => failed = failed.or(Some((read, error))),
        }
    }
    if is_error || reports {
        return Data::Error;
    }
    if is_keep_alive || is_blank || says_keep_alive(json.trim()) {
        return Data::KeepAlive;
    }
    let (text, error) =
        failed.unwrap_or_else(|| (data.into(), DecodeError::whole("it can't be read", data)));
    Data::Unreadable(text, error)
}

/// Whether an object calls itself an error.
fn is_tagged(json: &str) -> bool {
    let mut members = members(json.trim());
    members.any(|(name, value)| TAGS.contains(&&*name) && value == "\"error\"")
}

/// Whether the items know events called `error`, rather than events of any name.
fn distinguishes_errors<T: FromBody>(frames: &Frames, read: &[u8]) -> bool {
    let read = String::from_utf8_lossy(read);
    if !read.trim_start().starts_with('{') || !T::describes(&read, CALLED) {
        return false;
    }
    if !frames.has_events() {
        return !is_open::<T>();
    }
    let other = text::with(&read, "/event", "\"\"").unwrap_or_default();
    !T::describes(&other, CALLED)
}

/// Whether data is text to the items, so that any data is one.
fn is_text<T: FromBody>(frames: &Frames) -> bool {
    let other: &[u8] = if frames.has_events() {
        br#"{"data":[]}"#
    } else {
        b"[]"
    };
    codec::decode::<T>(other).is_err()
}

/// Whether an event of that name is there to keep the connection alive.
fn is_keep_alive(name: &str) -> bool {
    let name = name.replace(['-', '_'], "").to_ascii_lowercase();
    matches!(name.as_str(), "ping" | "heartbeat" | "keepalive")
}

/// Whether data says by itself that it is there to keep the connection alive.
fn says_keep_alive(json: &str) -> bool {
    let says = |(name, value): (Cow<'_, str>, &str)| {
        matches!(&*name, "type" | "event") && is_keep_alive(&string(value.as_bytes()))
    };
    json == "null" || is_keep_alive(&string(json.as_bytes())) || members(json).any(says)
}
