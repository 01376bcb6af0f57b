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

use crate::send::Hop;
use crate::transport::TransportError;

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

/// Scheme, host and port.
fn origin(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map(http::uri::Authority::as_str);
    format!("{scheme}://{}", authority.unwrap_or_default())
}

/// Whether both addresses have the same scheme, host and port (RFC 6454, 5).
pub(crate) fn is_same_origin(from: &Uri, to: &Uri) -> bool {
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    let usual = |uri: &Uri| {
        if uri.scheme() == Some(&Scheme::HTTPS) {
            443
        } else {
            80
        }
    };
    let port = |uri: &Uri| uri.port_u16().unwrap_or_else(|| usual(uri));
    from.scheme() == to.scheme() && host(from) == host(to) && port(from) == port(to)
}

/// The address that a `Location` means, seen from the one that was asked (RFC 3986, 5.2).
pub(crate) fn resolve(base: &Uri, location: &str) -> Option<Uri> {
    let location = location.trim();
    let location = location
        .split_once('#')
        .map_or(location, |(before, _)| before);
    let scheme = base.scheme_str()?;
    let authority = base.authority()?.as_str();
    let address = if has_scheme(location) {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else {
        let (path, query) = match location.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (location, None),
        };
        let path = if path.is_empty() {
            base.path().to_owned()
        } else if path.starts_with('/') {
            without_dots(path)
        } else {
            let folder = base
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{path}"))
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{authority}{path}{query}")
    };
    let uri: Uri = address.parse().ok()?;
    let web = matches!(uri.scheme_str(), Some("http" | "https"));
    // A login in an address is used to make it look like another one.
    let plain = !uri.authority()?.as_str().contains('@') && !address.contains('\\');
    (web && plain && uri.host().is_some_and(|host| !host.is_empty())).then_some(uri)
}

fn has_scheme(location: &str) -> bool {
    let Some((scheme, _)) = location.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for segment in path.split('/').skip(1) {
        ends_in_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    let end = if ends_in_folder && !segments.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_resolved() {
        let base: Uri = "https://a.example:8443/b/c/d?q=1".parse().unwrap();
        let table = [
            ("e", "https://a.example:8443/b/c/e"),
            ("../e?x=1#f", "https://a.example:8443/b/e?x=1"),
            ("../../../../e", "https://a.example:8443/e"),
            ("./", "https://a.example:8443/b/c/"),
            ("..", "https://a.example:8443/b/"),
            ("/e", "https://a.example:8443/e"),
            ("?x=2", "https://a.example:8443/b/c/d?x=2"),
            ("//b.example/e", "https://b.example/e"),
            ("https://b.example/e", "https://b.example/e"),
            ("http://b.example", "http://b.example/"),
        ];
        for (location, expected) in table {
            let found = resolve(&base, location).map(|uri| uri.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{location}");
        }
        for refused in [
            "ftp://b.example/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://a.example@b.example/",
            "https://b.example\\@a.example/",
            "//",
            "https://",
        ] {
            assert_eq!(resolve(&base, refused), None, "{refused}");
        }
    }

    #[test]
    fn origins_are_compared_whole() {
        let same = |a: &str, b: &str| is_same_origin(&a.parse().unwrap(), &b.parse().unwrap());
        assert!(same("https://a.example/x", "https://A.EXAMPLE:443/y"));
        assert!(same("http://a.example:80/x", "http://a.example"));
        assert!(!same("http://a.example/", "https://a.example/"));
        assert!(!same("https://a.example/", "http://a.example/"));
        assert!(!same("https://a.example/", "https://a.example:8443/"));
        assert!(!same("https://a.example/", "https://b.a.example/"));
        assert!(!same("http://a.example:8080/", "https://a.example/"));
        assert!(!same("http://a.example:8443/", "https://a.example:8443/"));
    }
}
