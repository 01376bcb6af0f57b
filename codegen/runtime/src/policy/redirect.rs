//! Following redirects without giving secrets away.
//!
//! In: what was sent and the answer. Out: what is sent next, if anything. To another host, port or
//! scheme nothing goes but what every client sends: no credentials, no cookies, no headers of the
//! user, no body. Must not know operations.

use http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT,
};
use http::uri::Scheme;
use http::{Method, StatusCode, Uri};

use super::prepared::Hop;
use crate::transport::TransportError;
use crate::transport::address::{is_same_origin, origin, resolve};

/// How many redirects are followed.
pub(crate) const LIMIT: usize = 10;

/// What is sent next, if the answer is a redirect.
pub(crate) fn next(
    hop: &Hop,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<Hop>, TransportError> {
    if !is_followed(status, &hop.method) {
        return Ok(None);
    }
    let Some(location) = headers.get(LOCATION) else {
        return Ok(None);
    };
    let location = location
        .to_str()
        .map_err(|_| TransportError::redirect("its address is not text"))?;
    let uri = resolve(&hop.uri, location)
        .ok_or_else(|| TransportError::redirect("its address is not a web address"))?;
    if hop.uri.scheme() == Some(&Scheme::HTTPS) && uri.scheme() != Some(&Scheme::HTTPS) {
        return Err(TransportError::redirect("it leads from https to http"));
    }
    let mut next = Hop {
        method: hop.method.clone(),
        headers: hop.headers.clone(),
        body: hop.body.clone(),
        uri,
        redaction: hop.redaction.clone(),
    };
    if next.body.as_ref().is_some_and(|body| !body.is_repeatable()) {
        return Err(TransportError::redirect(
            "the request's body is a stream, which can't be sent again",
        ));
    }
    if next.body.is_none() {
        for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
            next.headers.remove(name);
        }
    }
    if !is_same_origin(&hop.uri, &next.uri) {
        if next.body.is_some() {
            return Err(TransportError::redirect(
                "it would send the request's body to another host, port or scheme",
            ));
        }
        let kept = [ACCEPT, USER_AGENT]
            .into_iter()
            .filter_map(|name| Some((name.clone(), hop.headers.get(name)?.clone())));
        next.headers = kept.collect();
    }
    Ok(Some(next))
}

/// Whether a redirect is followed. One that browsers make a `GET` of (RFC 9110, 15.4.2 to 15.4.4) is not, unless it is one:
/// what that gives is not the result of the operation that was called.
fn is_followed(status: StatusCode, method: &Method) -> bool {
    match status.as_u16() {
        307 | 308 => true,
        301 | 302 => method.is_safe(),
        303 => matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}

/// What an error says of a redirect that was not followed; none where the response is none.
pub(crate) fn unfollowed(hop: &Hop, status: StatusCode, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?;
    if !matches!(status.as_u16(), 301..=303) || is_followed(status, &hop.method) {
        return None;
    }
    let uri = location
        .to_str()
        .ok()
        .and_then(|location| resolve(&hop.uri, location));
    let shown = uri.as_ref().map_or_else(
        || "what is not a web address".to_owned(),
        |uri| format!("`{}{}`", origin(uri), uri.path()),
    );
    if status == StatusCode::SEE_OTHER {
        return Some(format!(
            "the request took effect, and its outcome is at {shown}: get it by a call of its own"
        ));
    }
    let method = &hop.method;
    let advice = uri.map_or_else(
        || "check the base URL".to_owned(),
        |uri| advice(&hop.uri, &uri),
    );
    Some(format!(
        "the redirect to {shown} was not followed, since it could turn the `{method}` into a `GET`: {advice}"
    ))
}

/// How a call gets to where a redirect leads.
fn advice(from: &Uri, to: &Uri) -> String {
    let is_worse = from.scheme() == Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTPS);
    match to.path().strip_suffix(from.path()) {
        Some(_) if is_worse => "check the base URL".to_owned(),
        Some("") if from.authority() == to.authority() && from.scheme() != to.scheme() => {
            "begin the base URL with `https://`".to_owned()
        }
        Some(base) => format!("set the base URL to `{}{base}`", origin(to)),
        None => "check the base URL".to_owned(),
    }
}
