//! What was sent to a test's server.
//!
//! In: a request as a transport gets it. Out: its parts, with a mark in place of each secret unless
//! they are asked for. Must not know replies.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::codec::{DecodeError, Format, FromBody, ResponseBody};
use crate::redact::{HIDDEN, Redaction, RequestRedaction, is_secret};

/// A request that came.
#[derive(Clone)]
pub struct Recorded {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    redaction: RequestRedaction,
}

/// A query in the order in which it was sent, decoded.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Pairs with a mark in place of each value that is a credential of the API, is marked, or a secret
/// by its name.
fn hide(pairs: &str, redaction: &Redaction) -> String {
    let is_secret = |name: &str| redaction.hides(&percent_decode_str(name).decode_utf8_lossy());
    let pairs = pairs.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={HIDDEN}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

impl Recorded {
    pub(super) fn new(parts: http::request::Parts, body: Bytes) -> Self {
        Self {
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body,
            redaction: parts.extensions.get().cloned().unwrap_or_default(),
        }
    }

    /// The same with a mark in place of each header, query parameter, form field and marked path
    /// parameter that is a secret, by the mark that the client puts on credentials or by its name.
    pub(super) fn hidden(mut self) -> Self {
        let mark = HeaderValue::from_static(HIDDEN);
        for (name, value) in &mut self.headers {
            // An idempotency key is not a credential, and tests of retries compare it.
            let shown = name.as_str().contains("idempotency");
            if !shown && (value.is_sensitive() || is_secret(name.as_str())) {
                *value = mark.clone();
            }
        }
        let mut shown = self.redaction.shown_path(self.uri.path());
        if let Some(query) = self.uri.query() {
            shown.push('?');
            shown.push_str(&hide(query, &self.redaction.names));
        }
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = shown.parse().ok();
        self.uri = Uri::from_parts(parts).unwrap_or_default();
        if self.header("content-type") == Some("application/x-www-form-urlencoded") {
            self.body = hide(&String::from_utf8_lossy(&self.body), &self.redaction.names).into();
        }
        self
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.uri.to_string()
    }

    /// The path as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as it was sent.
    #[must_use]
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The names and values of the query, decoded.
    #[must_use]
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        pairs(self.query())
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of one header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as a model: what the server would have read.
    ///
    /// # Errors
    ///
    /// The body isn't JSON, or not a `T`; the error names the place.
    pub fn decode<T: FromBody>(&self) -> Result<T, DecodeError> {
        T::from_body(&ResponseBody::new(
            Format::Json,
            200,
            "application/json",
            &self.body,
        ))
    }

    /// The names and values of a form (`application/x-www-form-urlencoded`), decoded.
    #[must_use]
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// The body as JSON; null where it isn't.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Credentials are left out: sensitive headers, and those in the query.
impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path())
    }
}
