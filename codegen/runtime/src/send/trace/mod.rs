//! Spans and events of a call, with the feature `tracing`.
//!
//! In: a call while it is made. Out: one span with the attributes that OpenTelemetry defines for an
//! HTTP client, and an event with the request as a `curl` command. Secrets are left out of both.
//! Must not know models.

mod curl;
mod secrets;

use tracing::field::{Empty, display};
use tracing::instrument::Instrument;
use tracing::{Level, Span};

use self::secrets::{Secrets, joined};
use super::outcome::{Failure, Outcome, RawResponse};
use crate::policy::prepared_request::PreparedRequest;
use crate::request::Request;

/// The name of the span, and the target of the event.
const CALL: &str = "specwright.call";
const CURL: &str = "specwright_runtime::curl";

/// Makes a call within its own span, and records its outcome.
pub(crate) async fn call(
    request: Box<Request>,
    work: impl AsyncFnOnce(Box<Request>) -> Outcome,
) -> Outcome {
    let span = begin(&request);
    let outcome = work(request).instrument(span.clone()).await;
    end(&span, &outcome.result);
    outcome
}

/// Begins the span, within the one that is current.
fn begin(request: &Request) -> Span {
    let site = request.site();
    tracing::info_span!(
        CALL,
        otel.name = %site,
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = site.method().as_str(),
        url.template = site.path(),
        url.full = Empty,
        server.address = Empty,
        server.port = Empty,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    )
}

fn end(span: &Span, result: &Result<Box<RawResponse>, Failure>) {
    let error = match result {
        Ok(response) => {
            let status = &response.status;
            span.record("http.response.status_code", status.as_u16());
            let failed = status.is_client_error() || status.is_server_error();
            failed.then(|| status.as_str())
        }
        Err(failure) => Some(error_type(failure)),
    };
    if let Some(error) = error {
        span.record("error.type", error);
        span.record("otel.status_code", "ERROR");
    }
}

fn error_type(failure: &Failure) -> &'static str {
    match failure {
        Failure::Request(error) if error.token_error().is_some() => "token",
        Failure::Request(_) => "request",
        Failure::Timeout(_) => "timeout",
        Failure::Transport(error) if error.is_connect() => "connect",
        Failure::Transport(error) if error.is_refused() => "refused",
        Failure::Transport(error) if error.is_redirect() => "redirect",
        Failure::Transport(error) if error.is_too_large() => "too_large",
        Failure::Transport(error) if error.is_timeout() => "timeout",
        Failure::Transport(error) if error.is_transient() => "interrupted",
        Failure::Transport(_) => "transport",
    }
}

/// Records where a request is sent, and propagates the context of the trace. Runs within the span.
pub(crate) fn prepared(request: &Request, prepared: &mut PreparedRequest) {
    if let Some(propagator) = &request.client.inner.settings.propagator {
        propagator(&mut prepared.headers);
    }
    let Some(span) = own_span() else { return };
    let uri = &prepared.uri;
    let url = joined(Secrets::of(request).url(uri), |_| "REDACTED".to_owned());
    span.record("url.full", display(url));
    let host = uri.host().unwrap_or_default();
    span.record("server.address", host.trim_matches(['[', ']']));
    let usual = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    span.record("server.port", uri.port_u16().unwrap_or(usual));
}

/// Logs the first attempt as a `curl` command, and counts the others.
pub(crate) fn sending(request: &Request, prepared: &PreparedRequest, times: u32) {
    if times > 1
        && let Some(span) = own_span()
    {
        span.record("http.request.resend_count", times - 1);
    }
    if times == 1 && tracing::enabled!(target: CURL, Level::DEBUG) {
        let with_body = tracing::enabled!(target: CURL, Level::TRACE);
        let command = curl::command(&Secrets::of(request), prepared, with_body);
        tracing::debug!(target: CURL, "{command}");
    }
}

/// The span of the call; where a subscriber doesn't want it, the current one is the user's.
fn own_span() -> Option<Span> {
    let span = Span::current();
    let own = span
        .metadata()
        .is_some_and(|metadata| metadata.name() == CALL);
    own.then_some(span)
}

/// Lets work on another thread belong to the span and the subscriber of this one.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    use tracing::instrument::WithSubscriber;

    work.in_current_span().with_current_subscriber()
}
