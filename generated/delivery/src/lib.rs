//! Delivers spans of LLM applications to the Scale Generative Platform.
//!
//! - [`ScaleExporter`] sends the spans of OpenTelemetry's SDK, as they end;
//! - [`deliver`](deliver()) sends spans that a program has, and reports what became of each;
//! - [`mapping`] turns spans of OpenTelemetry into those of Scale.
//!
//! The package has no queue, no thread pool and no disk format of its own: within a process
//! OpenTelemetry's SDK queues spans, beyond it the OpenTelemetry Collector does.
//!
//! [`deliver()`] sends spans that a program has, and has an example. [`mapping`] makes them of
//! spans of OpenTelemetry, for the exporter and the gateway, or a program's own use.
//!
//! | feature | what it adds |
//! |---|---|
//! | `exporter`, on by default | `ScaleExporter`, for OpenTelemetry's SDK |
//! | `gateway` | a receiver of OTLP over HTTP, and the program `spanwire-gateway` |
//! | `reqwest`, on by default | the transport of `spanwire`; without it, a client takes one of your own |

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
