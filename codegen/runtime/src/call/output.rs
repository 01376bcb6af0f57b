//! What a call gives: the decoded answer, or why there is none.
//!
//! In: how a call ended. Out: the answer as the operation's type, or the operation's error. Must not know how
//! requests are sent.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::CallSite;
use crate::codec::{self, DecodeError, Format, FromBody, ResponseBody};
use crate::echo;
use crate::error::{Error, ErrorBody};
use crate::redirect;
use crate::response::Response;
use crate::send::{Answer, Failure, Outcome, Received};
use crate::stream::{ByteStream, Coming, EventStream, fits, is_error, is_event_stream, report};
use crate::transport::unsupported;

/// What a call can return: what is read from a body, [`FromBody`], or a stream: [`EventStream`], [`ByteStream`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from the body of a response",
    note = "wrap a type that implements serde's `Deserialize`: `Json<{Self}>`"
)]
pub trait Output: Sized {
    /// Takes it from the answer.
    #[doc(hidden)]
    fn from_answer<E: FromBody>(
        answer: Answer,
        returns: Format,
        errors: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>>;
}

impl<T: FromBody> Output for T {
    fn from_answer<E: FromBody>(
        answer: Answer,
        returns: Format,
        _: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let read = |body: &[u8]| decode::<Self>(returns, &answer, body);
        let bytes = answer.bytes();
        match read(&bytes).map_err(|error| echo::told(&answer.sent, &bytes, error, read)) {
            Ok(body) => {
                let raw = answer.keeps_body.then_some(bytes);
                Ok(Response::with_raw(answer.status, answer.headers, body, raw))
            }
            Err(error) => Err(unreadable(error, answer, site)),
        }
    }
}

impl<T: FromBody, S: FromBody> Output for EventStream<T, S> {
    fn from_answer<E: FromBody>(
        answer: Answer,
        _: Format,
        errors: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let sent = Arc::clone(&answer.sent);
        let is_item = |body: &[u8]| codec::decode::<T>(body).is_ok();
        let (coming, status, headers, site) = coming(answer, errors, site, is_item)?;
        let stream = Self::new(coming, site, (status, headers.clone()), sent);
        Ok(Response::new(status, headers, stream))
    }
}

impl Output for ByteStream {
    fn from_answer<E: FromBody>(
        answer: Answer,
        _: Format,
        errors: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let (coming, status, headers, site) = coming(answer, errors, site, |_| false)?;
        let stream = Self::new(coming, site, (status, headers.clone()));
        Ok(Response::new(status, headers, stream))
    }
}

/// The parts of a response that was requested as a stream.
fn coming<E: FromBody>(
    answer: Answer,
    errors: Format,
    site: CallSite,
    is_item: impl Fn(&[u8]) -> bool,
) -> Result<(Coming, StatusCode, HeaderMap, CallSite), Error<E>> {
    let media_type = answer.media_type().escape_debug().to_string();
    let (status, headers) = (answer.status, answer.headers);
    match answer.body {
        Received::Coming(coming) => Ok((coming, status, headers, site)),
        Received::Whole(body)
            if is_problem(&media_type)
                || is_error::<E>(&body, errors, status)
                || !is_item(&body) && fits::<E>(&body, errors, status) =>
        {
            let error = report(&body, errors, (status, headers), site, &answer.sent);
            Err(error.with_truncated(answer.truncated))
        }
        Received::Whole(body) => {
            let hint = match site.beside {
                Some(method) => format!(": call `{method}` for it"),
                None => ": if it is one all the same, set `assume_content_type`".to_owned(),
            };
            let one = if is_item(&body) { "one item as " } else { "" };
            let message = format!("it is {one}`{media_type}`, not a stream of items{hint}");
            let shown = echo::kept(&answer.sent, &body);
            let error = DecodeError::whole(&message, &shown);
            Err(Error::decode(&error, status, headers, site).with_body(&shown))
        }
    }
}

/// Whether a media type is that of an error (RFC 9457).
fn is_problem(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence
        .trim()
        .to_ascii_lowercase()
        .starts_with("application/problem+")
}

/// The error of a body that can't be decoded.
fn unreadable<E>(error: DecodeError, answer: Answer, site: CallSite) -> Error<E> {
    let bytes = answer.bytes();
    let message = match streamed(answer.media_type(), &site) {
        Some(message) => Some(message),
        // A caller who sees nothing but the error must not send the request again.
        None if error.path() == "$" && !site.method().is_safe() => Some(format!(
            "{}; the request took effect, with status `{}`",
            error.message(),
            answer.status
        )),
        None => None,
    };
    let error = match message {
        Some(message) => error.with_message(message),
        None => error,
    };
    let kept = echo::kept(&answer.sent, &bytes);
    Error::decode(&error, answer.status, answer.headers, site).with_body(&kept)
}

/// What is wrong with a stream that was to be read whole; none where it is no stream.
fn streamed(media_type: &str, site: &CallSite) -> Option<String> {
    let name = media_type.split(';').next().unwrap_or_default().trim();
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

/// Makes of an outcome what the call gives.
pub(crate) fn finish<T: Output, E: FromBody>(outcome: Outcome) -> Result<Response<T>, Error<E>> {
    let Outcome {
        site,
        returns,
        errors,
        result,
    } = outcome;
    let answer = match result {
        Ok(answer) => *answer,
        Err(failure) => return Err(failed(failure, Box::new(site))),
    };
    if let (Some(codings), true) = (&answer.encoded, answer.status.is_success()) {
        let error = DecodeError::whole(unsupported(codings), b"");
        return Err(unreadable(error, answer, site));
    }
    if answer.status.is_success() {
        return T::from_answer(answer, returns, errors, site);
    }
    let bytes = answer.bytes();
    let body = match decode::<E>(errors, &answer, &bytes) {
        Ok(error) => ErrorBody::Typed(error),
        Err(_) => ErrorBody::Raw(bytes.clone()),
    };
    let redirect = redirect::unfollowed(&answer.sent, answer.status, &answer.headers);
    let message = redirect.or_else(|| answer.encoded.as_deref().map(unsupported));
    let error = Error::api(answer.status, answer.headers, body, &bytes, site);
    let error = error.with_truncated(answer.truncated);
    Err(match message {
        Some(message) => error.with_excerpt(message),
        None => error,
    })
}

fn decode<T: FromBody>(format: Format, answer: &Answer, body: &[u8]) -> Result<T, DecodeError> {
    let status = answer.status.as_u16();
    T::from_body(&ResponseBody::new(
        format,
        status,
        answer.media_type(),
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
