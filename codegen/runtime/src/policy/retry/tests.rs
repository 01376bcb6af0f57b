//! What follows a failed attempt.

use std::sync::Arc;

use super::*;

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let header = |(name, value): &(&'static str, &'static str)| {
        (
            http::HeaderName::from_static(name),
            http::HeaderValue::from_static(value),
        )
    };
    pairs.iter().map(header).collect()
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap()
}

/// What follows the first attempt of a request that may be sent often enough.
fn first(policy: &Policy, method: &Method, has_key: bool, failed: FailedAttempt<'_>) -> Next {
    let sent = Sent {
        method,
        has_key,
        is_repeatable: true,
        max_retries: 2,
    };
    next(&policy.or(&Policy::default()), sent, 1, failed)
}

fn is_again(next: &Next) -> bool {
    matches!(next, Next::Again { .. })
}

#[test]
fn what_may_be_repeated() {
    let none = HeaderMap::new();
    let again = |method: &Method, key, code| {
        delay(method, key, 1, FailedAttempt::Status(status(code), &none)).is_some()
    };
    for method in [
        Method::GET,
        Method::HEAD,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
    ] {
        for code in [408, 425, 429, 500, 502, 503, 504, 520, 524, 529, 599] {
            assert!(again(&method, false, code), "{method} {code}");
        }
        for code in [
            304, 400, 401, 404, 409, 422, 501, 505, 506, 507, 508, 510, 511,
        ] {
            assert!(!again(&method, true, code), "{method} {code}");
        }
    }
    for method in [Method::POST, Method::PATCH] {
        assert!(again(&method, false, 429) && again(&method, false, 503));
        assert!(!again(&method, false, 500) && !again(&method, false, 408));
        assert!(again(&method, true, 500) && again(&method, true, 408));
        let connect = TransportError::connect("refused");
        assert!(delay(&method, false, 1, FailedAttempt::Transport(&connect)).is_some());
        for lost in [
            TransportError::interrupted("reset"),
            TransportError::timeout("slow"),
        ] {
            assert!(delay(&method, false, 1, FailedAttempt::Transport(&lost)).is_none());
            assert!(delay(&method, true, 1, FailedAttempt::Transport(&lost)).is_some());
        }
    }
}

#[test]
fn why_there_is_no_other_attempt() {
    let none = HeaderMap::new();
    let policy = Policy::default();
    let effective = policy.or(&policy);
    let busy = FailedAttempt::Status(status(503), &none);
    let sent = Sent {
        method: &Method::POST,
        has_key: false,
        is_repeatable: true,
        max_retries: 2,
    };
    assert!(is_again(&next(&effective, sent, 2, busy)));
    let exhausted = NotRetried::Exhausted { max_retries: 2 };
    assert_eq!(next(&effective, sent, 3, busy), Next::Stop(exhausted));
    let once = Sent {
        is_repeatable: false,
        ..sent
    };
    let stop = next(&effective, once, 1, busy);
    assert_eq!(stop, Next::Stop(NotRetried::BodySentOnce));
    let failed = FailedAttempt::Status(status(500), &none);
    let stop = next(&effective, sent, 1, failed);
    assert_eq!(stop, Next::Stop(NotRetried::NotIdempotent));
    let missing = FailedAttempt::Status(status(404), &none);
    assert_eq!(next(&effective, sent, 1, missing), Next::Final);
}

#[test]
fn waits_that_the_server_names() {
    let sixty_one = headers(&[("retry-after", "61")]);
    let failed = FailedAttempt::Status(status(429), &sixty_one);
    let mut policy = Policy::default();
    let secs = Duration::from_secs;
    let too_long = NotRetried::RetryAfter {
        asked: secs(61),
        longest: secs(60),
    };
    let next = first(&policy, &Method::GET, false, failed);
    assert_eq!(next, Next::Stop(too_long));
    policy.max_retry_after = Some(secs(61));
    let free = Next::Again {
        wait: secs(61),
        is_free: true,
    };
    assert_eq!(first(&policy, &Method::GET, false, failed), free);
    // A server that failed didn't refuse.
    let failed = FailedAttempt::Status(status(500), &sixty_one);
    let paid = Next::Again {
        wait: secs(61),
        is_free: false,
    };
    assert_eq!(first(&policy, &Method::GET, false, failed), paid);
    for at_once in ["0", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        let headers = headers(&[("retry-after", at_once)]);
        for (code, is_free) in [(429, true), (503, false)] {
            let failed = FailedAttempt::Status(status(code), &headers);
            let again = Next::Again {
                wait: Duration::ZERO,
                is_free,
            };
            assert_eq!(first(&policy, &Method::GET, false, failed), again);
        }
    }
    let none = HeaderMap::new();
    let unnamed = first(
        &policy,
        &Method::GET,
        false,
        FailedAttempt::Status(status(429), &none),
    );
    assert!(matches!(unnamed, Next::Again { is_free: false, .. }));
}

#[test]
fn the_server_may_decide() {
    let policy = Policy::default();
    for (value, code, expected) in [
        ("true", 400, true),
        ("True", 501, true),
        ("true", 500, true),
        ("false", 503, false),
        ("FALSE", 429, false),
        ("maybe", 503, true),
        ("", 500, false),
    ] {
        let headers = headers(&[("x-should-retry", value)]);
        let failed = FailedAttempt::Status(status(code), &headers);
        let next = first(&policy, &Method::POST, false, failed);
        assert_eq!(is_again(&next), expected, "{value} {code}");
        if value.eq_ignore_ascii_case("false") {
            assert_eq!(next, Next::Stop(NotRetried::ByServer));
        }
    }
}

#[test]
fn the_user_may_decide() {
    let none = HeaderMap::new();
    let mut policy = Policy::default();
    policy.set_statuses([409, 501]).unwrap();
    let again = |policy: &Policy, method: &Method, code| {
        first(
            policy,
            method,
            false,
            FailedAttempt::Status(status(code), &none),
        )
    };
    assert!(is_again(&again(&policy, &Method::GET, 409)));
    assert!(is_again(&again(&policy, &Method::GET, 501)));
    assert_eq!(again(&policy, &Method::GET, 503), Next::Final);
    // What may have had an effect is not repeated by whatever is set.
    let unsafe_post = Next::Stop(NotRetried::NotIdempotent);
    assert_eq!(again(&policy, &Method::POST, 409), unsafe_post);
    for wrong in [200, 99, 1000, 0] {
        assert!(policy.set_statuses([wrong]).is_err(), "{wrong}");
    }

    policy.decide = Some(Arc::new(|attempt: &Attempt<'_>| {
        attempt.status() == Some(StatusCode::NOT_FOUND) && attempt.number() == 1
    }));
    assert!(is_again(&again(&policy, &Method::GET, 404)));
    assert_eq!(again(&policy, &Method::POST, 404), unsafe_post);
    let declined = again(&policy, &Method::GET, 409);
    assert_eq!(declined, Next::Stop(NotRetried::ByCaller));
    assert_eq!(again(&policy, &Method::GET, 400), Next::Final);

    policy.decide = Some(Arc::new(|attempt: &Attempt<'_>| {
        let error = attempt.error().is_some_and(TransportError::is_timeout);
        assert!(attempt.status().is_none() && attempt.headers().is_none());
        error
            && attempt.is_retryable()
            && !attempt.is_idempotent()
            && attempt.method() == Method::POST
    }));
    let slow = TransportError::timeout("slow");
    let next = first(
        &policy,
        &Method::POST,
        false,
        FailedAttempt::Transport(&slow),
    );
    assert_eq!(next, unsafe_post);
}
