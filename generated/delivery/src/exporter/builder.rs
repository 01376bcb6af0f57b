//! The builder of an exporter.
//!
//! In: a client, and what the user sets. Out: the exporter. Must not know how spans are sent.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::Map;
use spanwire::BuildError;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanCreateRequest;
use tokio_util::sync::CancellationToken;

use super::ScaleExporter;
use super::callbacks::Callbacks;
use super::counts::Counts;
use super::quiet::{QuietTransport, silence};
use crate::deliver::{Limits, Rejected};

/// Builds a [`ScaleExporter`].
#[must_use = "an exporter is made by `build`"]
pub struct ScaleExporterBuilder {
    client: Client,
    limits: Limits,
    callbacks: Callbacks,
}

impl ScaleExporterBuilder {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            limits: Limits::new(),
            callbacks: Callbacks::default(),
        }
    }

    /// Sets how many spans a request contains at most; 200 by default.
    pub fn batch_items(self, items: usize) -> Self {
        self.limits(|limits| limits.items(items))
    }

    /// Sets how large the body of a request is at most, in bytes; 4 MiB by default.
    pub fn batch_bytes(self, bytes: usize) -> Self {
        self.limits(|limits| limits.bytes(bytes))
    }

    /// Sets how many requests are sent at the same time at most; 4 by default.
    pub fn concurrency(self, requests: usize) -> Self {
        self.limits(|limits| limits.concurrency(requests))
    }

    /// Sets how long one export may take, retries included. What is left then is unsent. Unlimited
    /// by default, so that only the client's own timeouts and retries end a request.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.limits(|limits| limits.deadline(deadline))
    }

    fn limits(mut self, set: impl FnOnce(Limits) -> Limits) -> Self {
        self.limits = set(self.limits);
        self
    }

    /// Changes each span before it is sent, to redact it for example; `false` leaves it out.
    ///
    /// A span on which it panics is left out, too, since what should be redacted might still be
    /// there.
    ///
    /// ```
    /// # use spanwire_delivery::{ScaleExporter, spanwire::scale_v5::Client};
    /// # fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let exporter = ScaleExporter::builder(client)
    ///     .adjust(|span| {
    ///         span.input = None;
    ///         span.name != "health check"
    ///     })
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn adjust(
        mut self,
        adjust: impl Fn(&mut SpanCreateRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.callbacks.adjust = Some(Arc::new(adjust));
        self
    }

    /// Reports each span that Scale rejected. It is called where spans are exported: on the thread
    /// of the batch processor, or where a span ends with `SimpleSpanProcessor`.
    pub fn on_rejected(mut self, report: impl Fn(&Rejected) + Send + Sync + 'static) -> Self {
        self.callbacks.on_rejected = Some(Arc::new(report));
        self
    }

    /// Builds the exporter.
    ///
    /// # Errors
    ///
    /// Those of the client's builder.
    pub fn build(self) -> Result<ScaleExporter, BuildError> {
        silence();
        // The connections of the program's own calls can be driven by a thread that waits for the
        // exporter.
        let client = self.client.with_options(|options| {
            let options = options.own_connections();
            options.wrap_transport(QuietTransport)
        })?;
        Ok(ScaleExporter {
            client,
            limits: self.limits,
            callbacks: self.callbacks,
            resource: Map::new(),
            counts: Counts::default(),
            stop: CancellationToken::new(),
            is_shut_down: AtomicBool::new(false),
            is_batched: false,
        })
    }
}

impl fmt::Debug for ScaleExporterBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ScaleExporterBuilder")
            .field("client", &self.client)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
