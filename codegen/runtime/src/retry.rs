//! Whether and when a request is sent again.
//!
//! In: how an attempt ended. Out: the time to wait, or nothing. A request that may have had an
//! effect is only repeated when that does no harm. Must not know how requests are sent.

mod budget;

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

pub(crate) use self::budget::Budget;
use crate::send::Answer;
use crate::transport::TransportError;

/// The longest wait that a server may ask for; beyond it the error is given back.
const LONGEST: Duration = Duration::from_secs(60);

/// How an attempt failed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failed<'a> {
    /// With an answer.
    Status(StatusCode, &'a HeaderMap),
    /// With an answer to a request that a redirect led to after the server had acted.
    Moved(StatusCode, &'a HeaderMap),
    /// Without one.
    Transport(&'a TransportError),
}

impl<'a> Failed<'a> {
    /// How an attempt failed that has an answer.
    pub(crate) fn of(answer: &'a Answer) -> Self {
        if answer.moved {
            Self::Moved(answer.status, &answer.headers)
        } else {
            Self::Status(answer.status, &answer.headers)
        }
    }
}

/// Whether a status can be another one next time.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
    ) || status.is_server_error()
}

/// The time to wait before the next attempt, or nothing if there is to be none.
///
/// `attempt` counts the attempts made, from one; `repeatable` says that the request carries an
/// idempotency key.
pub(crate) fn delay(
    method: &Method,
    repeatable: bool,
    attempt: u32,
    failed: Failed<'_>,
) -> Option<Duration> {
    let harmless = repeatable
        || matches!(
            *method,
            Method::GET
                | Method::HEAD
                | Method::OPTIONS
                | Method::PUT
                | Method::DELETE
                | Method::TRACE
        );
    match failed {
        Failed::Transport(error) => {
            let unseen = error.is_connect() || error.is_refused();
            let again = unseen || (harmless && error.is_transient());
            again.then(|| backoff(attempt, fastrand::f64()))
        }
        Failed::Status(status, headers) | Failed::Moved(status, headers) => {
            // With these two the server says that it didn't act.
            let refused = matches!(failed, Failed::Status(..))
                && matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
                );
            if !is_transient(status) || !(harmless || refused) {
                return None;
            }
            match asked_for(headers, jiff::Timestamp::now()) {
                Some(delay) => (delay <= LONGEST).then_some(delay),
                None => Some(backoff(attempt, fastrand::f64())),
            }
        }
    }
}

/// A random part of 0.5 s, 1 s, 2 s, … 8 s: full jitter, so that many clients don't come back at
/// the same moment.
fn backoff(attempt: u32, random: f64) -> Duration {
    let doublings = attempt.saturating_sub(1).min(4);
    Duration::from_millis(500 << doublings).mul_f64(random.clamp(0.0, 1.0))
}

/// The time that the server asked for.
fn asked_for(headers: &HeaderMap, now: jiff::Timestamp) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let millis = text("retry-after-ms").and_then(|text| seconds(text, 0.001));
    millis.or_else(|| {
        let text = text("retry-after")?;
        seconds(text, 1.0).or_else(|| {
            let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
            // A date that has passed means at once.
            Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
        })
    })
}

/// A number of seconds or parts of them; what is too large for a duration is as long as can be.
fn seconds(text: &str, unit: f64) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    Some(Duration::try_from_secs_f64(number * unit).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    http::HeaderValue::from_static(value),
                )
            })
            .collect()
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
    fn delays_that_servers_ask_for() {
        let now = "2015-10-21T07:27:50Z".parse().unwrap();
        let ask = |pairs: &[_]| asked_for(&headers(pairs), now);
        let secs = Duration::from_secs;
        assert_eq!(ask(&[("retry-after", "3")]), Some(secs(3)));
        assert_eq!(
            ask(&[("retry-after", "0.5")]),
            Some(Duration::from_millis(500))
        );
        assert_eq!(
            ask(&[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")]),
            Some(secs(10))
        );
        assert_eq!(
            ask(&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT")]),
            Some(secs(0))
        );
        let both = [("retry-after", "9"), ("retry-after-ms", "1500")];
        assert_eq!(ask(&both), Some(Duration::from_millis(1500)));
        for silly in ["-1", "nan", "inf", "soon", ""] {
            let mut map = HeaderMap::new();
            map.insert("retry-after", silly.parse().unwrap());
            assert_eq!(asked_for(&map, now), None, "{silly}");
        }
        assert_eq!(ask(&[("retry-after", "1e300")]), Some(Duration::MAX));
    }

    #[test]
    fn what_may_be_repeated() {
        let none = HeaderMap::new();
        let again = |method: &Method, key, status| {
            let status = StatusCode::from_u16(status).unwrap();
            delay(method, key, 1, Failed::Status(status, &none)).is_some()
        };
        for method in [
            Method::GET,
            Method::HEAD,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
        ] {
            for status in [408, 429, 500, 502, 503, 504] {
                assert!(again(&method, false, status), "{method} {status}");
            }
            for status in [400, 401, 404, 409, 422] {
                assert!(!again(&method, true, status), "{method} {status}");
            }
        }
        for method in [Method::POST, Method::PATCH] {
            assert!(again(&method, false, 429) && again(&method, false, 503));
            assert!(!again(&method, false, 500) && !again(&method, false, 408));
            assert!(again(&method, true, 500) && again(&method, true, 408));
            let connect = TransportError::connect("refused");
            assert!(delay(&method, false, 1, Failed::Transport(&connect)).is_some());
            let broken = TransportError::interrupted("reset");
            assert!(delay(&method, false, 1, Failed::Transport(&broken)).is_none());
            assert!(delay(&method, true, 1, Failed::Transport(&broken)).is_some());
            let moved = Failed::Moved(StatusCode::SERVICE_UNAVAILABLE, &none);
            assert!(delay(&method, false, 1, moved).is_none());
            assert!(delay(&method, true, 1, moved).is_some());
        }
        let long = headers(&[("retry-after", "61")]);
        let failed = Failed::Status(StatusCode::TOO_MANY_REQUESTS, &long);
        assert_eq!(delay(&Method::GET, false, 1, failed), None);
    }
}
