//! UUIDs, written as they were received.
//!
//! In: text in any form that the crate `uuid` reads. Out: a type around its own, which keeps
//! capitals, braces and the like. Must not know where the text comes from.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::preserved::from_text;

/// A UUID (format `uuid`).
///
/// It is [`uuid::Uuid`], and converts from and to it. A value is written as it was
/// received, in capitals or not; one that is made from a `uuid::Uuid` is written in lower case with
/// hyphens. Values of the same 128 bits are equal.
///
/// ```
/// use specwright_runtime::Uuid;
///
/// let id: Uuid = "3C90C3CC-0D44-4B50-8888-8DD25736052A".parse().unwrap();
/// assert_eq!(id.to_string(), "3C90C3CC-0D44-4B50-8888-8DD25736052A");
/// assert_eq!(id, Uuid::from_u128(0x3c90_c3cc_0d44_4b50_8888_8dd2_5736_052a));
/// assert_eq!(id.get_version_num(), 4);
/// ```
#[derive(Clone, Copy, Default)]
pub struct Uuid {
    value: uuid::Uuid,
    /// By digit, from the left: whether it is a capital.
    capitals: u32,
    form: Form,
}

/// What surrounds the digits.
#[derive(Clone, Copy, Default, PartialEq)]
enum Form {
    #[default]
    Hyphenated,
    Simple,
    Braced,
    Urn,
}

/// The length of the usual form.
const USUAL: usize = uuid::fmt::Hyphenated::LENGTH;

impl Uuid {
    /// A UUID that is written in lower case.
    #[must_use]
    pub const fn new(value: uuid::Uuid) -> Self {
        Self {
            value,
            capitals: 0,
            form: Form::Hyphenated,
        }
    }

    /// The UUID whose bits are all zero.
    #[must_use]
    pub const fn nil() -> Self {
        Self::new(uuid::Uuid::nil())
    }

    /// The UUID of these bits.
    #[must_use]
    pub const fn from_u128(bits: u128) -> Self {
        Self::new(uuid::Uuid::from_u128(bits))
    }

    /// The UUID of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self::new(uuid::Uuid::from_bytes(bytes))
    }

    /// Reads a UUID; the same as [`str::parse`].
    ///
    /// # Errors
    ///
    /// A text that is not a UUID.
    pub fn parse_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse()
    }

    /// The UUID as the crate `uuid` has it.
    #[must_use]
    pub const fn into_inner(self) -> uuid::Uuid {
        self.value
    }

    /// Gives the text to `take`.
    pub(crate) fn written<T>(&self, take: impl FnOnce(&str) -> T) -> T {
        let mut buffer = uuid::Uuid::encode_buffer();
        let text: &mut str = match self.form {
            Form::Hyphenated => self.value.hyphenated().encode_lower(&mut buffer),
            Form::Simple => self.value.simple().encode_lower(&mut buffer),
            Form::Braced => self.value.braced().encode_lower(&mut buffer),
            Form::Urn => self.value.urn().encode_lower(&mut buffer),
        };
        if self.capitals == 0 {
            return take(text);
        }
        let mut text = text.to_owned();
        let start = prefix(self.form).len();
        let mut capitals = self.capitals;
        for at in start..text.len() {
            let digit = text.get_mut(at..=at);
            if let Some(digit) = digit.filter(|digit| *digit != "-") {
                if capitals & 1 == 1 {
                    digit.make_ascii_uppercase();
                }
                capitals >>= 1;
            }
        }
        take(&text)
    }
}

fn prefix(form: Form) -> &'static str {
    match form {
        Form::Hyphenated | Form::Simple => "",
        Form::Braced => "{",
        Form::Urn => "urn:uuid:",
    }
}

impl Deref for Uuid {
    type Target = uuid::Uuid;

    fn deref(&self) -> &uuid::Uuid {
        &self.value
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(value: uuid::Uuid) -> Self {
        Self::new(value)
    }
}

impl From<Uuid> for uuid::Uuid {
    fn from(uuid: Uuid) -> Self {
        uuid.value
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Uuid {}

impl PartialEq<uuid::Uuid> for Uuid {
    fn eq(&self, other: &uuid::Uuid) -> bool {
        self.value == *other
    }
}

impl PartialEq<Uuid> for uuid::Uuid {
    fn eq(&self, other: &Uuid) -> bool {
        *self == other.value
    }
}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written(|text| formatter.write_str(text))
    }
}

impl FromStr for Uuid {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        let value = uuid::Uuid::try_parse(text).or_else(|_| text.parse())?;
        if text.len() == USUAL && !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Ok(Self::new(value));
        }
        let form = match text.len() {
            USUAL => Form::Hyphenated,
            _ if text.starts_with('{') => Form::Braced,
            _ if text.starts_with('u') => Form::Urn,
            _ => Form::Simple,
        };
        let digits = text.get(prefix(form).len()..).unwrap_or_default();
        let digits = digits.bytes().filter(u8::is_ascii_hexdigit).take(32);
        let capitals = digits.enumerate().fold(0, |capitals, (at, digit)| {
            capitals | u32::from(digit.is_ascii_uppercase()) << at
        });
        Ok(Self {
            value,
            capitals,
            form,
        })
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.written(|text| serializer.serialize_str(text))
        } else {
            self.value.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            from_text("a formatted UUID string", deserializer)
        } else {
            uuid::Uuid::deserialize(deserializer).map(Self::new)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_comes_back() {
        for text in [
            "bea026fa-a628-3eef-75ff-04178bbcaa44",
            "BEA026FA-A628-3EEF-75FF-04178BBCAA44",
            "BEA026Fa-a628-3EEF-75Ff-04178bbCaa44",
            "BEA026Faa6283EEF75Ff04178bbCaa44",
            "{bea026fa-a628-3eef-75ff-04178bbcaA44}",
            "urn:uuid:bea026fa-a628-3EEF-75ff-04178bbcaa4F",
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(text.parse::<Uuid>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn values_are_equal_in_any_form() {
        let parse = |text: &str| text.parse::<Uuid>().unwrap();
        let one = parse("bea026fa-a628-3eef-75ff-04178bbcaa44");
        assert_eq!(one, parse("{BEA026FA-A628-3EEF-75FF-04178BBCAA44}"));
        assert_ne!(one, parse("bea026fa-a628-3eef-75ff-04178bbcaa45"));
        assert!("bea026fa".parse::<Uuid>().is_err());
    }
}
