//! Instants, read leniently and written as they were received.
//!
//! In: text such as `2023-11-07T05:31:56Z`, with a space for `T` or without an offset, which then
//! means UTC. Out: a type around jiff's, which itself insists on an offset. Must not know where the
//! text comes from.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::preserved::{Preserved, from_text, to_nanos};
use super::time::{TimeError, Written};

/// An instant (format `date-time`).
///
/// It is [`jiff::Timestamp`] with lenient reading. A value is written as it was received: with its
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
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    instant: jiff::Timestamp,
    /// Nanoseconds after the last instant that jiff can represent.
    beyond: i128,
    /// The text that was received; empty for an instant of jiff, which is written in UTC.
    text: Preserved<LONGEST>,
}

/// The length of the longest text: `9999-12-31T23:59:59.`, 27 digits and `+00:00`.
const LONGEST: usize = 53;

/// The date, the time and the offset that a text states.
type Parts = (civil::DateTime, Option<Offset>);

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
        if self.beyond == 0 {
            return Ok(self.instant);
        }
        let found = self.to_string();
        Err(TimeError::new("instant of jiff", &found, "out of range"))
    }

    /// The date and time as they are written, at the [offset](Self::offset) that is written with
    /// them.
    #[must_use]
    pub fn civil(&self) -> civil::DateTime {
        self.parts().0
    }

    /// The offset as written, if there is one.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.parts().1
    }

    /// The same instant, written at another offset from UTC; unchanged if its year would be 10000
    /// there.
    #[must_use]
    pub fn at_offset(self, offset: Offset) -> Self {
        let (civil, own) = self.parts();
        let seconds = offset.seconds() - own.unwrap_or(Offset::UTC).seconds();
        let Ok(civil) = civil.checked_add(SignedDuration::from_secs(seconds.into())) else {
            return self;
        };
        let offset = Written(offset);
        let text = match self.text.finer() {
            "" => format!("{civil}{offset}"),
            finer => format!("{civil:.9}{finer}{offset}"),
        };
        Self {
            text: Preserved::new(&text),
            ..self
        }
    }

    fn parts(&self) -> Parts {
        let kept = self.text.get().and_then(|text| parts(&to_nanos(text)));
        kept.unwrap_or_else(|| (Offset::UTC.to_datetime(self.instant), Some(Offset::UTC)))
    }
}

/// The parts of a text that need not have an offset. A date alone is not enough, and a time zone
/// without an offset is not looked up.
fn parts(text: &str) -> Option<Parts> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset();
    let has_zone = offset.is_none() && pieces.time_zone_annotation().is_some();
    let time = pieces.time().filter(|_| !has_zone)?;
    Some((pieces.date().to_datetime(time), offset))
}

/// The instant of such parts, or the nearest one of jiff and the nanoseconds after it.
fn instant((civil, offset): Parts) -> (jiff::Timestamp, i128) {
    let offset = offset.unwrap_or(Offset::UTC);
    let end = jiff::Timestamp::MAX;
    match offset.to_timestamp(civil) {
        Ok(instant) => (instant, 0),
        Err(_) if civil.year() <= 0 => (jiff::Timestamp::MIN, 0),
        Err(_) => {
            let beyond = civil.duration_since(offset.to_datetime(end));
            (end, beyond.as_nanos())
        }
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
            ..Self::default()
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
        let (instant, beyond) = instant((civil, None));
        Self {
            instant,
            beyond,
            text: Preserved::new(&civil.to_string()),
        }
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
        let nanos = instant.instant.as_nanosecond() + instant.beyond;
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
        let found = || TimeError::new("system time", &instant.to_string(), "out of range");
        time.ok_or_else(found)
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
        match self.text.get() {
            Some(text) => formatter.write_str(text),
            None => self.instant.fmt(formatter),
        }
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let short = to_nanos(text);
        let read = short.parse().map(|instant| (instant, 0));
        let read = read.or_else(|error: jiff::Error| {
            let found = parts(&short).map(instant);
            found.ok_or_else(|| TimeError::new("date-time", text, &error))
        });
        read.map(|(instant, beyond)| Self {
            instant,
            beyond,
            text: Preserved::new(text),
        })
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text("a date-time", deserializer)
    }
}
