//! What the head of a response says of ranges (RFC 9110, 8.8 and 14).
//!
//! In: headers. Out: the range that the body is, and the validator that identifies the
//! representation. Must not know requests.

use std::time::Duration;

use http::header::{CONTENT_RANGE, DATE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::policy::retry::date;

/// The clock of `Last-Modified` counts whole seconds.
const TICK: Duration = Duration::from_secs(1);

/// A `Content-Range` in bytes (RFC 9110, 14.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// The place of the first byte.
    pub(super) start: u64,
    /// The place after the last byte.
    pub(super) end: u64,
    /// The length of the whole representation, where the server knows it.
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// The range of a response, if it has one that makes sense.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let (range, total) = stated(headers)?;
        let (first, last) = range.split_once('-')?;
        let (start, last) = (number(first)?, number(last)?);
        let end = last.checked_add(1)?;
        let total = match total {
            "*" => None,
            total => Some(number(total)?),
        };
        let makes_sense = start < end && total.is_none_or(|total| end <= total);
        makes_sense.then_some(Self { start, end, total })
    }
}

/// The length of the representation that a `416` states.
pub(super) fn unsatisfied(headers: &HeaderMap) -> Option<u64> {
    let (range, total) = stated(headers)?;
    number(total).filter(|_| range == "*")
}

/// The two parts of a `Content-Range` in bytes.
fn stated(headers: &HeaderMap) -> Option<(&str, &str)> {
    let text = only(headers, &CONTENT_RANGE)?.to_str().ok()?.trim();
    let (unit, rest) = text.split_once(' ')?;
    let (range, total) = rest.split_once('/')?;
    unit.eq_ignore_ascii_case("bytes")
        .then_some((range.trim(), total.trim()))
}

/// Digits and nothing else; Rust's own reading takes a sign as well.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The header that is sent as `If-Range` (RFC 9110, 13.1.5): a strong `ETag`, or where there is
/// none at all a `Last-Modified` so much older than the response that the representation did not
/// change twice in that second (8.8.2.2).
pub(super) fn validator(headers: &HeaderMap) -> Option<(HeaderName, HeaderValue)> {
    if headers.contains_key(ETAG) {
        let tag = only(headers, &ETAG)?;
        let text = tag.as_bytes();
        let is_strong = text.len() > 1 && text.starts_with(b"\"") && text.ends_with(b"\"");
        return is_strong.then(|| (ETAG, tag.clone()));
    }
    let modified = only(headers, &LAST_MODIFIED)?;
    let instant = |value: &HeaderValue| date(value.to_str().ok()?.trim());
    let age = instant(only(headers, &DATE)?)?.duration_since(instant(modified)?);
    let age = Duration::try_from(age).ok()?;
    (age >= TICK).then(|| (LAST_MODIFIED, modified.clone()))
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        let range = |text| ContentRange::of(&headers(&[("content-range", text)]));
        let found = |start, end, total| Some(ContentRange { start, end, total });
        assert_eq!(range("bytes 0-0/1"), found(0, 1, Some(1)));
        assert_eq!(range("Bytes 5-9/*"), found(5, 10, None));
        for none in [
            "bytes 9-5/10",
            "bytes 0-10/10",
            "bytes */10",
            "bytes +0-1/2",
            "bytes 0-1",
            "items 0-1/2",
            "bytes 0-18446744073709551615/*",
            "",
        ] {
            assert_eq!(range(none), None, "{none}");
        }
        let twice = [("content-range", "bytes 0-1/2"); 2];
        assert_eq!(ContentRange::of(&headers(&twice)), None);
        let total = |text| unsatisfied(&headers(&[("content-range", text)]));
        assert_eq!(total("bytes */10"), Some(10));
        assert_eq!(total("bytes 0-1/10"), None);
        assert_eq!(total("bytes */*"), None);
    }

    #[test]
    fn only_strong_validators_are_used() {
        const OLD: (&str, &str) = ("last-modified", "Wed, 21 Oct 2015 07:28:00 GMT");
        let name = |all: &[_]| validator(&headers(all)).map(|(name, _)| name);
        assert_eq!(name(&[("etag", "\"a\"")]), Some(ETAG));
        assert_eq!(name(&[("etag", "\"a\""), OLD]), Some(ETAG));
        let dated = |date| name(&[OLD, ("date", date)]);
        assert_eq!(dated("Wed, 21 Oct 2015 07:28:01 GMT"), Some(LAST_MODIFIED));
        assert_eq!(dated("Wed, 21 Oct 2015 07:28:00 GMT"), None);
        assert_eq!(dated("Wed, 21 Oct 2015 07:27:00 GMT"), None);
        assert_eq!(name(&[OLD]), None);
        let date = ("date", "Thu, 22 Oct 2015 07:28:00 GMT");
        assert_eq!(name(&[OLD, date]), Some(LAST_MODIFIED));
        for tag in ["W/\"a\"", "a", "\"", ""] {
            assert_eq!(name(&[("etag", tag), OLD, date]), None, "{tag}");
        }
        assert_eq!(name(&[("etag", "\"a\""), ("etag", "\"b\"")]), None);
    }
}
