//! Addresses: what a relative one means, and whether two have the same origin.
//!
//! In: addresses. Out: an address, or whether it is an origin's. Must not know requests.

use http::Uri;
use http::uri::Scheme;

/// Scheme, host and port.
pub(crate) fn origin(uri: &Uri) -> String {
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
