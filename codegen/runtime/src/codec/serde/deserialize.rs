//! Reading a value through serde.
//!
//! In: any deserializer. Out: the value that the runtime's own reader decodes from its JSON form.
//! Must not know models.

use serde::de::{Deserializer, Error};

use super::transcode;
use crate::codec::json::reader::Reader;
use crate::codec::model::stack::boxed;
use crate::codec::model::wire::Wire;

/// Reads a value.
///
/// # Errors
///
/// What the format reports, and what reading the value does.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>, T: Wire>(deserializer: D) -> Result<T, D::Error> {
    let text = transcode::to_json(deserializer, &*boxed::<T>())?;
    let mut reader = Reader::new(&text);
    reader.transcoded = true;
    let value = T::read(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|failed| D::Error::custom(failed.place(&text).said()))
}
