//! Times of day, read leniently and written as they were read.
//!
//! In: text such as `10:30:00Z`, without an offset or without seconds. Out: a type around jiff's.
//! Must not know where the text comes from.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use super::written::{self, Parts, Style, Written};
use jiff::civil;
use jiff::tz::Offset;

/// A text that is not an instant or time of day.
#[derive(Clone, PartialEq, Eq)]
pub struct TimeError {
    what: &'static str,
    found: String,
    reason: String,
}

impl TimeError {
    pub(crate) fn new(what: &'static str, found: &str, reason: impl fmt::Display) -> Self {
        // A hostile value may be long, and jiff repeats it.
        let is_long = found.chars().nth(64).is_some();
        Self {
            what,
            found: found.chars().take(64).collect(),
            reason: if is_long {
                "it is too long".to_owned()
            } else {
                reason.to_string()
            },
        }
    }
}

impl fmt::Debug for TimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TimeError({self})")
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            found,
            reason,
        } = self;
        write!(formatter, "`{found}` is no {what}: {reason}")
    }
}

impl std::error::Error for TimeError {}

/// A time of day, with its offset if it has one (format `time`).
///
/// It is written as it was read: `10:30` without seconds and an offset, `10:30:00.500Z` with the
/// digits of its fraction, the first 27 of them.
///
/// ```
/// use specwright_runtime::Time;
///
/// let time: Time = "10:30:00+02:00".parse().unwrap();
/// assert_eq!(time.hour(), 10);
/// assert_eq!(time.to_string(), "10:30:00+02:00");
/// assert_eq!("10:30:00".parse::<Time>().unwrap().offset(), None);
/// ```
#[derive(Clone, Copy)]
pub struct Time {
    clock: civil::Time,
    finer: u64,
    offset: Option<Offset>,
    style: Style,
}

impl Time {
    /// Midnight, without an offset.
    pub(crate) const fn midnight() -> Self {
        Self {
            clock: civil::Time::midnight(),
            finer: 0,
            offset: None,
            style: Style::PLAIN,
        }
    }

    /// A time of day at an offset from UTC.
    #[must_use]
    pub const fn new(time: civil::Time, offset: Offset) -> Self {
        Self {
            clock: time,
            finer: 0,
            offset: Some(offset),
            style: Style::PLAIN,
        }
    }

    /// The offset from UTC; none if it has none.
    #[must_use]
    pub const fn offset(&self) -> Option<Offset> {
        self.offset
    }
}

impl Default for Time {
    fn default() -> Self {
        Self::midnight()
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        (self.clock, self.finer, self.offset) == (other.clock, other.finer, other.offset)
    }
}

impl Eq for Time {}

impl Hash for Time {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.clock, self.offset).hash(state);
    }
}

impl Deref for Time {
    type Target = civil::Time;

    fn deref(&self) -> &civil::Time {
        &self.clock
    }
}

impl From<civil::Time> for Time {
    /// It is written without an offset; use [`Time::new`] to set one.
    fn from(time: civil::Time) -> Self {
        Self {
            clock: time,
            ..Self::midnight()
        }
    }
}

impl From<Time> for civil::Time {
    fn from(time: Time) -> Self {
        time.clock
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Written::default();
        text.clock(Parts {
            civil: self.clock,
            finer: self.finer,
            offset: self.offset,
            style: self.style,
        });
        formatter.write_str(text.as_str())
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        if let Some(parts) = written::time(text) {
            return Ok(Self {
                clock: parts.civil,
                finer: parts.finer,
                offset: parts.offset,
                style: parts.style,
            });
        }
        let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        // jiff reads an offset only beside a date, so one is lent to it.
        let offset = match offset {
            "" => Ok(None),
            "Z" | "z" => Ok(Some(Offset::UTC)),
            offset => format!("2000-01-01T00:00:00{offset}[{offset}]")
                .parse::<jiff::Zoned>()
                .map(|zoned| Some(zoned.offset())),
        };
        let style = Style::PLAIN;
        let clock = clock.parse();
        clock
            .and_then(|clock| {
                let offset = offset?;
                Ok(Self {
                    clock,
                    finer: 0,
                    offset,
                    style,
                })
            })
            .map_err(|error| TimeError::new("time of day", text, &error))
    }
}

/// Lets serde write a type as its text, and read it from that.
macro_rules! as_text {
    ($type:ident, $expected:literal) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Text;

                impl ::serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(
                        &self,
                        formatter: &mut ::std::fmt::Formatter<'_>,
                    ) -> ::std::fmt::Result {
                        formatter.write_str($expected)
                    }

                    fn visit_str<E: ::serde::de::Error>(self, value: &str) -> Result<$type, E> {
                        value.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

pub(crate) use as_text;

as_text!(Time, "a time of day");
