//! Whether a failure may pass, by the response alone.
//!
//! In: a status and headers. Out: whether the same request could succeed another time. Must not
//! know settings.

use http::{HeaderMap, StatusCode};

/// The header `x-should-retry`, where it is `true` or `false`.
pub(crate) fn should_retry(headers: &HeaderMap) -> Option<bool> {
    let value = headers.get("x-should-retry")?.to_str().ok()?.trim();
    if value.eq_ignore_ascii_case("true") {
        Some(true)
    } else if value.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Whether a status can be another one next time: 408, 425 (RFC 8470), 429, and those from 500 on,
/// but for the ones that say that the server never does what is asked. A status that nobody has
/// registered counts as 500 (RFC 9110, 15).
pub(crate) fn is_transient(status: StatusCode) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED
        | StatusCode::HTTP_VERSION_NOT_SUPPORTED
        | StatusCode::VARIANT_ALSO_NEGOTIATES
        | StatusCode::INSUFFICIENT_STORAGE
        | StatusCode::LOOP_DETECTED
        | StatusCode::NOT_EXTENDED
        | StatusCode::NETWORK_AUTHENTICATION_REQUIRED => false,
        status => status.is_server_error(),
    }
}

/// Whether the same request could succeed another time, as its response says.
pub(crate) fn is_retryable(status: StatusCode, headers: &HeaderMap) -> bool {
    should_retry(headers).unwrap_or_else(|| is_transient(status))
}
