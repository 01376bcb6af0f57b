//! Idempotency keys, by which a server recognizes a repeated request.
//!
//! In: a request as it was put together. Out: its headers with the key. Must not know how requests
//! are sent.

use http::Method;
use http::header::{HeaderMap, HeaderValue};

use super::Request;
use crate::body::random;
use crate::error::RequestError;

/// Adds a key to a `POST` if the client has a header for it; returns whether the request has one.
pub(crate) fn complete(request: &Request, headers: &mut HeaderMap) -> Result<bool, RequestError> {
    if request.key_header.is_some() {
        return Ok(true);
    }
    let name = match &request.client.inner.settings.idempotency_header {
        Some(name) if request.method == Method::POST => name,
        _ => return Ok(false),
    };
    // A key that was set as a header or a parameter serves as well.
    if !headers.contains_key(name) {
        headers.insert(name.clone(), random_key()?);
    }
    Ok(true)
}

/// A key that no other call has: a random UUID (RFC 9562, 5.4) from the system's own source, since
/// a key that came up twice would lose a request.
pub(crate) fn random_key() -> Result<HeaderValue, RequestError> {
    let failed = |error: &dyn std::fmt::Display| {
        RequestError::new(format!("no idempotency key could be made: {error}"))
    };
    let key = random::uuid().map_err(|error| failed(&error))?;
    HeaderValue::try_from(key.to_string()).map_err(|error| failed(&error))
}
