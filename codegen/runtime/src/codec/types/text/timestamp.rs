//! Instants, read leniently and written as they were read.
//!
//! In: text such as `2023-11-07T05:31:56Z`, with a space for `T` or without an offset, which then
//! means UTC. Out: a type around jiff's, which itself insists on an offset. Must not know where the
//! text comes from.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use jiff::civil;
use jiff::tz::Offset;

use super::time::{TimeError, as_text};
use super::written::{self, Parts, Style, Written};

/// An instant (format `date-time`).
///
/// It is [`jiff::Timestamp`] with lenient reading. A value is written as it was read: with its
/// offset or without one, and with the digits of its fraction, the first 27 of them. Values of the
/// same instant are equal, however they are written; without an offset, the instant is that in UTC.
///
/// Every date-time of RFC 3339 can be read, and jiff ends two days before the last of them. A later
/// one, such as the `9999-12-31T23:59:59Z` that means "never", keeps its own [date and
/// time](Self::civil), and can't be converted into jiff's type. The methods that are jiff's own
/// ([`as_second`](jiff::Timestamp::as_second) and others) see [`jiff::Timestamp::MAX`] in its
/// place.
///
/// ```
/// use specwright_runtime::Timestamp;
///
/// let instant: Timestamp = "2023-11-07 05:31:56".parse().unwrap();
/// assert_eq!(instant.to_string(), "2023-11-07 05:31:56");
/// assert_eq!(instant, "2023-11-07T06:31:56+01:00".parse::<Timestamp>().unwrap());
/// assert_eq!(instant.as_second(), 1_699_335_116);
/// assert_eq!(Timestamp::from(*instant).to_string(), "2023-11-07T05:31:56Z");
///
/// let never: Timestamp = "9999-12-31T23:59:59Z".parse().unwrap();
/// assert!(never > instant && never.into_jiff().is_err());
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp {
    instant: jiff::Timestamp,
    civil: civil::DateTime,
    finer: u64,
    offset: Option<Offset>,
    style: Style,
}

impl Timestamp {
    /// The present instant.
    #[must_use]
    pub fn now() -> Self {
        jiff::Timestamp::now().into()
    }

    /// The instant as jiff has it, to the nanosecond.
    ///
    /// # Errors
    ///
    /// An instant after the last one of jiff, [`jiff::Timestamp::MAX`].
    pub fn into_jiff(self) -> Result<jiff::Timestamp, TimeError> {
        if self.beyond() == 0 {
            return Ok(self.instant);
        }
        let offset = self.offset.unwrap_or(Offset::UTC);
        let instant = offset.to_timestamp(self.civil);
        instant.map_err(|error| TimeError::new("instant of jiff", &self.to_string(), &error))
    }

    /// The date and time as they are written, at the [offset](Self::offset) that is written with
    /// them.
    #[must_use]
    pub const fn civil(&self) -> civil::DateTime {
        self.civil
    }

    /// The offset as written, if there is one.
    #[must_use]
    pub const fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// The same instant, written at another offset from UTC; unchanged if its year would be 10000
    /// there.
    #[must_use]
    pub fn at_offset(self, offset: Offset) -> Self {
        let own = self.offset.unwrap_or(Offset::UTC);
        let seconds = offset.seconds() - own.seconds();
        match self
            .civil
            .checked_add(SignedDuration::from_secs(seconds.into()))
        {
            Ok(civil) => Self {
                civil,
                offset: Some(offset),
                ..self
            },
            Err(_) => self,
        }
    }

    fn of(parts: Parts<civil::DateTime>) -> Self {
        let Parts {
            civil,
            finer,
            offset,
            style,
        } = parts;
        let instant = offset.unwrap_or(Offset::UTC).to_timestamp(civil);
        let bound = if civil.year() > 0 {
            jiff::Timestamp::MAX
        } else {
            jiff::Timestamp::MIN
        };
        Self {
            instant: instant.unwrap_or(bound),
            civil,
            finer,
            offset,
            style,
        }
    }

    /// Nanoseconds after the last instant that jiff can represent.
    fn beyond(&self) -> i128 {
        if self.instant != jiff::Timestamp::MAX {
            return 0;
        }
        let offset = self.offset.unwrap_or(Offset::UTC);
        let end = Offset::UTC.to_datetime(jiff::Timestamp::MAX);
        let beyond = self.civil.duration_since(end).as_nanos();
        beyond - i128::from(offset.seconds()) * 1_000_000_000
    }
}

impl Default for Timestamp {
    fn default() -> Self {
        jiff::Timestamp::default().into()
    }
}

impl Deref for Timestamp {
    type Target = jiff::Timestamp;

    fn deref(&self) -> &jiff::Timestamp {
        &self.instant
    }
}

impl From<jiff::Timestamp> for Timestamp {
    /// It is written in UTC.
    fn from(instant: jiff::Timestamp) -> Self {
        Self {
            instant,
            civil: Offset::UTC.to_datetime(instant),
            finer: 0,
            offset: Some(Offset::UTC),
            style: Style::PLAIN,
        }
    }
}

impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = TimeError;

    fn try_from(instant: Timestamp) -> Result<Self, TimeError> {
        instant.into_jiff()
    }
}

impl From<civil::DateTime> for Timestamp {
    /// It is written without an offset.
    fn from(civil: civil::DateTime) -> Self {
        Self::of(Parts {
            civil,
            finer: 0,
            offset: None,
            style: Style::PLAIN,
        })
    }
}

impl From<&jiff::Zoned> for Timestamp {
    fn from(zoned: &jiff::Zoned) -> Self {
        zoned.timestamp().into()
    }
}

impl From<jiff::Zoned> for Timestamp {
    fn from(zoned: jiff::Zoned) -> Self {
        zoned.timestamp().into()
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = jiff::Error;

    fn try_from(time: SystemTime) -> Result<Self, jiff::Error> {
        jiff::Timestamp::try_from(time).map(Self::from)
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = TimeError;

    fn try_from(instant: Timestamp) -> Result<Self, TimeError> {
        let nanos = instant.instant.as_nanosecond() + instant.beyond();
        let distance = nanos.unsigned_abs();
        let time = u64::try_from(distance / 1_000_000_000)
            .ok()
            .and_then(|seconds| {
                let rest = u32::try_from(distance % 1_000_000_000).ok()?;
                let distance = Duration::new(seconds, rest);
                if nanos < 0 {
                    Self::UNIX_EPOCH.checked_sub(distance)
                } else {
                    Self::UNIX_EPOCH.checked_add(distance)
                }
            });
        let found = || TimeError::new("time of this system", &instant.to_string(), "out of range");
        time.ok_or_else(found)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        let instants = self.instant.cmp(&other.instant);
        let instants = instants.then_with(|| self.beyond().cmp(&other.beyond()));
        instants.then(self.finer.cmp(&other.finer))
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl PartialEq<jiff::Timestamp> for Timestamp {
    fn eq(&self, other: &jiff::Timestamp) -> bool {
        *self == Self::from(*other)
    }
}

impl PartialEq<Timestamp> for jiff::Timestamp {
    fn eq(&self, other: &Timestamp) -> bool {
        other == self
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Written::default();
        if text.date(self.civil.date(), self.style).is_none() {
            return fmt::Display::fmt(&self.instant, formatter);
        }
        text.clock(Parts {
            civil: self.civil.time(),
            finer: self.finer,
            offset: self.offset,
            style: self.style,
        });
        formatter.write_str(text.as_str())
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        match written::date_time(text) {
            Some(parts) => Ok(Self::of(parts)),
            None => in_other_forms(text),
        }
    }
}

/// The forms of ISO 8601 that jiff reads. Without an offset it is a civil time; a date alone is not
/// enough.
#[cold]
fn in_other_forms(text: &str) -> Result<Timestamp, TimeError> {
    let error = match text.parse::<jiff::Timestamp>() {
        Ok(instant) => return Ok(instant.into()),
        Err(error) => error,
    };
    match text.parse::<civil::DateTime>() {
        Ok(civil) if text.len() > 10 && !text.contains('[') => Ok(civil.into()),
        _ => Err(TimeError::new("date-time", text, &error)),
    }
}

as_text!(Timestamp, "a date-time");
