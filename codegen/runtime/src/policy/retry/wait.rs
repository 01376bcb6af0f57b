//! How long to wait before a request is sent again.
//!
//! In: the headers of a response, or the number of the attempt. Out: a time. Must not know whether
//! it is sent again.

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;

use crate::error::Error;

/// Headers that name the wait, and what one of their units is in seconds. The first that can be
/// read holds.
const HEADERS: [(&str, f64); 3] = [
    ("retry-after-ms", 0.001),
    ("x-ms-retry-after-ms", 0.001),
    ("retry-after", 1.0),
];

/// The obsolete forms of dates that recipients must read all the same (RFC 9110, 5.6.7).
const OBSOLETE_DATES: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// A random part of 0.5 s, 1 s, 2 s, … 8 s: full jitter, so that many clients don't retry at the
/// same moment.
pub(super) fn backoff(attempt: u32, random: f64) -> Duration {
    let doublings = attempt.saturating_sub(1).min(4);
    Duration::from_millis(500 << doublings).mul_f64(random.clamp(0.0, 1.0))
}

/// The time that the server asks for (RFC 9110, 10.2.3). What can't be read asks for none.
pub(super) fn asked_for(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    HEADERS.iter().find_map(|(name, unit)| {
        let mut values = headers.get_all(*name).iter();
        values.find_map(|value| {
            let text = value.to_str().ok()?.trim();
            number(text, *unit).or_else(|| {
                let date = date(text).filter(|_| *name == "retry-after")?;
                // A date that has passed means at once.
                Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
            })
        })
    })
}

impl<E> Error<E> {
    /// How long the server asks to wait before the next request (`Retry-After`, RFC 9110, 10.2.3;
    /// `retry-after-ms`), if it does. Of a date, it is the time that is left now.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        asked_for(self.headers()?, Timestamp::now())
    }
}

/// A number of units, which may have a fraction; what is too large for a duration is as long as can
/// be.
fn number(text: &str, unit: f64) -> Option<Duration> {
    // Names of numbers (`inf`), signs and other bases are none.
    if !text.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    Some(Duration::try_from_secs_f64(number * unit).unwrap_or(Duration::MAX))
}

/// A date of a header, in any of its forms (RFC 9110, 5.6.7).
pub(crate) fn date(text: &str) -> Option<Timestamp> {
    let obsolete = |format| {
        let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
        let date = parsed.to_datetime().ok()?;
        Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    let usual = jiff::fmt::rfc2822::parse(text).map(|date| date.timestamp());
    usual
        .or_else(|_| text.parse())
        .ok()
        .or_else(|| OBSOLETE_DATES.into_iter().find_map(obsolete))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(name: &'static str, value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        asked_for(&headers, "2015-10-21T07:27:50Z".parse().unwrap())
    }

    #[test]
    fn backoff_doubles_up_to_eight_seconds() {
        let longest: Vec<_> = (1..8)
            .map(|attempt| backoff(attempt, 1.0).as_millis())
            .collect();
        assert_eq!(longest, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(backoff(3, 0.0), Duration::ZERO);
    }

    #[test]
    fn waits_that_servers_ask_for() {
        for (value, millis) in [
            ("3", 3000),
            (" 3 ", 3000),
            ("0", 0),
            ("007", 7000),
            ("0.5", 500),
            ("1.", 1000),
            ("Wed, 21 Oct 2015 07:28:00 GMT", 10_000),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", 10_000),
            ("Wed Oct 21 07:28:00 2015", 10_000),
            ("2015-10-21T07:28:00Z", 10_000),
            ("Wed, 21 Oct 2015 07:27:00 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ] {
            let expected = Some(Duration::from_millis(millis));
            assert_eq!(asks("retry-after", value), expected, "{value}");
        }
        for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
            assert_eq!(asks(name, "1500"), Some(Duration::from_millis(1500)));
            assert_eq!(asks(name, "0.5"), Some(Duration::from_micros(500)));
            assert_eq!(asks(name, "Wed, 21 Oct 2015 07:28:00 GMT"), None);
        }
    }

    #[test]
    fn headers_without_a_wait() {
        for silly in [
            "-1", "-0.5", "+5", "nan", "NaN", "inf", "infinity", "soon", "", "0x10", "1 s", "5,6",
            ".",
        ] {
            for (name, _) in HEADERS {
                assert_eq!(asks(name, silly), None, "{name}: {silly}");
            }
        }
        // Not a valid date.
        assert_eq!(asks("retry-after", "Fri, 32 Dec 2100 25:61:61 GMT"), None);
    }

    #[test]
    fn what_is_larger_than_any_duration() {
        for huge in ["1e300", "1e999", "99999999999999999999", &"9".repeat(400)] {
            for (name, _) in HEADERS {
                let asked = asks(name, huge).unwrap();
                assert!(asked > Duration::from_secs(1 << 40), "{name}: {huge}");
            }
        }
    }

    #[test]
    fn the_finest_valid_header_applies() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "9".parse().unwrap());
        headers.insert("x-ms-retry-after-ms", "2500".parse().unwrap());
        headers.insert("retry-after-ms", "-1".parse().unwrap());
        let now = Timestamp::UNIX_EPOCH;
        let asked = asked_for(&headers, now);
        assert_eq!(asked, Some(Duration::from_millis(2500)));
        headers.insert("x-ms-retry-after-ms", "soon".parse().unwrap());
        assert_eq!(asked_for(&headers, now), Some(Duration::from_secs(9)));
        let mut twice = HeaderMap::new();
        twice.append("retry-after", "soon".parse().unwrap());
        twice.append("retry-after", "4".parse().unwrap());
        assert_eq!(asked_for(&twice, now), Some(Duration::from_secs(4)));
    }
}
