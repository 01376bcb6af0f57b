//! Decoding: the response of a call as its type, or its error.
//!
//! In: how a call ended. Out: the response as the operation's type, or the operation's error. Must
//! not know how requests are sent.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Response;
use super::report::{fits, is_error, report};
use crate::codec::media_type::essence;
use crate::codec::{DecodeError, Format, FromBody, ResponseBody};
use crate::error::{CallSite, Error, ErrorBody};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::{redirect, repeated};
use crate::request::is_event_stream;
use crate::send::{Failure, Outcome, RawResponse, ReceivedBody, StreamedBody};
use crate::transport::unsupported;

/// What a call can return: what is read from a body, [`FromBody`], or a stream:
/// [`EventStream`](crate::EventStream), [`ByteStream`](crate::ByteStream).
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from the body of a response",
    note = "wrap a type that implements serde's `Deserialize`: `Json<{Self}>`"
)]
pub trait Output: Sized {
    /// Takes it from a response with a status of success.
    #[doc(hidden)]
    fn from_success<E: FromBody>(success: &mut Success) -> Result<Self, Error<E>>;
}

/// A response with a status of success, and how it is read.
pub struct Success {
    response: Box<RawResponse>,
    site: CallSite,
    returns: Format,
    errors: Format,
}

/// A response that is read chunk by chunk.
pub(crate) struct StreamedResponse {
    pub(crate) body: StreamedBody,
    pub(crate) site: CallSite,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) sent: Arc<PreparedRequest>,
}

impl Success {
    /// What an error is made of.
    fn take(&mut self) -> (HeaderMap, CallSite) {
        let headers = std::mem::take(&mut self.response.headers);
        (headers, self.site.clone())
    }

    /// The error of a body that can't be decoded.
    fn unreadable<E>(&mut self, error: DecodeError) -> Error<E> {
        let bytes = self.response.bytes();
        let message = match streamed(self.response.media_type(), &self.site) {
            Some(message) => Some(message),
            // A caller who sees nothing but the error must not send the request again.
            None if error.path() == "$" && !self.site.method().is_safe() => Some(format!(
                "{}; the request took effect, with status `{}`",
                error.message(),
                self.response.status
            )),
            None => None,
        };
        let error = match message {
            Some(message) => error.with_message(message),
            None => error,
        };
        let kept = repeated::redacted_body(&self.response.sent, &bytes);
        let (headers, site) = self.take();
        Error::decode(&error, self.response.status, headers, site).with_body(&kept)
    }

    /// The parts of a response that was requested as a stream. `is_item` says whether a body is one
    /// item of it.
    pub(crate) fn streamed<E: FromBody>(
        &mut self,
        is_item: impl Fn(&[u8]) -> bool,
    ) -> Result<StreamedResponse, Error<E>> {
        let Self {
            response, errors, ..
        } = self;
        let (errors, status) = (*errors, response.status);
        let whole = ReceivedBody::Whole(Bytes::new());
        response.keeps_body = false;
        let body = match std::mem::replace(&mut response.body, whole) {
            ReceivedBody::Streamed(body) => {
                return Ok(StreamedResponse {
                    body,
                    site: self.site.clone(),
                    status,
                    headers: response.headers.clone(),
                    sent: Arc::clone(&response.sent),
                });
            }
            ReceivedBody::Whole(body) => body,
        };
        let media_type = response.media_type().escape_debug().to_string();
        let sent = Arc::clone(&response.sent);
        let truncated = response.truncated.take();
        let (headers, site) = self.take();
        if is_problem(&media_type)
            || is_error::<E>(&body, errors, status)
            || !is_item(&body) && fits::<E>(&body, errors, status)
        {
            let error = report(&body, errors, (status, headers), site, &sent);
            return Err(error.with_truncated(truncated));
        }
        let hint = match site.beside {
            Some(method) => format!(": call `{method}` for it"),
            None => ": if it is one all the same, set `assume_content_type`".to_owned(),
        };
        let one = if is_item(&body) { "one item as " } else { "" };
        let message = format!("it is {one}`{media_type}`, not a stream of items{hint}");
        let shown = repeated::redacted_body(&sent, &body);
        let error = DecodeError::whole(&message, &shown);
        Err(Error::decode(&error, status, headers, site).with_body(&shown))
    }
}

impl<T: FromBody> Output for T {
    fn from_success<E: FromBody>(success: &mut Success) -> Result<Self, Error<E>> {
        let response = &success.response;
        let read = |body: &[u8]| decode::<Self>(success.returns, response, body);
        let bytes = response.bytes();
        match read(&bytes) {
            Ok(body) => Ok(body),
            Err(error) => {
                let error = repeated::redacted_error(&response.sent, &bytes, error, read);
                Err(success.unreadable(error))
            }
        }
    }
}

/// Whether a media type is that of an error (RFC 9457).
fn is_problem(media_type: &str) -> bool {
    essence(media_type)
        .to_ascii_lowercase()
        .starts_with("application/problem+")
}

/// The message for a stream where a whole body was expected; `None` if it is not a stream.
fn streamed(media_type: &str, site: &CallSite) -> Option<String> {
    let name = essence(media_type);
    let otherwise = match name.to_ascii_lowercase().as_str() {
        _ if is_event_stream(media_type) => "accept_events",
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => "accept_lines",
        _ => return None,
    };
    let method = site.beside.unwrap_or(otherwise);
    Some(format!(
        "it is a stream, `{}`: call `{method}` for it",
        name.escape_debug()
    ))
}

/// The body of a response, decoded.
pub(crate) fn body<T: Output, E: FromBody>(outcome: Outcome) -> Result<T, Error<E>> {
    T::from_success(&mut success(outcome)?)
}

/// A response with its body decoded.
pub(crate) fn response<T: Output, E: FromBody>(outcome: Outcome) -> Result<Response<T>, Error<E>> {
    let mut success = success(outcome)?;
    let body = T::from_success(&mut success)?;
    let response = success.response;
    let raw = response.keeps_body.then(|| response.bytes());
    Ok(Response::new(response.status, response.headers, body, raw))
}

/// The response of a call that succeeded; for others, the error.
fn success<E: FromBody>(outcome: Outcome) -> Result<Success, Error<E>> {
    let Outcome {
        site,
        returns,
        errors,
        result,
    } = outcome;
    let response = match result {
        Ok(response) => response,
        Err(failure) => return Err(failed(failure, Box::new(site))),
    };
    if !response.status.is_success() {
        return Err(refused(*response, errors, site));
    }
    let mut success = Success {
        response,
        site,
        returns,
        errors,
    };
    if let Some(codings) = &success.response.encoded {
        let error = DecodeError::whole(unsupported(codings), b"");
        return Err(success.unreadable(error));
    }
    Ok(success)
}

/// The error of a response with an error status.
fn refused<E: FromBody>(response: RawResponse, errors: Format, site: CallSite) -> Error<E> {
    let bytes = response.bytes();
    let body = match decode::<E>(errors, &response, &bytes) {
        Ok(error) => ErrorBody::Typed(error),
        Err(_) => ErrorBody::Raw(bytes.clone()),
    };
    let redirect = redirect::unfollowed(&response.sent, response.status, &response.headers);
    let message = redirect.or_else(|| response.encoded.as_deref().map(unsupported));
    let error = Error::api(response.status, response.headers, body, &bytes, site);
    let error = error.with_truncated(response.truncated);
    match message {
        Some(message) => error.with_excerpt(message),
        None => error,
    }
}

fn decode<T: FromBody>(
    format: Format,
    response: &RawResponse,
    body: &[u8],
) -> Result<T, DecodeError> {
    let status = response.status.as_u16();
    T::from_body(&ResponseBody::new(
        format,
        status,
        response.media_type(),
        body,
    ))
}

fn failed<E>(failure: Failure, site: Box<CallSite>) -> Error<E> {
    match failure {
        Failure::Request(error) => Error::Request { error, site },
        Failure::Transport(error) => Error::Transport { error, site },
        Failure::Timeout(after) => Error::Timeout { after, site },
    }
}
