//! A call that a test expects: what a request must be to be it.
//!
//! In: a call. Out: whether a request is the same, and if not, what differs. Must not know replies.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::recorded::{Recorded, pairs};
use crate::codec::media_type::essence;
use crate::redact::{RequestRedaction, is_secret};
use crate::request::Request;

/// What a request must be.
#[derive(PartialEq)]
pub(super) struct Expected {
    method: String,
    /// The path as sent; `None` if the call can't be sent.
    path: Option<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Option<Bytes>,
    redaction: RequestRedaction,
}

impl Expected {
    pub(super) fn new(request: &Request) -> Self {
        let uri = match &request.failure {
            None => request.uri(&request.query).ok(),
            Some(_) => None,
        };
        Self {
            method: request.method.to_string(),
            path: uri.as_ref().map(|uri| uri.path().to_owned()),
            query: pairs(uri.as_ref().and_then(http::Uri::query).unwrap_or_default()),
            headers: request.headers.clone(),
            // What is sent part by part can't be compared before it is sent.
            body: request
                .body
                .as_ref()
                .and_then(|body| body.as_bytes().cloned()),
            redaction: request.redaction(),
        }
    }

    /// The same with any body.
    pub(super) fn with_any_body(self) -> Self {
        Self { body: None, ..self }
    }

    /// Whether a request is for the same method and path.
    pub(super) fn is_near(&self, request: &Recorded) -> bool {
        self.method == request.method() && self.path.as_deref() == Some(request.path())
    }

    /// What differs.
    pub(super) fn differs(&self, request: &Recorded) -> Option<String> {
        if !self.is_near(request) {
            return Some("method or path differ".to_owned());
        }
        let mut sent = request.query_pairs();
        for (name, value) in &self.query {
            let found = sent
                .iter()
                .position(|pair| pair.0 == *name && pair.1 == *value);
            if let Some(index) = found {
                sent.remove(index);
                continue;
            }
            let other = sent.iter().find(|pair| pair.0 == *name);
            return Some(match other {
                Some(_) if self.redaction.names.hides(name) => {
                    format!("the query parameter `{name}` differs")
                }
                Some((_, other)) => {
                    format!("the query parameter `{name}` is `{other}`, not `{value}`")
                }
                None => format!("the query parameter `{name}` is missing"),
            });
        }
        let content_type = |headers: &HeaderMap| {
            let value = headers
                .get(CONTENT_TYPE)
                .and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        for (name, value) in self
            .headers
            .iter()
            .filter(|(name, _)| **name != CONTENT_TYPE)
        {
            if request.headers().get(name) != Some(value) {
                let secret = value.is_sensitive() || is_secret(name.as_str());
                let value = value.to_str().unwrap_or("bytes");
                let value = if secret { "expected" } else { value };
                return Some(format!("the header `{name}` is not `{value}`"));
            }
        }
        let body = self.body.as_ref()?;
        let (ours, theirs) = (content_type(&self.headers), content_type(request.headers()));
        let (own, other) = (essence(&ours), essence(&theirs));
        if !own.eq_ignore_ascii_case(other) {
            return Some(format!("the body is `{other}`, not `{own}`"));
        }
        if plain(body, &ours) == plain(request.body(), &theirs) {
            return None;
        }
        let json = |body: &[u8]| serde_json::from_slice::<Value>(body);
        match (json(body), json(request.body())) {
            (Ok(own), Ok(other)) => difference("", &own, &other),
            _ => Some("the body differs".to_owned()),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(path) = &self.path else {
            return write!(formatter, "a `{}` that can't be sent", self.method);
        };
        let path = self.redaction.shown_path(path);
        write!(formatter, "`{} {path}`", self.method)
    }
}

/// A body without the boundary of its parts, which is another one each time.
fn plain(body: &[u8], media_type: &str) -> Vec<u8> {
    let boundary = media_type
        .split("boundary=")
        .nth(1)
        .map(|rest| rest.trim_matches('"'));
    match (boundary, std::str::from_utf8(body)) {
        (Some(boundary), Ok(text)) => text.replace(boundary, "").into_bytes(),
        _ => body.to_vec(),
    }
}

/// The first place where two bodies differ.
fn difference(place: &str, own: &Value, other: &Value) -> Option<String> {
    match (own, other) {
        _ if own == other => None,
        (Value::Object(own), Value::Object(other)) => {
            let mut names = own.keys().chain(other.keys());
            names.find_map(|name| {
                let place = format!("{place}/{name}");
                match (own.get(name), other.get(name)) {
                    (Some(own), Some(other)) => difference(&place, own, other),
                    (None, _) => Some(format!("`{place}` of the body was not expected")),
                    (_, None) => Some(format!("`{place}` of the body is missing")),
                }
            })
        }
        (Value::Array(own), Value::Array(other)) if own.len() == other.len() => own
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(index, (own, other))| difference(&format!("{place}/{index}"), own, other)),
        (Value::Array(own), Value::Array(other)) => Some(format!(
            "`{place}` of the body has {} items, not {}",
            other.len(),
            own.len()
        )),
        _ => Some(format!("`{place}` of the body differs")),
    }
}
