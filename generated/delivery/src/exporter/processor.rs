//! OpenTelemetry's batch processor, with counts.
//!
//! In: spans that end. Out: the same in batches, on the processor's own thread. What the processor
//! would drop without a word is refused and counted before it gets there.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Span, SpanData, SpanProcessor,
};
use tokio_util::sync::CancellationToken;

use super::{Counts, ScaleExporter, Totals, margin};

/// OpenTelemetry's batch processor around a [`ScaleExporter`]: [`ScaleExporter::batched`] returns
/// it.
///
/// | environment variable | default | what it sets |
/// |---|---|---|
/// | `OTEL_BSP_MAX_QUEUE_SIZE` | 32768 | spans in the queue at most |
/// | `OTEL_BSP_MAX_EXPORT_BATCH_SIZE` | 2048 | spans in one export at most |
/// | `OTEL_BSP_SCHEDULE_DELAY` | 1000 | milliseconds until the queue is exported, however few spans are in it |
///
/// A span that finds the queue full is dropped and counted, and so are those that end after the
/// shutdown. Only sampled spans are exported, as OpenTelemetry specifies.
///
/// `shutdown` sends what is queued, and returns an error if spans were lost by that.
#[derive(Debug)]
pub struct Batched {
    inner: BatchSpanProcessor,
    counts: Counts,
    stop: CancellationToken,
    queue_size: usize,
    is_shut_down: AtomicBool,
}

/// The settings of the batch processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Settings {
    queue_size: usize,
    batch_size: usize,
    delay: Duration,
}

impl Settings {
    /// Reads what the environment sets. Values that are not numbers are ignored, as OpenTelemetry's
    /// processor does.
    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str, default: u64| {
            let value = variable(name).and_then(|value| value.parse().ok());
            value.unwrap_or(default)
        };
        let size = |name, default| usize::try_from(number(name, default)).unwrap_or(usize::MAX);
        Self {
            queue_size: size("OTEL_BSP_MAX_QUEUE_SIZE", 32_768),
            batch_size: size("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 2_048),
            delay: Duration::from_millis(number("OTEL_BSP_SCHEDULE_DELAY", 1_000)),
        }
    }
}

impl Batched {
    pub(super) fn new(exporter: ScaleExporter) -> Self {
        Self::with(exporter, Settings::read(|name| env::var(name).ok()))
    }

    fn with(mut exporter: ScaleExporter, settings: Settings) -> Self {
        exporter.is_batched = true;
        let (counts, stop) = (exporter.counts(), exporter.stop.clone());
        let config = BatchConfigBuilder::default()
            .with_max_queue_size(settings.queue_size)
            .with_max_export_batch_size(settings.batch_size)
            .with_scheduled_delay(settings.delay)
            .build();
        let inner = BatchSpanProcessor::builder(exporter).with_batch_config(config);
        Self {
            inner: inner.build(),
            counts,
            stop,
            queue_size: settings.queue_size,
            is_shut_down: AtomicBool::new(false),
        }
    }

    /// What becomes of the spans.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts.clone()
    }

    /// An error if more spans are lost than before.
    fn lost_since(&self, before: Totals) -> OTelSdkResult {
        let now = self.counts.totals();
        if now.lost() == before.lost() {
            return Ok(());
        }
        let (rejected, unsent, dropped) = (
            now.rejected - before.rejected,
            now.unsent - before.unsent,
            now.dropped - before.dropped,
        );
        Err(OTelSdkError::InternalFailure(format!(
            "{rejected} spans were rejected, {unsent} not sent and {dropped} dropped"
        )))
    }
}

impl SpanProcessor for Batched {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        self.inner.on_start(span, cx);
    }

    fn on_end(&self, span: SpanData) {
        if !span.span_context.is_sampled() {
            return;
        }
        if self.counts.enqueue(self.queue_size) {
            self.inner.on_end(span);
        }
    }

    /// Sends what is queued, and waits for it five seconds at most.
    ///
    /// # Errors
    ///
    /// Says how many spans were lost meanwhile, or that the time ended.
    fn force_flush(&self) -> OTelSdkResult {
        let before = self.counts.totals();
        self.inner.force_flush()?;
        self.lost_since(before)
    }

    /// Sends what is queued. Requests that are not answered when the time ends are aborted.
    ///
    /// # Errors
    ///
    /// Says how many spans were lost meanwhile; [`OTelSdkError::AlreadyShutdown`] for a second
    /// shutdown.
    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        if self.is_shut_down.swap(true, Ordering::AcqRel) {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        let before = self.counts.totals();
        let alarm = Alarm::set(timeout.saturating_sub(margin(timeout)), self.stop.clone());
        let result = self.inner.shutdown_with_timeout(timeout);
        alarm.cancel();
        // Spans that ended while the thread stopped or that it had no time to take, and all that
        // end from now on.
        self.counts.abandon_queue();
        self.lost_since(before).and(result)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}

/// Stops what is being sent after some time, unless it is cancelled.
struct Alarm(Arc<(Mutex<bool>, Condvar)>);

impl Alarm {
    fn set(after: Duration, stop: CancellationToken) -> Self {
        let cancelled = Arc::new((Mutex::new(false), Condvar::new()));
        let shared = Arc::clone(&cancelled);
        let wait = move || {
            let (is_cancelled, changed) = &*shared;
            let is_cancelled = is_cancelled.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = changed.wait_timeout_while(is_cancelled, after, |cancelled| !*cancelled);
            if !*waited.unwrap_or_else(PoisonError::into_inner).0 {
                stop.cancel();
            }
        };
        // Without a thread to wait, the processor's own time limit still holds.
        let _ = thread::Builder::new()
            .name("spanwire-shutdown".to_owned())
            .spawn(wait);
        Self(cancelled)
    }

    fn cancel(self) {
        let (is_cancelled, changed) = &*self.0;
        *is_cancelled.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_defaults() {
        let default = Settings {
            queue_size: 32_768,
            batch_size: 2_048,
            delay: Duration::from_secs(1),
        };
        assert_eq!(Settings::read(|_| None), default);
        assert_eq!(Settings::read(|_| Some("many".to_owned())), default);
        let set = |name: &'static str| {
            Settings::read(move |asked| (asked == name).then(|| "7".to_owned()))
        };
        assert_eq!(
            set("OTEL_BSP_MAX_QUEUE_SIZE"),
            Settings {
                queue_size: 7,
                ..default
            }
        );
        assert_eq!(
            set("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
            Settings {
                batch_size: 7,
                ..default
            }
        );
        assert_eq!(
            set("OTEL_BSP_SCHEDULE_DELAY"),
            Settings {
                delay: Duration::from_millis(7),
                ..default
            }
        );
    }
}
