//! Content codings: compressed bodies (RFC 9110, 8.4).
//!
//! In: the head of a response and its body, or the body of a request. Out: the body without its
//! codings, or which of them stay; a body with one. Must not know what a body means, nor how it is
//! read.

#[cfg(feature = "compression")]
mod gzip;
#[cfg(feature = "compression")]
mod inflate;

use http::HeaderMap;
#[cfg(feature = "compression")]
use http::header::{ACCEPT_ENCODING, RANGE};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{Method, StatusCode};

#[cfg(feature = "compression")]
pub(super) use self::gzip::{Gzip, compressed};
use super::Body;

/// The codings that compress or encrypt, as IANA has them. Any other word in the header, such as
/// `utf-8`, is a mistake that changes nothing.
const CODINGS: [&str; 9] = [
    "gzip",
    "x-gzip",
    "deflate",
    "br",
    "zstd",
    "compress",
    "x-compress",
    "aes128gcm",
    "exi",
];

/// How many codings of one body are removed.
const MOST: usize = 3;

/// A body without its codings, or with those that can't be removed, and their names.
pub(crate) fn decoded(headers: &mut HeaderMap, body: Body) -> (Body, Option<String>) {
    let codings = codings(headers);
    if codings.is_empty() {
        return (body, None);
    }
    if codings.len() > MOST || !codings.iter().all(|coding| is_supported(coding)) {
        return (body, Some(codings.join(", ")));
    }
    // What they say is not true of the body that is left.
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    (codings.iter().rev().fold(body, without), None)
}

/// Whether a response has a body that could be decoded: the headers of `HEAD` describe another one,
/// and a part of a compressed body can't be read from its middle.
pub(crate) fn is_decodable(method: &Method, status: StatusCode) -> bool {
    *method != Method::HEAD
        && !matches!(
            status,
            StatusCode::NO_CONTENT | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED
        )
}

/// The codings of a body in the order in which they were applied.
fn codings(headers: &HeaderMap) -> Vec<String> {
    let mut codings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let names = value.to_str().unwrap_or_default().split(',');
        let names = names.map(|name| name.trim().to_ascii_lowercase());
        codings.extend(names.filter(|name| CODINGS.contains(&name.as_str())));
    }
    codings
}

/// What is said of a response whose codings can't be removed.
pub(crate) fn unsupported(codings: &str) -> String {
    let known = codings
        .split(", ")
        .all(|coding| matches!(coding, "gzip" | "x-gzip" | "deflate"));
    if known && !cfg!(feature = "compression") {
        return format!(
            "the response is compressed with `{codings}`, though it was not asked to be: turn on the feature `compression`"
        );
    }
    format!(
        "the response is encoded with `{codings}`, which can't be read: ask for another encoding by the header \
         `accept-encoding`"
    )
}

#[cfg(feature = "compression")]
fn is_supported(coding: &str) -> bool {
    matches!(coding, "gzip" | "x-gzip" | "deflate")
}

#[cfg(not(feature = "compression"))]
fn is_supported(_: &str) -> bool {
    false
}

#[cfg(feature = "compression")]
fn without(body: Body, coding: &String) -> Body {
    inflate::inflated(body, coding != "deflate")
}

#[cfg(not(feature = "compression"))]
fn without(body: Body, _: &String) -> Body {
    body
}

/// Asks for compressed responses, unless the user says what is accepted, or wants a part.
#[cfg(feature = "compression")]
pub(crate) fn accept(method: &Method, headers: &mut HeaderMap) {
    if *method != Method::HEAD
        && !headers.contains_key(ACCEPT_ENCODING)
        && !headers.contains_key(RANGE)
    {
        let accepted = http::HeaderValue::from_static("gzip, deflate");
        headers.insert(ACCEPT_ENCODING, accepted);
    }
}
