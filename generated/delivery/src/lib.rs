//! Delivers spans of LLM applications to the Scale Generative Platform.
//!
//! The package has no queue, no thread pool and no disk format of its own: within a process
//! OpenTelemetry's SDK queues spans, beyond it the OpenTelemetry Collector does.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod deliver;
#[cfg(feature = "exporter")]
pub mod exporter;
#[cfg(feature = "gateway")]
pub mod gateway;
pub mod mapping;

pub use spanwire;

pub use self::deliver::{CallError, Limits, Rejected, Report, Unsent, UnsentReason, deliver};
#[cfg(feature = "exporter")]
pub use self::exporter::{Batched, Counts, ScaleExporter, ScaleExporterBuilder, Totals};
