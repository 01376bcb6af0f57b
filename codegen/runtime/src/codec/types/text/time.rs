//! Times of day, read leniently and written as they were received.
//!
//! In: text such as `10:30:00Z`, without an offset or without seconds. Out: a type around jiff's.
//! Must not know the source of the text.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::preserved::{Preserved, from_text, to_nanos};

/// A text that is not an instant or time of day.
#[derive(Clone, PartialEq, Eq)]
pub struct TimeError {
    what: &'static str,
    found: String,
    reason: String,
}

impl TimeError {
    pub(crate) fn new(what: &'static str, found: &str, reason: impl fmt::Display) -> Self {
        // A value may be long, and jiff repeats it.
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
        write!(formatter, "`{found}` is not a valid {what}: {reason}")
    }
}

impl std::error::Error for TimeError {}

/// A time of day, with its offset if it has one (format `time`).
///
/// It is written as it was received: `10:30` without seconds and an offset, `10:30:00.500Z` with
/// the digits of its fraction, the first 27 of them.
///
/// ```
/// use specwright_runtime::Time;
///
/// let time: Time = "10:30:00+02:00".parse().unwrap();
/// assert_eq!(time.hour(), 10);
/// assert_eq!(time.to_string(), "10:30:00+02:00");
/// assert_eq!("10:30:00".parse::<Time>().unwrap().offset(), None);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Time {
    clock: civil::Time,
    offset: Option<Offset>,
    text: Preserved<LONGEST>,
}

/// The length of the longest text: `23:59:59.`, 27 digits and `+00:00`.
const LONGEST: usize = 42;

impl Time {
    const fn of(clock: civil::Time, offset: Option<Offset>) -> Self {
        Self {
            clock,
            offset,
            text: Preserved::EMPTY,
        }
    }

    /// Midnight, without an offset.
    pub(crate) const fn midnight() -> Self {
        Self::of(civil::Time::midnight(), None)
    }

    /// Creates a time of day at an offset from UTC.
    #[must_use]
    pub const fn new(time: civil::Time, offset: Offset) -> Self {
        Self::of(time, Some(offset))
    }

    /// The offset from UTC; `None` if it has none.
    #[must_use]
    pub const fn offset(&self) -> Option<Offset> {
        self.offset
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
        Self::of(time, None)
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
        match (self.text.get(), self.offset) {
            (Some(text), _) => formatter.write_str(text),
            (None, None) => self.clock.fmt(formatter),
            (None, Some(offset)) => write!(formatter, "{}{}", self.clock, Written(offset)),
        }
    }
}

/// An offset as RFC 3339 writes it.
pub(super) struct Written(pub(super) Offset);

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.seconds();
        if seconds == 0 {
            return formatter.write_str("Z");
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        // jiff reads an offset only after a date.
        let dated = format!("2000-01-01T{}", to_nanos(text));
        let invalid = |reason: &dyn fmt::Display| TimeError::new("time of day", text, reason);
        let pieces = Pieces::parse(&dated).map_err(|error| invalid(&error))?;
        let clock = pieces.time().ok_or_else(|| invalid(&"it is empty"))?;
        Ok(Self {
            clock,
            offset: pieces.to_numeric_offset(),
            text: Preserved::new(text),
        })
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text("a time of day", deserializer)
    }
}
