//! What a call gives: the decoded answer, or why there is none.
//!
//! In: how a call ended. Out: the answer as the operation's type, or the operation's error. Must not know how
//! requests are sent.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::CallSite;
use crate::codec::{DecodeError, Format, decode_as};
use crate::echo;
use crate::error::{Error, ErrorBody};
use crate::response::Response;
use crate::send::{Answer, Failure, Outcome, Received};
use crate::stream::{ByteStream, Coming, EventStream};

/// What a call can give: anything that is decoded, or a stream of it.
pub trait Output: Sized {
    /// Takes it from the answer.
    #[doc(hidden)]
    fn from_answer<E>(
        answer: Answer,
        returns: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>>;
}

impl<T: DeserializeOwned> Output for T {
    fn from_answer<E>(
        answer: Answer,
        returns: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let read = |body: &[u8]| decode::<Self>(returns, &answer, body);
        let bytes = answer.bytes();
        match read(&bytes).map_err(|error| echo::told(&answer.sent, &bytes, error, read)) {
            Ok(body) => Ok(Response::new(answer.status, answer.headers, body)),
            Err(error) => Err(Error::decode(&error, answer.status, answer.headers, site)),
        }
    }
}

impl<T> Output for EventStream<T> {
    fn from_answer<E>(
        answer: Answer,
        _: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let other = answer.media_type().to_owned();
        let sent = Arc::clone(&answer.sent);
        let (coming, status, headers, site) = coming(answer, site)?;
        // What is no event stream has no events, so it would seem to have ended without one.
        let essence = other.split(';').next().unwrap_or_default().trim();
        let read = essence.is_empty() || essence.eq_ignore_ascii_case("text/event-stream");
        if coming.framing.is_events() && !read && status != StatusCode::NO_CONTENT {
            let message = format!("it is `{}`, not an event stream", other.escape_debug());
            let error = DecodeError::whole(&message, b"");
            return Err(Error::decode(&error, status, headers, site));
        }
        let stream = Self::new(coming, site, (status, headers.clone()), sent);
        Ok(Response::new(status, headers, stream))
    }
}

impl Output for ByteStream {
    fn from_answer<E>(
        answer: Answer,
        _: Format,
        site: CallSite,
    ) -> Result<Response<Self>, Error<E>> {
        let (coming, status, headers, site) = coming(answer, site)?;
        let stream = Self::new(coming, site, (status, headers.clone()));
        Ok(Response::new(status, headers, stream))
    }
}

/// The parts of an answer that was asked for as a stream.
fn coming<E>(
    answer: Answer,
    site: CallSite,
) -> Result<(Coming, StatusCode, HeaderMap, CallSite), Error<E>> {
    let (status, headers) = (answer.status, answer.headers);
    match answer.body {
        Received::Coming(coming) => Ok((coming, status, headers, site)),
        Received::Whole(body) => {
            let error = DecodeError::whole("the answer was not asked for as a stream", &body);
            Err(Error::decode(&error, status, headers, site))
        }
    }
}

/// Makes of an outcome what the call gives.
pub(crate) fn finish<T: Output, E: DeserializeOwned>(
    outcome: Outcome,
) -> Result<Response<T>, Error<E>> {
    let Outcome {
        site,
        returns,
        errors,
        result,
    } = outcome;
    let answer = match result {
        Ok(answer) => answer,
        Err(failure) => return Err(failed(failure, Box::new(site))),
    };
    if answer.status.is_success() {
        return T::from_answer(answer, returns, site);
    }
    let bytes = answer.bytes();
    let body = match decode::<E>(errors, &answer, &bytes) {
        Ok(error) => ErrorBody::Typed(error),
        Err(_) => ErrorBody::Raw(bytes.clone()),
    };
    Err(Error::api(
        answer.status,
        answer.headers,
        body,
        &bytes,
        site,
    ))
}

fn decode<T: DeserializeOwned>(
    format: Format,
    answer: &Answer,
    body: &[u8],
) -> Result<T, DecodeError> {
    let status = answer.status.as_u16();
    decode_as(format, status, answer.media_type(), body)
}

fn failed<E>(failure: Failure, site: Box<CallSite>) -> Error<E> {
    match failure {
        Failure::Request(error) => Error::Request { error, site },
        Failure::Transport(error) => Error::Transport { error, site },
        Failure::Timeout(after) => Error::Timeout { after, site },
    }
}
