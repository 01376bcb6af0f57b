//! Reading a value through serde.
//!
//! In: any deserializer. Out: a value that is read by the runtime's own reader: from the text of the value where the deserializer is
//! `serde_json`'s, or else from what the format gives, as JSON. It is compiled once for
//! each deserializer, not for each model. Must not know models.

use std::any::type_name;
use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use super::place;
use super::reader::Reader;
use super::transcode;
use super::wire::Wire;

/// Reads a value.
///
/// # Errors
///
/// What the format reports, and what reading the value does.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>, T: Wire>(deserializer: D) -> Result<T, D::Error> {
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
    value.map_err(|failed| place::remembered(&failed.place(text)))
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
