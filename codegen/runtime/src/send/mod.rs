//! Sending a request: credentials, retries, the time limit.
//!
//! In: a request as it was put together. Out: status, headers and the bytes of the body, or why
//! there are none. Nothing here is generic, so it is compiled once for all operations. Must not
//! know models.

mod attempts;
mod authorize;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) mod blocking;
mod call_state;
mod follow;
mod outcome;
mod prepare;
#[cfg(feature = "tracing")]
pub(crate) mod trace;

use self::attempts::{Ended, within_time};
pub(crate) use self::follow::{ReadAs, follow};
pub(crate) use self::outcome::{Failure, Outcome, RawResponse, ReceivedBody, StreamedBody};
use crate::error::CallSite;
use crate::request::Request;

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
    if let Ok(response) = &mut result {
        response.keeps_body = request.keeps_body;
    }
    if let Ok(response) = &mut result
        && let ReceivedBody::Streamed(coming) = &mut response.body
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
