//! What a server says of sending a request again, and which of it holds.
//!
//! In: headers and statuses. Out: whether and after how long the rules let a client try again. It
//! knows nothing of how the runtime reads them.

/// A header that names a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) header: &'static str,
    pub(crate) value: &'static str,
    /// The time that it names in seconds, rounded up; none where it names no time.
    pub(crate) seconds: Option<u64>,
}

/// A time that is longer than anybody waits.
const ENDLESS: Option<u64> = Some(u64::MAX);

const SECONDS: &str = "retry-after";
const MILLIS: &str = "retry-after-ms";
const AZURE: &str = "x-ms-retry-after-ms";

/// Waits, mostly silly ones.
pub(crate) const WAITS: &[Wait] = &[
    wait(SECONDS, "0", Some(0)),
    wait(SECONDS, "1", Some(1)),
    wait(SECONDS, "0.25", Some(1)),
    wait(SECONDS, "-1", None),
    wait(SECONDS, "-99999999999999999999", None),
    wait(SECONDS, "soon", None),
    wait(SECONDS, "", None),
    wait(SECONDS, "nan", None),
    wait(SECONDS, "-inf", None),
    wait(SECONDS, "0x10", None),
    wait(SECONDS, "61", Some(61)),
    wait(SECONDS, "100", Some(100)),
    wait(SECONDS, "99999999999999999999", ENDLESS),
    wait(SECONDS, "1e300", ENDLESS),
    wait(SECONDS, "Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
    wait(SECONDS, "Thu, 31 Dec 9998 23:59:59 GMT", ENDLESS),
    // The obsolete forms, which are read all the same (RFC 9110, 5.6.7).
    wait(SECONDS, "Sunday, 06-Nov-94 08:49:37 GMT", Some(0)),
    wait(SECONDS, "Sun Nov  6 08:49:37 1994", Some(0)),
    // There is no such day, so it is not a date.
    wait(SECONDS, "Mon, 31 Dec 9998 23:59:59 GMT", None),
    wait(SECONDS, "Fri, 32 Dec 2100 25:61:61 GMT", None),
    wait(MILLIS, "1000", Some(1)),
    wait(MILLIS, "-5", None),
    wait(MILLIS, "NaN", None),
    wait(MILLIS, "60001", Some(61)),
    wait(MILLIS, "Thu, 31 Dec 9998 23:59:59 GMT", None),
    wait(AZURE, "500", Some(1)),
    wait(AZURE, "soon", None),
    wait(AZURE, "90000", Some(90)),
    wait(AZURE, "1e30", ENDLESS),
];

const fn wait(header: &'static str, value: &'static str, seconds: Option<u64>) -> Wait {
    Wait {
        header,
        value,
        seconds,
    }
}

/// What a server may say in `x-should-retry`.
pub(crate) const SHOULD: &[&str] = &["true", "TRUE", "false", "False", "maybe", ""];

/// Whether a value of that header asks for another attempt, or for none.
pub(crate) fn should_retry(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Whether a response with that status can be another one next time.
pub(crate) fn may_pass(status: u16) -> bool {
    match status {
        408 | 425 | 429 => true,
        // Not implemented, another version of HTTP, a circle, no room, no such extension, no access
        // to the network.
        501 | 505..=508 | 510 | 511 => false,
        status => (500..600).contains(&status),
    }
}
