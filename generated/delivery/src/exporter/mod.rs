//! Spans of OpenTelemetry's SDK, delivered to Scale.

mod data;

pub use self::data::resource_attributes;
