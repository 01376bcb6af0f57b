//! Numbers: those of the standard library, read from JSON numbers, and if the model allows it from
//! texts that contain one.
//!
//! In: the number that is next. Out: its value. An integer is any number without a fraction, `1.0`
//! and `1e3` among them (JSON Schema 2020-12, Validation 6.1.1). Must not know models.

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::Number;

use crate::codec::json::decimal::whole;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::object::Rest;
use crate::codec::model::wire::{View, scalars};

macro_rules! integers {
    ($($type:ty),*) => {
        scalars! {
            $($type: |reader| reader.integer(stringify!($type), |text| text.parse().ok()), 0,
                |value| View::from(*value);)*
        }
    };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

scalars! {
    f32: |reader| reader.float("f32", f32::is_finite), 0.0, |value| View::F32(*value);
    f64: |reader| reader.float("f64", f64::is_finite), 0.0, |value| View::F64(*value);
}

impl<'de> Reader<'de> {
    fn any_number(&mut self, expected: &str) -> Result<Cow<'de, str>, ReadError> {
        if self.is_number() {
            return self.number().map(|(text, _)| Cow::Borrowed(text));
        }
        self.numeric_text(expected)
    }

    fn integer<T>(&mut self, expected: &str, parse: fn(&str) -> Option<T>) -> Result<T, ReadError> {
        if self.is_number() {
            let start = self.at;
            let (text, whole) = self.number()?;
            return match parse(text) {
                Some(value) if whole => Ok(value),
                _ => odd_integer(start, text, expected, parse),
            };
        }
        let start = self.at;
        let text = self.numeric_text(expected)?;
        odd_integer(start, &text, expected, parse)
    }

    fn float<T: FromStr + Copy>(
        &mut self,
        expected: &str,
        is_finite: fn(T) -> bool,
    ) -> Result<T, ReadError> {
        let is_number = self.is_number();
        let start = self.at;
        let text = self.any_number(expected)?;
        match text.parse() {
            Ok(number) if self.transcoded || is_finite(number) => Ok(number),
            _ => Err(out_of_range(start, &text, is_number)),
        }
    }

    /// The number in a text, where numbers may be texts.
    #[cold]
    fn numeric_text(&mut self, expected: &str) -> Result<Cow<'de, str>, ReadError> {
        let start = self.at;
        if self.numeric
            && self.peek() == b'"'
            && let Ok(text) = self.string(expected)
            && is_number(&text)
        {
            return Ok(text);
        }
        self.rewind(start);
        Err(self.unexpected(expected))
    }
}

/// A number that is too large for its type, or for any.
#[cold]
fn out_of_range(start: usize, text: &str, is_number: bool) -> ReadError {
    let message = "number out of range".to_owned();
    if is_number && serde_json::from_str::<Number>(text).is_err() {
        return ReadError::last(start, message);
    }
    ReadError::new(start, message)
}

/// An integer that is not written as the type writes its own.
#[cold]
fn odd_integer<T>(
    start: usize,
    text: &str,
    expected: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, ReadError> {
    let Some(digits) = whole(text) else {
        let message = format!("invalid type: floating point `{text}`, expected {expected}");
        return Err(ReadError::new(start, message));
    };
    parse(&digits).ok_or_else(|| {
        let message = format!("invalid value: integer `{text}`, expected {expected}");
        ReadError::new(start, message)
    })
}

/// Whether a text is a number in JSON, and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    let mut reader = Reader::new(text);
    !text.starts_with([' ', '\n', '\r', '\t']) && reader.number().is_ok() && reader.at == text.len()
}

/// Keeps members whose values are numbers that may be sent as strings.
#[doc(hidden)]
#[derive(Debug)]
pub struct Numeric<'a, T>(pub &'a mut T);

impl<T: Rest> Rest for Numeric<'_, T> {
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.numeric = true;
        let kept = self.0.keep(name, reader);
        reader.numeric = false;
        kept
    }

    fn forget(&mut self) {
        self.0.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Wire;

    #[test]
    fn texts_are_numbers_only_where_that_is_said() {
        let read = |text: &str, numeric| {
            let mut reader = Reader::new(text);
            reader.numeric = numeric;
            (i32::read(&mut reader).ok(), reader.at)
        };
        assert_eq!(read("\"-7\"", true), (Some(-7), 4));
        assert_eq!(read("\"-7\"", false).0, None);
        for text in [
            "\"\"", "\" 7\"", "\"7 \"", "\"07\"", "\"7a\"", "\"0x7\"", "\"7.5\"", "true",
        ] {
            assert_eq!(read(text, true).0, None, "{text}");
        }
        let mut reader = Reader::new("[\"1.5\", 2, \"1e3\"]");
        reader.numeric = true;
        assert_eq!(Vec::<f64>::read(&mut reader).unwrap(), [1.5, 2.0, 1000.0]);
    }
}
