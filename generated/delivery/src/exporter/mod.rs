//! The exporter for OpenTelemetry's SDK.
//!
//! In: spans that ended, from any span processor. Out: requests to Scale, and what became of each
//! span. It has no queue: that of the batch processor is enough.

mod builder;
mod callbacks;
mod counts;
mod data;
mod processor;
mod quiet;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SpanData, SpanExporter};
use serde_json::{Map, Value};
use spanwire::scale_v5::Client;
use tokio_util::sync::CancellationToken;

pub use self::builder::ScaleExporterBuilder;
use self::callbacks::Callbacks;
pub use self::counts::{Counts, Totals};
pub use self::data::resource_attributes;
pub use self::processor::Batched;
use self::quiet::Quiet;
use crate::deliver::{Limits, Report, deliver_until};
use crate::mapping::map;

/// How long [`force_flush`](SpanExporter::force_flush) waits, as OpenTelemetry's processors do.
const FLUSH: Duration = Duration::from_secs(5);

/// Sends the spans of OpenTelemetry's SDK to the Scale Generative Platform.
///
/// It works with every span processor and in every place: with a runtime of tokio or without any,
/// since its requests are made on a thread of the client. [`batched`](Self::batched) is the
/// processor for programs; [`SimpleSpanProcessor`](opentelemetry_sdk::trace::SimpleSpanProcessor)
/// waits for the response whenever a span ends.
///
/// Every span is counted: see [`Counts`]. The requests themselves are not traced.
///
/// ```
/// use opentelemetry::trace::{Tracer as _, TracerProvider as _};
/// use opentelemetry_sdk::trace::SdkTracerProvider;
/// use spanwire_delivery::ScaleExporter;
/// use spanwire_delivery::spanwire::scale_v5::Client;
///
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::from_env()?;
/// let exporter = ScaleExporter::builder(&client).build()?;
/// let counts = exporter.counts();
/// let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched()).build();
///
/// provider.tracer("example").in_span("work", |_| {});
///
/// provider.shutdown()?;
/// println!("{:?}", counts.totals());
/// # Ok(()) }
/// ```
pub struct ScaleExporter {
    client: Client,
    limits: Limits,
    callbacks: Callbacks,
    resource: Map<String, Value>,
    counts: Counts,
    /// Ends what is being sent.
    stop: CancellationToken,
    is_shut_down: AtomicBool,
    /// Whether the spans come from the queue of [`Batched`].
    is_batched: bool,
}

impl ScaleExporter {
    /// Returns a builder of an exporter that sends with this client: its credentials, retries and
    /// timeouts.
    ///
    /// The exporter has connections of its own, unless the client was given a transport, which both
    /// use then. A connection of such a transport can be driven by a runtime of the program; the
    /// exporter can't send on it while that runtime waits for a `shutdown`, or for a
    /// `SimpleSpanProcessor`.
    pub fn builder(client: &Client) -> ScaleExporterBuilder {
        ScaleExporterBuilder::new(client)
    }

    /// What becomes of the spans; it stays available after the exporter is given away.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts.clone()
    }

    /// OpenTelemetry's batch processor with this exporter, a larger queue, and exact counts of
    /// dropped spans: see [`Batched`].
    #[must_use]
    pub fn batched(self) -> Batched {
        Batched::new(self)
    }

    async fn send(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let ended = batch.len();
        let Some(sending) = self.counts.send(ended, self.is_batched) else {
            return Err(OTelSdkError::AlreadyShutdown);
        };
        // Spans are mapped when their request is written, so that a batch is in memory once. When
        // there is no time left, they are not even mapped.
        let sending = Mutex::new(sending);
        let lock = || sending.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = batch.into_iter();
        let spans = batch.take_while(|_| !self.stop.is_cancelled());
        let spans = spans.filter_map(|span| {
            let mut span = map(span.into(), &self.resource);
            let is_kept = self.callbacks.adjust(&mut span);
            if !is_kept {
                lock().leave_out();
            }
            is_kept.then_some(span)
        });
        let report = deliver_until(&self.client, spans, &self.limits, &self.stop).await;
        for rejected in &report.rejected {
            self.callbacks.on_rejected(rejected);
        }
        let sending = sending.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (report.rejected.len(), sending.end(&report)) {
            (0, 0) => Ok(()),
            (rejected, unsent) => Err(lost(ended, rejected, unsent, &report)),
        }
    }
}

/// The error of an export that lost spans.
fn lost(ended: usize, rejected: usize, unsent: u64, report: &Report) -> OTelSdkError {
    let mut parts = vec![format!(
        "of {ended} spans, {rejected} were rejected and {unsent} not sent"
    )];
    let first = report.rejected.first();
    parts.extend(first.map(|rejected| format!("rejected: {rejected}")));
    let first = report.unsent.first();
    parts.extend(first.map(|unsent| format!("not sent: {unsent}")));
    OTelSdkError::InternalFailure(parts.join("; "))
}

/// How long before the end of a shutdown sending stops, so that what is left is counted in time.
fn margin(timeout: Duration) -> Duration {
    (timeout / 10).min(Duration::from_millis(250))
}

impl SpanExporter for ScaleExporter {
    /// Sends the spans. The future can be awaited by any executor; dropping it aborts the requests,
    /// and the spans count as unsent.
    ///
    /// # Errors
    ///
    /// Says how many spans were rejected or not sent, and why the first of them. After the
    /// shutdown, [`OTelSdkError::AlreadyShutdown`].
    fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        Quiet::new(async move {
            if self.is_shut_down.load(Ordering::Acquire) {
                self.counts.drop_spans(batch.len());
                return Err(OTelSdkError::AlreadyShutdown);
            }
            self.send(batch).await
        })
    }

    /// Takes no more spans, and waits for those that are being sent. What is not sent within the
    /// timeout counts as unsent.
    ///
    /// # Errors
    ///
    /// [`OTelSdkError::Timeout`] if spans were left when the time ended,
    /// [`OTelSdkError::AlreadyShutdown`] for a second shutdown.
    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        if self.is_shut_down.swap(true, Ordering::AcqRel) {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        let margin = margin(timeout);
        if self.counts.wait_until_idle(timeout.saturating_sub(margin)) {
            return Ok(());
        }
        self.stop.cancel();
        self.counts.wait_until_idle(margin);
        Err(OTelSdkError::Timeout(timeout))
    }

    /// Waits for the spans that are being sent, five seconds at most.
    ///
    /// # Errors
    ///
    /// [`OTelSdkError::Timeout`] when the time ended first, [`OTelSdkError::AlreadyShutdown`] after
    /// the shutdown.
    fn force_flush(&self) -> OTelSdkResult {
        if self.is_shut_down.load(Ordering::Acquire) {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        if self.counts.wait_until_idle(FLUSH) {
            return Ok(());
        }
        Err(OTelSdkError::Timeout(FLUSH))
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.resource = resource_attributes(resource);
    }
}

impl fmt::Debug for ScaleExporter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ScaleExporter")
            .field("client", &self.client)
            .field("limits", &self.limits)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}
