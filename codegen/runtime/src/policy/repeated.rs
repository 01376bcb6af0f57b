//! Redaction of credentials that a server repeats in its response.
//!
//! In: the request that was sent and what the server says. Out: the same with each credential
//! replaced, so that no error or log shows one. Must not know models.

use std::borrow::Cow;

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

use super::prepared_request::PreparedRequest;
use crate::codec::{Base64, DecodeError};
use crate::params::encode_component;
use crate::redact::{HIDDEN, is_secret};

/// Shorter secrets can be guessed, and occur in many texts by chance.
const SHORTEST: usize = 6;

/// A text with its credentials redacted; `None` if it contains none of the request's.
pub(crate) fn redacted(sent: &PreparedRequest, text: &[u8]) -> Option<String> {
    let secrets = secrets(sent);
    if secrets.is_empty() {
        return None;
    }
    let text = String::from_utf8_lossy(text);
    replaced(&secrets, &text)
}

/// What an error keeps of a body: the same with the credentials of the request redacted.
pub(crate) fn redacted_body<'b>(sent: &PreparedRequest, body: &'b [u8]) -> Cow<'b, [u8]> {
    match redacted(sent, body) {
        Some(text) => text.into_bytes().into(),
        None => body.into(),
    }
}

/// How much of a body that was cut off can be shown: all but the beginning of a credential at its
/// end.
pub(crate) fn without_partial_secret(sent: &PreparedRequest, body: &[u8]) -> usize {
    let torn = secrets(sent).into_iter().filter_map(|secret| {
        let secret = secret.as_bytes();
        (SHORTEST..secret.len())
            .rev()
            .find(|length| body.ends_with(&secret[..*length]))
    });
    body.len() - torn.max().unwrap_or_default()
}

/// The error of a body that can't be read, as it is for the redacted body: so the excerpt that it
/// shows never begins or ends in the middle of a credential.
pub(crate) fn redacted_error<T>(
    sent: &PreparedRequest,
    body: &[u8],
    error: DecodeError,
    read: impl FnOnce(&[u8]) -> Result<T, DecodeError>,
) -> DecodeError {
    let Some(body) = redacted(sent, body) else {
        return error;
    };
    let whole = |_| DecodeError::whole("it repeats a credential, and can't be read", b"");
    read(body.as_bytes()).map_or_else(|error| error, whole)
}

/// Takes the credentials of the request out of headers of its response.
pub(crate) fn redact_headers(sent: &PreparedRequest, headers: &mut HeaderMap) {
    let secrets = secrets(sent);
    for value in headers.values_mut() {
        let text = String::from_utf8_lossy(value.as_bytes());
        if let Some(redacted) = replaced(&secrets, &text) {
            // A value that is not valid for a header any more is replaced as a whole.
            *value = HeaderValue::from_str(&redacted)
                .unwrap_or_else(|_| HeaderValue::from_static(HIDDEN));
        }
    }
}

fn replaced(secrets: &[String], text: &str) -> Option<String> {
    let mut found = secrets.iter().filter(|secret| text.contains(&***secret));
    let first = found.next()?;
    let text = text.replace(&**first, HIDDEN);
    Some(found.fold(text, |text, secret| text.replace(&**secret, HIDDEN)))
}

/// The credentials in the ways in which a server can write them, longer ones first.
fn secrets(sent: &PreparedRequest) -> Vec<String> {
    let mut secrets = Vec::new();
    let mut add = |secret: &str| {
        let decoded = percent_decode_str(secret).decode_utf8_lossy();
        for secret in [secret, &decoded] {
            let json = serde_json::to_string(secret).unwrap_or_default();
            secrets.push(json.trim_matches('"').to_owned());
            secrets.push(encode_component(secret));
            secrets.push(secret.to_owned());
        }
    };
    for (name, value) in &sent.headers {
        // An idempotency key is not a credential.
        let is_key = name.as_str().contains("idempotency");
        if is_key || !(value.is_sensitive() || is_secret(name.as_str())) {
            continue;
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        if *name == COOKIE {
            let pairs = text.split("; ").filter_map(|pair| pair.split_once('='));
            pairs.for_each(|(_, value)| add(value));
            continue;
        }
        add(&text);
        let Some((scheme, credential)) = text.split_once(' ') else {
            continue;
        };
        if *name == AUTHORIZATION {
            add(credential);
        }
        if *name == AUTHORIZATION && scheme == "Basic" {
            let login = Base64::from_text(credential).decode().unwrap_or_default();
            let login = String::from_utf8_lossy(&login);
            let (_, password) = login.split_once(':').unwrap_or_default();
            add(&login);
            add(password);
        }
    }
    let query = sent.uri.query().unwrap_or_default().split('&');
    for (name, value) in query.filter_map(|pair| pair.split_once('=')) {
        let name = percent_decode_str(name).decode_utf8_lossy();
        if sent.redaction.names.hides(&name) {
            add(value);
        }
    }
    sent.redaction.path.iter().for_each(|value| add(value));
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    secrets.dedup();
    secrets
}
