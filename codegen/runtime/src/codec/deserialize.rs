//! Reading a value through serde.
//!
//! In: any deserializer. Out: a value that is read by the runtime's own reader: from the same text where the deserializer is
//! [`Entry`], from the text of the value where it is `serde_json`'s, or else from what the format gives, as JSON. It is compiled once for
//! each deserializer, not for each model. Must not know models.

use std::any::type_name;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::value::RawValue;

use super::entry::Entry;
use super::failed::Failed;
use super::known::Beside;
use super::place;
use super::reader::Reader;
use super::transcode;
use super::wire::Wire;

/// The name under which [`Entry`] gives its reader away.
pub(super) const OWN: &str = "$specwright::Reader";

thread_local! {
    /// The place of the reader that [`Entry`] gives away, and then what became of it.
    static STATE: RefCell<State> = const { RefCell::new(State::start()) };
}

/// What a reader is besides its text.
#[derive(Debug)]
struct State {
    at: usize,
    depth: usize,
    read_again: usize,
    strict: Option<Beside>,
    failed: Option<Failed>,
}

impl State {
    const fn start() -> Self {
        Self {
            at: 0,
            depth: 0,
            read_again: 0,
            strict: None,
            failed: None,
        }
    }
}

/// Reads a value.
///
/// # Errors
///
/// What the format reports, and what reading the value does.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>, T: Wire>(deserializer: D) -> Result<T, D::Error> {
    if type_name::<D>() == type_name::<Entry<'_, '_>>() {
        return deserializer.deserialize_newtype_struct(OWN, Own(PhantomData));
    }
    if is_serde_json::<D>() {
        let text = text_of(deserializer)?;
        return read(Reader::new(&text)).map_err(D::Error::custom);
    }
    let text = transcode::to_json(deserializer, &T::blank(), type_name::<T>())?;
    let mut reader = Reader::new(&text);
    reader.transcoded = true;
    read(reader).map_err(D::Error::custom)
}

/// Reads a whole text.
fn read<T: Wire>(mut reader: Reader<'_>) -> Result<T, String> {
    let text = reader.text;
    let value = T::read(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|failed| place::remembered(text.as_bytes(), &failed.place(text)))
}

/// Whether `D` reads a JSON text, so that the value can be had as its text.
fn is_serde_json<D>() -> bool {
    type_name::<D>().starts_with("&mut serde_json::de::Deserializer<")
}

/// The text of the next value.
fn text_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let name = type_name::<D>();
    if name.starts_with("&mut serde_json::de::Deserializer<serde_json::read::S") {
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        return Ok(Cow::Borrowed(raw.get()));
    }
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(Cow::Owned(Box::<str>::from(raw).into_string()))
}

/// Gives a reader away and takes it back.
pub(super) fn lend<'de, V: Visitor<'de>>(
    reader: &mut Reader<'de>,
    visitor: V,
) -> Result<V::Value, Failed> {
    let before = STATE.replace(State {
        at: reader.at,
        depth: reader.depth,
        read_again: reader.read_again,
        strict: reader.strict,
        failed: None,
    });
    let read: Result<_, Failed> = visitor.visit_borrowed_str(reader.text);
    let after = STATE.replace(before);
    (reader.at, reader.read_again) = (after.at, after.read_again);
    read.map_err(|error| after.failed.unwrap_or(error))
}

/// Reads a value with the reader that [`Entry`] gives away.
struct Own<T>(PhantomData<fn() -> T>);

impl<'de, T: Wire> Visitor<'de> for Own<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a reader")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<T, E> {
        let mut reader = Reader::new(text);
        STATE.with_borrow(|state| {
            (reader.at, reader.depth) = (state.at, state.depth);
            reader.read_again = state.read_again;
            reader.strict = state.strict;
        });
        let read = T::read(&mut reader);
        STATE.with_borrow_mut(|state| {
            (state.at, state.read_again) = (reader.at, reader.read_again);
            read.map_err(|failed| {
                state.failed = Some(failed);
                E::custom("")
            })
        })
    }
}
