//! References as text: their parts, and how they join (RFC 3986, section 5).

use std::borrow::Cow;

/// A reference without its fragment, and the fragment, percent-decoded.
pub(crate) fn split(reference: &str) -> (&str, Option<Cow<'_, str>>) {
    match reference.split_once('#') {
        Some((address, fragment)) => (address, Some(percent_decode(fragment))),
        None => (reference, None),
    }
}

/// Whether it begins with a scheme, or with `//host`.
pub(crate) fn is_absolute(address: &str) -> bool {
    address.starts_with("//") || scheme(address).is_some()
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    (valid && scheme.bytes().all(letters)).then_some(scheme)
}

/// Decodes `%2F` to `/`. An invalid escape is left, and so is a text that is not UTF-8 once
/// decoded.
pub(crate) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |offset: usize| char::from(*bytes.get(at + offset)?).to_digit(16);
        match (bytes[at], digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A path without `.`, `..` and empty parts. A `..` at the beginning is kept.
pub(crate) fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let absolute = path.starts_with('/');
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

/// The path that a relative reference in a file names.
pub(crate) fn join_path(from: &str, address: &str) -> String {
    let address = address.split('?').next().unwrap_or_default();
    let address = percent_decode(address);
    if address.starts_with('/') {
        return normalise(&address);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let root = if folder.is_empty() && from.starts_with('/') {
        "/"
    } else {
        ""
    };
    normalise(&format!(
        "{root}{folder}{}{address}",
        if folder.is_empty() { "" } else { "/" }
    ))
}

/// Joins a base and a reference, both without fragment.
pub(crate) fn join(base: &str, address: &str) -> String {
    if address.is_empty() {
        return base.to_owned();
    }
    let Some(scheme) = scheme(base) else {
        return if is_absolute(address) {
            address.to_owned()
        } else {
            join_path(base, address)
        };
    };
    if self::scheme(address).is_some() {
        return address.to_owned();
    }
    if address.starts_with("//") {
        return format!("{scheme}:{address}");
    }
    let rest = &base[scheme.len() + 1..];
    let Some(after) = rest.strip_prefix("//") else {
        // A `urn:` has no path.
        return address.to_owned();
    };
    let host_end = after.find('/').unwrap_or(after.len());
    let (host, path) = after.split_at(host_end);
    let path = if path.is_empty() { "/" } else { path };
    format!("{scheme}://{host}{}", join_path(path, address))
}
