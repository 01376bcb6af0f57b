//! UUIDs, written as they were received.
//!
//! In: text in any form that the crate `uuid` reads. Out: a type around its own, which keeps
//! capitals, braces and the like. Must not know the source of the text.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::preserved::{Preserved, from_text};

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
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid {
    value: uuid::Uuid,
    /// The text that was received; empty for the usual form.
    text: Preserved<LONGEST>,
}

/// The length of the longest text: `urn:uuid:` and the usual form.
const LONGEST: usize = uuid::fmt::Urn::LENGTH;

impl Uuid {
    /// A UUID that is written in lower case.
    #[must_use]
    pub const fn new(value: uuid::Uuid) -> Self {
        Self {
            value,
            text: Preserved::EMPTY,
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

    /// Passes the text to `take`.
    pub(crate) fn written<T>(&self, take: impl FnOnce(&str) -> T) -> T {
        let mut buffer = uuid::Uuid::encode_buffer();
        take(match self.text.get() {
            Some(text) => text,
            None => self.value.hyphenated().encode_lower(&mut buffer),
        })
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
        let mut usual = uuid::Uuid::encode_buffer();
        let is_usual = text == value.hyphenated().encode_lower(&mut usual);
        Ok(Self {
            value,
            text: if is_usual {
                Preserved::EMPTY
            } else {
                Preserved::new(text)
            },
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
    fn every_form_is_written_as_received() {
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
