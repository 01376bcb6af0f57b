//! Errors that a server reports within a success.
//!
//! In: the text of an error. Out: the operation's error, as from a response with the status of an
//! error. Must not know items.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::reported::reported;
use crate::codec::{Format, FromBody, ResponseBody, WeakMembers, is_open, members};
use crate::error::{CallSite, Error, ErrorBody};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::repeated;

/// Members that occur beside an error, and so don't prove that an object is an item.
pub(crate) const ERROR_MEMBERS: &[&str] = &[
    "type",
    "object",
    "event",
    "code",
    "status",
    "statusCode",
    "status_code",
    "request_id",
    "requestId",
    "event_id",
    "sequence_number",
    "timestamp",
    "message",
    "title",
    "detail",
    "details",
    "param",
    "instance",
    "path",
];

/// What JSON texts of errors are called.
const MEDIA_TYPES: [&str; 2] = ["application/json", "application/problem+json"];

/// The error that a text reports.
pub(crate) fn report<E: FromBody>(
    text: &[u8],
    errors: Format,
    (status, mut headers): (StatusCode, HeaderMap),
    site: CallSite,
    sent: &PreparedRequest,
) -> Error<E> {
    repeated::redact_headers(sent, &mut headers);
    let text = repeated::redacted_body(sent, text);
    let body = match typed(errors, status, &text) {
        Some(error) => ErrorBody::Typed(error),
        None => ErrorBody::Raw(Bytes::copy_from_slice(&text)),
    };
    Error::api(status, headers, body, &text, site)
}

/// Whether a text that is not an item is an error: it is marked as one, or has only members that
/// errors have and matches the operation's error type.
pub(crate) fn is_error<E: FromBody>(text: &[u8], errors: Format, status: StatusCode) -> bool {
    let json = str::from_utf8(text).unwrap_or_default();
    let is_beside = || {
        let mut members = members(json.trim()).peekable();
        members.peek().is_some() && members.all(|(name, _)| ERROR_MEMBERS.contains(&&*name))
    };
    reported(json).is_some() || is_beside() && fits::<E>(text, errors, status)
}

/// Whether the operation's error describes a text.
pub(crate) fn fits<E: FromBody>(text: &[u8], errors: Format, status: StatusCode) -> bool {
    let json = str::from_utf8(text).unwrap_or_default();
    // An error without required members reads any object, so it must know one of its members.
    let is_strict = || read::<E>(errors, status, b"{}").is_none();
    let knows = || !is_open::<E>() && E::describes(json, WeakMembers::NONE);
    json.trim_start().starts_with('{')
        && read::<E>(errors, status, text).is_some()
        && (is_strict() || knows())
}

/// The operation's error. Documents describe the object with the member `error`, or the value of
/// that member, and servers may send either.
fn typed<E: FromBody>(errors: Format, status: StatusCode, text: &[u8]) -> Option<E> {
    let json = str::from_utf8(text).unwrap_or_default();
    let inner = reported(json).map(|(_, inner)| inner.to_owned());
    let mut texts = vec![json.to_owned()];
    texts.extend(inner);
    texts.push(format!("{{\"error\":{json}}}"));
    // An error without required members reads any of them, but says something of one.
    let described = texts
        .iter()
        .find(|text| E::describes(text, WeakMembers::NONE));
    let texts = described.into_iter().chain(&texts);
    texts
        .map(String::as_bytes)
        .find_map(|text| read(errors, status, text))
}

/// Reads an error. One by status goes by the status that the text states, then by that of the
/// response, then by those of errors, the server's first.
fn read<E: FromBody>(errors: Format, status: StatusCode, text: &[u8]) -> Option<E> {
    let read = |status, media_type| {
        E::from_body(&ResponseBody::new(errors, status, media_type, text)).ok()
    };
    if errors != Format::ByStatus {
        return read(status.as_u16(), MEDIA_TYPES[0]);
    }
    let stated = stated(str::from_utf8(text).unwrap_or_default());
    let all = stated.into_iter().chain([status.as_u16()]);
    let mut all = all.chain(500..600).chain(400..500);
    all.find_map(|status| {
        let mut types = MEDIA_TYPES.into_iter();
        types.find_map(|media_type| read(status, media_type))
    })
}

/// The status that an error states.
fn stated(json: &str) -> Option<u16> {
    let names = ["status", "statusCode", "status_code", "code"];
    let own = members(json).filter(|(name, _)| names.contains(&&**name));
    let mut own = own.filter_map(|(_, value)| value.trim_matches('"').parse().ok());
    let own = own.find(|status| (400..600).contains(status));
    own.or_else(|| stated(reported(json)?.1))
}
