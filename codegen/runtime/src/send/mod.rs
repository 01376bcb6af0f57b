//! Sending a request: credentials, retries, the time limit.
//!
//! In: a request as it was put together. Out: status, headers and the bytes of the body, or why
//! there are none. Nothing here is generic, so it is compiled once for all operations. Must not
//! know models.

mod attempts;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) mod blocking;
mod course;
mod fetched;
mod hop;
mod prepare;
#[cfg(feature = "tracing")]
pub(crate) mod trace;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap};

use self::attempts::{Ended, within_time};
pub(crate) use self::course::Course;
pub(crate) use self::hop::{Hop, ReadAs, follow};
use crate::codec::Format;
use crate::error::{CallSite, RequestError};
use crate::policy::redact::echo;
use crate::request::Request;
use crate::stream::Coming;
use crate::transport::TransportError;

/// An answer with its body.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Received,
    /// Why only the beginning of the body is there, of an answer that becomes an error.
    pub(crate) truncated: Option<TransportError>,
    /// What was sent for it at last.
    pub(crate) sent: Arc<Hop>,
    /// The response keeps its bytes beside what is decoded from them.
    pub(crate) keeps_body: bool,
    /// The codings of the body that could not be removed.
    pub(crate) encoded: Option<String>,
}

/// The body of an answer.
pub(crate) enum Received {
    Whole(Bytes),
    /// What comes part by part.
    Coming(Coming),
}

impl Answer {
    /// The bytes that are there.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            Received::Whole(bytes) => bytes.clone(),
            Received::Coming(_) => Bytes::new(),
        }
    }

    /// Takes what repeats a credential of the request out of an answer that becomes an error.
    fn hide_credentials(&mut self) {
        if self.status.is_success() {
            return;
        }
        echo::hide_in(&self.sent, &mut self.headers);
        if let Some(text) = echo::hidden(&self.sent, &self.bytes()) {
            self.body = Received::Whole(text.into());
        }
    }

    /// Marks the headers that are not shown.
    fn mark_secrets(&mut self) {
        for (name, value) in &mut self.headers {
            if self.sent.redaction.names.is_marked(name.as_str()) {
                value.set_sensitive(true);
            }
        }
    }

    /// What the answer says its body is.
    pub(crate) fn media_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Why there is no answer.
pub(crate) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    Timeout(Duration),
}

/// How a call ended, and what is needed to decode the answer.
pub(crate) struct Outcome {
    pub(crate) site: CallSite,
    pub(crate) returns: Format,
    pub(crate) errors: Format,
    /// In a box, since it is handed on many times.
    pub(crate) result: Result<Box<Answer>, Failure>,
}

/// Sends a request.
pub(crate) fn execute(request: Box<Request>) -> impl Future<Output = Outcome> {
    #[cfg(feature = "tracing")]
    return self::trace::call(request, run);
    #[cfg(not(feature = "tracing"))]
    run(request)
}

async fn run(mut request: Box<Request>) -> Outcome {
    request.settle_stream();
    let Ended {
        mut result,
        attempts,
        not_retried,
    } = within_time(&request).await;
    let site = CallSite {
        attempts,
        not_retried,
        ..request.site()
    };
    let (returns, errors) = (request.returns, request.errors);
    if let Ok(answer) = &mut result {
        answer.keeps_body = request.keeps_body;
    }
    if let Ok(answer) = &mut result
        && let Received::Coming(coming) = &mut answer.body
    {
        coming.sentinel = request.sentinel;
        coming.errors = errors;
        coming.again = Some(request);
    }
    Outcome {
        site,
        returns,
        errors,
        result,
    }
}
