//! Spans of OpenTelemetry's SDK, through the exporter, to a server on loopback.

mod callbacks;
mod common;
mod counts;
mod losses;
mod places;
mod settings;
mod shutdown;
#[cfg(unix)]
mod terminate;
mod untraced;
