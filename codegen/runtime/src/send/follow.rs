//! Sends a request once and follows redirects.
//!
//! In: a request that is ready, and a transport. Out: the response with its body, within the limits
//! of size. Must not know retries.

use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::response::Parts;

use super::call_state::CallState;
use super::outcome::{RawResponse, ReceivedBody, StreamedBody};
use crate::codec::Format;
use crate::error::BODY_LIMIT;
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::{redirect, repeated};
use crate::request::Framing;
use crate::transport::{Body, Transport, TransportError, decoded, is_decodable};

/// How a response is read.
pub(crate) struct ReadAs<'a> {
    /// How large its body may be, or an item of it.
    pub(crate) limit: usize,
    /// It is read item by item.
    pub(crate) framing: Option<Framing>,
    /// What a success is read as, whatever it says of itself.
    pub(crate) content_type: Option<HeaderValue>,
    /// The call that it belongs to, which may end while the body of an error is read.
    pub(crate) call_state: Option<&'a CallState>,
    /// Its bytes are what is asked for, in the coding that the user accepts.
    pub(crate) is_raw: bool,
}

impl ReadAs<'_> {
    /// The beginning of a body, as much as an error keeps, and why the rest is missing.
    fn beginning(&self, body: Body) -> impl Future<Output = (Bytes, Option<TransportError>)> {
        let is_over = || self.call_state.is_some_and(CallState::is_over);
        body.collect_beginning(BODY_LIMIT.min(self.limit), is_over)
    }

    /// As a whole.
    pub(crate) fn whole(limit: usize) -> Self {
        Self {
            limit,
            framing: None,
            content_type: None,
            call_state: None,
            is_raw: false,
        }
    }
}

/// Sends a request once and follows redirects.
///
/// The request is shared, so that it takes no space in the futures of a call.
pub(crate) async fn follow(
    transport: &dyn Transport,
    mut prepared: Arc<PreparedRequest>,
    read_as: &ReadAs<'_>,
) -> Result<Box<RawResponse>, TransportError> {
    let (limit, framing) = (read_as.limit, read_as.framing);
    for _ in 0..=redirect::LIMIT {
        let request = prepared.to_http()?;
        let (mut parts, body) = transport.send(request).await?.into_parts();
        if let Some(next) = redirect::next(&prepared, parts.status, &parts.headers)? {
            prepared = Arc::new(next);
            continue;
        }
        if !parts.status.is_success() {
            // In a box, so that only calls that fail have room for it.
            return Ok(Box::pin(refused(prepared, parts, body, read_as)).await);
        }
        if let Some(content_type) = &read_as.content_type {
            parts.headers.insert(CONTENT_TYPE, content_type.clone());
        }
        let mut truncated = None;
        let was_encoded = parts.headers.contains_key(CONTENT_ENCODING);
        let (body, encoded) = if read_as.is_raw || !is_decodable(&prepared.method, parts.status) {
            (body, None)
        } else {
            decoded(&mut parts.headers, body)
        };
        let framing = framing.filter(|_| encoded.is_none());
        let body = match framing.and_then(|framing| framing.of(&parts)) {
            Some(framing) => ReceivedBody::Streamed(StreamedBody {
                body,
                framing,
                limit,
                sentinel: None,
                errors: Format::Json,
                was_encoded,
                again: None,
            }),
            _ => {
                // A success is read whole or not at all, and of what is not the stream that was
                // asked for the beginning.
                if framing.is_none() && encoded.is_none() {
                    let stated = content_length(&prepared.method, &parts.headers);
                    if stated.is_some_and(|length| length > limit as u64) {
                        return Err(TransportError::too_large(limit));
                    }
                    match body.collect(limit).await? {
                        (bytes, false) => ReceivedBody::Whole(bytes),
                        (_, true) => return Err(TransportError::too_large(limit)),
                    }
                } else {
                    // What is wrong is known by the head, however the body ends.
                    let (mut bytes, missing) = read_as.beginning(body).await;
                    if missing.is_some() {
                        bytes.truncate(repeated::without_partial_secret(&prepared, &bytes));
                    }
                    truncated = missing;
                    ReceivedBody::Whole(bytes)
                }
            }
        };
        return Ok(Box::new(RawResponse {
            status: parts.status,
            headers: parts.headers,
            body,
            truncated,
            sent: prepared,
            keeps_body: false,
            encoded,
        }));
    }
    let message = format!("there were more than {} in a row", redirect::LIMIT);
    Err(TransportError::redirect(message))
}

/// A response with an error status. It is one by its head, however its body ends and whether or not
/// that can be decompressed.
async fn refused(
    prepared: Arc<PreparedRequest>,
    mut parts: Parts,
    body: Body,
    read_as: &ReadAs<'_>,
) -> Box<RawResponse> {
    let (mut bytes, mut truncated) = read_as.beginning(body).await;
    let mut encoded = None;
    if is_decodable(&prepared.method, parts.status) {
        let mut headers = parts.headers.clone();
        let (body, left) = decoded(&mut headers, Body::from(bytes.clone()));
        let (plain, broken) = read_as.beginning(body).await;
        // What is not compressed at all stays as it came.
        if broken.is_none() || !plain.is_empty() {
            (bytes, parts.headers, encoded) = (plain, headers, left);
        }
        truncated = truncated.or(broken);
    }
    if truncated.is_some() {
        bytes.truncate(repeated::without_partial_secret(&prepared, &bytes));
    }
    Box::new(RawResponse {
        status: parts.status,
        headers: parts.headers,
        body: ReceivedBody::Whole(bytes),
        truncated,
        sent: prepared,
        encoded,
        keeps_body: false,
    })
}

/// The length of the response body by its headers; `None` for `HEAD`, whose headers describe the
/// response to a `GET`.
fn content_length(method: &Method, headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
    length.filter(|_| *method != Method::HEAD)
}
