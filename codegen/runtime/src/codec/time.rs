//! Instants and times of day, read leniently and written as RFC 3339.
//!
//! In: text such as `2023-11-07T05:31:56Z`, with a space for `T` or without an offset, which then
//! means UTC. Out: thin types over jiff's, which itself insists on an offset. Must not know where
//! the text stands.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// A text that is no instant or time of day.
#[derive(Clone, PartialEq, Eq)]
pub struct TimeError {
    what: &'static str,
    found: String,
    reason: String,
}

impl TimeError {
    fn new(what: &'static str, found: &str, reason: &jiff::Error) -> Self {
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

/// An instant (format `date-time`), to the nanosecond.
///
/// It is [`jiff::Timestamp`] with lenient reading, and converts from and to it.
///
/// ```
/// use specwright_runtime::Timestamp;
///
/// let instant: Timestamp = "2023-11-07 05:31:56".parse().unwrap();
/// assert_eq!(instant.to_string(), "2023-11-07T05:31:56Z");
/// assert_eq!(instant, "2023-11-07T06:31:56+01:00".parse::<Timestamp>().unwrap());
/// assert_eq!(instant.as_second(), 1_699_335_116);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The present instant.
    #[must_use]
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The instant as jiff has it.
    #[must_use]
    pub const fn into_jiff(self) -> jiff::Timestamp {
        self.0
    }
}

impl Deref for Timestamp {
    type Target = jiff::Timestamp;

    fn deref(&self) -> &jiff::Timestamp {
        &self.0
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant)
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(instant: Timestamp) -> Self {
        instant.0
    }
}

impl From<&jiff::Zoned> for Timestamp {
    fn from(zoned: &jiff::Zoned) -> Self {
        Self(zoned.timestamp())
    }
}

impl From<jiff::Zoned> for Timestamp {
    fn from(zoned: jiff::Zoned) -> Self {
        Self(zoned.timestamp())
    }
}

impl TryFrom<std::time::SystemTime> for Timestamp {
    type Error = jiff::Error;

    fn try_from(time: std::time::SystemTime) -> Result<Self, jiff::Error> {
        jiff::Timestamp::try_from(time).map(Self)
    }
}

impl From<Timestamp> for std::time::SystemTime {
    fn from(instant: Timestamp) -> Self {
        instant.0.into()
    }
}

impl PartialEq<jiff::Timestamp> for Timestamp {
    fn eq(&self, other: &jiff::Timestamp) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Timestamp> for jiff::Timestamp {
    fn eq(&self, other: &Timestamp) -> bool {
        *self == other.0
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        match text.parse::<jiff::Timestamp>() {
            Ok(instant) => Ok(Self(instant)),
            Err(error) => without_offset(text, error),
        }
    }
}

/// Without an offset it is a civil time, which is taken to be UTC; a date alone is none.
#[cold]
fn without_offset(text: &str, error: jiff::Error) -> Result<Timestamp, TimeError> {
    let read = match text.parse::<civil::DateTime>() {
        Ok(civil) if text.len() > 10 && !text.contains('[') => TimeZone::UTC.to_timestamp(civil),
        _ => Err(error),
    };
    match read {
        Ok(instant) => Ok(Timestamp(instant)),
        Err(error) => Err(TimeError::new("date-time", text, &error)),
    }
}

/// A time of day with its offset (format `time`); a missing offset means UTC.
///
/// ```
/// use specwright_runtime::Time;
///
/// let time: Time = "10:30:00+02:00".parse().unwrap();
/// assert_eq!(time.hour(), 10);
/// assert_eq!(time.to_string(), "10:30:00+02:00");
/// assert_eq!("10:30".parse::<Time>().unwrap().to_string(), "10:30:00Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    time: civil::Time,
    offset: Offset,
}

impl Time {
    /// Midnight in UTC.
    pub(super) const fn midnight() -> Self {
        Self {
            time: civil::Time::midnight(),
            offset: Offset::UTC,
        }
    }

    /// A time of day at an offset from UTC.
    #[must_use]
    pub const fn new(time: civil::Time, offset: Offset) -> Self {
        Self { time, offset }
    }

    /// The offset from UTC.
    #[must_use]
    pub const fn offset(&self) -> Offset {
        self.offset
    }
}

impl Default for Time {
    fn default() -> Self {
        civil::Time::midnight().into()
    }
}

impl Deref for Time {
    type Target = civil::Time;

    fn deref(&self) -> &civil::Time {
        &self.time
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self::new(time, Offset::UTC)
    }
}

impl From<Time> for civil::Time {
    fn from(time: Time) -> Self {
        time.time
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.offset.seconds();
        if seconds == 0 {
            return write!(formatter, "{}Z", self.time);
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        let (hours, minutes) = (minutes / 60, minutes % 60);
        write!(formatter, "{}{sign}{hours:02}:{minutes:02}", self.time)
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
            Some(at) => text.split_at(at),
            None => (text, "Z"),
        };
        // jiff reads an offset only beside a date, so one is lent to it.
        let offset = match offset {
            "Z" | "z" => Ok(Offset::UTC),
            offset => format!("2000-01-01T00:00:00{offset}[{offset}]")
                .parse::<jiff::Zoned>()
                .map(|zoned| zoned.offset()),
        };
        offset
            .and_then(|offset| Ok(Self::new(clock.parse()?, offset)))
            .map_err(|error| TimeError::new("time of day", text, &error))
    }
}

macro_rules! as_text {
    ($type:ident, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str($expected)
                    }

                    fn visit_str<E: Error>(self, value: &str) -> Result<$type, E> {
                        value.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

as_text!(Timestamp, "a date-time");
as_text!(Time, "a time of day");
