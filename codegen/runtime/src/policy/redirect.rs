//! Following redirects without giving secrets away.
//!
//! In: what was sent and the response. Out: what is sent next, if anything. To another host, port
//! or scheme nothing goes but what every client sends: no credentials, no cookies, no headers of
//! the user, no body. Must not know operations.

use http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT,
};
use http::uri::Scheme;
use http::{Method, StatusCode, Uri};

use super::prepared_request::PreparedRequest;
use crate::transport::TransportError;
use crate::transport::address::{is_same_origin, origin, resolve};

/// How many redirects are followed.
pub(crate) const LIMIT: usize = 10;

/// What is sent next, if the response is a redirect.
pub(crate) fn next(
    prepared: &PreparedRequest,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<PreparedRequest>, TransportError> {
    if !is_followed(status, &prepared.method) {
        return Ok(None);
    }
    let Some(location) = headers.get(LOCATION) else {
        return Ok(None);
    };
    let location = location
        .to_str()
        .map_err(|_| TransportError::redirect("its address is not text"))?;
    let uri = resolve(&prepared.uri, location)
        .ok_or_else(|| TransportError::redirect("its address is not a web address"))?;
    if prepared.uri.scheme() == Some(&Scheme::HTTPS) && uri.scheme() != Some(&Scheme::HTTPS) {
        return Err(TransportError::redirect("it leads from https to http"));
    }
    let mut next = PreparedRequest {
        method: prepared.method.clone(),
        headers: prepared.headers.clone(),
        body: prepared.body.clone(),
        uri,
        redaction: prepared.redaction.clone(),
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
    if !is_same_origin(&prepared.uri, &next.uri) {
        if next.body.is_some() {
            return Err(TransportError::redirect(
                "it would send the request's body to another host, port or scheme",
            ));
        }
        let kept = [ACCEPT, USER_AGENT]
            .into_iter()
            .filter_map(|name| Some((name.clone(), prepared.headers.get(name)?.clone())));
        next.headers = kept.collect();
    }
    Ok(Some(next))
}

/// Whether a redirect is followed. One that browsers turn into a `GET` (RFC 9110, 15.4.2 to 15.4.4)
/// is not, unless the request is safe: its response would not be that of the operation.
fn is_followed(status: StatusCode, method: &Method) -> bool {
    match status.as_u16() {
        307 | 308 => true,
        301 | 302 => method.is_safe(),
        303 => matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}

/// The message for a redirect that was not followed; `None` for any other response.
pub(crate) fn unfollowed(
    prepared: &PreparedRequest,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<String> {
    let location = headers.get(LOCATION)?;
    if !matches!(status.as_u16(), 301..=303) || is_followed(status, &prepared.method) {
        return None;
    }
    let uri = location
        .to_str()
        .ok()
        .and_then(|location| resolve(&prepared.uri, location));
    let shown = uri.as_ref().map_or_else(
        || "what is not a web address".to_owned(),
        |uri| format!("`{}{}`", origin(uri), uri.path()),
    );
    if status == StatusCode::SEE_OTHER {
        return Some(format!(
            "the request took effect, and its outcome is at {shown}: get it by a call of its own"
        ));
    }
    let method = &prepared.method;
    let advice = uri.map_or_else(
        || "check the base URL".to_owned(),
        |uri| advice(&prepared.uri, &uri),
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
