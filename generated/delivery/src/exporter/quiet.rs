//! No telemetry of telemetry.
//!
//! In: work of the exporter, and the transport of its client. Out: the same, without spans or
//! events of its own, on whatever thread it runs. Must not know what the work is.
//!
//! Without this, sending a span would make spans that are sent in turn.

use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;

use opentelemetry::Context as OtelContext;
use spanwire::specwright_runtime::http::{Request, Response};
use spanwire::{Body, BoxFuture, Transport, TransportError};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Dispatch, Event, Metadata, Subscriber, dispatcher};

/// Runs work without telemetry.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let _context = OtelContext::enter_telemetry_suppressed_scope();
    // The runtime carries the subscriber of the caller to the thread that makes the call.
    dispatcher::with_default(silence(), work)
}

/// The subscriber that is interested in nothing.
///
/// `Dispatch::none()` would do harm: a place in code whose first span or event is made within it
/// is switched off for the whole program, since only subscribers that are registered are asked.
/// This one is registered when it is first asked for, which should not be within another
/// subscriber.
pub(super) fn silence() -> &'static Dispatch {
    static SILENCE: OnceLock<Dispatch> = OnceLock::new();
    SILENCE.get_or_init(|| Dispatch::new(Silence))
}

struct Silence;

impl Subscriber for Silence {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::never()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::OFF)
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A future that is polled and dropped without telemetry.
pub(super) struct Quiet<F>(Option<Pin<Box<F>>>);

impl<F> Quiet<F> {
    pub(super) fn new(future: F) -> Self {
        Self(Some(Box::pin(future)))
    }
}

impl<F: Future> Future for Quiet<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match &mut self.0 {
            Some(future) => quietly(|| future.as_mut().poll(cx)),
            None => Poll::Pending,
        }
    }
}

impl<F> Drop for Quiet<F> {
    fn drop(&mut self) {
        quietly(|| drop(self.0.take()));
    }
}

/// A transport within which OpenTelemetry makes no spans, also where middleware asks for them.
#[derive(Debug)]
pub(super) struct QuietTransport<T>(pub(super) T);

impl<T: Transport> Transport for QuietTransport<T> {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let sent = quietly(|| self.0.send(request));
        Box::pin(Quiet::new(sent))
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(delay)
    }
}
