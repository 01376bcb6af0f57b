//! The span that is mapped: OpenTelemetry's fields, with attributes as JSON.
//!
//! In: what an exporter or a receiver of OTLP has. Out: the argument of [`map`](super::map). Must
//! not know the crates of OpenTelemetry.

use std::time::SystemTime;

use serde_json::{Map, Number, Value};

/// A span of OpenTelemetry.
///
/// The fields follow `Span` of OTLP. [`new`](Self::new) creates a span without attributes; the
/// fields are public, so that the rest can be set one by one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OtelSpan {
    /// The id of the trace.
    pub trace_id: [u8; 16],
    /// The id of the span.
    pub span_id: [u8; 8],
    /// The span that started this one. `None`, or zeros, for the root of a trace.
    pub parent_span_id: Option<[u8; 8]>,
    /// The `tracestate` of the W3C, empty if there is none.
    pub trace_state: String,
    /// What the span did, with few distinct values.
    pub name: String,
    /// The part in a call between processes.
    pub kind: SpanKind,
    /// When the work began.
    pub start: SystemTime,
    /// When the work ended; `None` while it runs.
    pub end: Option<SystemTime>,
    /// The attributes, each a JSON value. [`float`] makes one of a float.
    pub attributes: Map<String, Value>,
    /// What happened during the span, in order.
    pub events: Vec<Event>,
    /// Other spans that this one refers to.
    pub links: Vec<Link>,
    /// Whether the work succeeded.
    pub status: Status,
    /// How many attributes were dropped before the span was exported.
    pub dropped_attributes: u32,
    /// How many events were dropped before the span was exported.
    pub dropped_events: u32,
    /// How many links were dropped before the span was exported.
    pub dropped_links: u32,
    /// The library that recorded the span.
    pub scope: Scope,
}

impl OtelSpan {
    /// Creates a root span without attributes, which has not ended.
    #[must_use]
    pub fn new(
        trace_id: [u8; 16],
        span_id: [u8; 8],
        name: impl Into<String>,
        start: SystemTime,
    ) -> Self {
        Self {
            trace_id,
            span_id,
            parent_span_id: None,
            trace_state: String::new(),
            name: name.into(),
            kind: SpanKind::default(),
            start,
            end: None,
            attributes: Map::new(),
            events: Vec::new(),
            links: Vec::new(),
            status: Status::default(),
            dropped_attributes: 0,
            dropped_events: 0,
            dropped_links: 0,
            scope: Scope::default(),
        }
    }
}

/// The part of a span in a call between processes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpanKind {
    /// Work within a process.
    #[default]
    Internal,
    /// The receiver of a request.
    Server,
    /// The sender of a request.
    Client,
    /// The sender of a message that nobody waits for.
    Producer,
    /// The receiver of such a message.
    Consumer,
}

/// Whether the work of a span succeeded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// Nobody said.
    #[default]
    Unset,
    /// It succeeded.
    Ok,
    /// It failed.
    Error {
        /// Why, as the program described it; may be empty.
        description: String,
    },
}

/// Something that happened during a span.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// What happened.
    pub name: String,
    /// When.
    pub time: SystemTime,
    /// The attributes of the event.
    pub attributes: Map<String, Value>,
    /// How many attributes were dropped.
    pub dropped_attributes: u32,
}

impl Event {
    /// Creates an event without attributes.
    #[must_use]
    pub fn new(name: impl Into<String>, time: SystemTime) -> Self {
        Self {
            name: name.into(),
            time,
            attributes: Map::new(),
            dropped_attributes: 0,
        }
    }
}

/// A reference to another span.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// The trace of the other span.
    pub trace_id: [u8; 16],
    /// The id of the other span.
    pub span_id: [u8; 8],
    /// The `tracestate` of the other span, empty if there is none.
    pub trace_state: String,
    /// The attributes of the link.
    pub attributes: Map<String, Value>,
    /// How many attributes were dropped.
    pub dropped_attributes: u32,
}

impl Link {
    /// Creates a link without attributes.
    #[must_use]
    pub fn new(trace_id: [u8; 16], span_id: [u8; 8]) -> Self {
        Self {
            trace_id,
            span_id,
            trace_state: String::new(),
            attributes: Map::new(),
            dropped_attributes: 0,
        }
    }
}

/// The library that recorded a span.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Scope {
    /// The name of the library, empty if unknown.
    pub name: String,
    /// The version of the library.
    pub version: Option<String>,
    /// The schema that the names of the attributes follow.
    pub schema_url: Option<String>,
    /// The attributes of the library.
    pub attributes: Map<String, Value>,
    /// How many attributes were dropped.
    pub dropped_attributes: u32,
}

/// The JSON value of a float: a number, or `"NaN"`, `"Infinity"` or `"-Infinity"`, which JSON has
/// no numbers for. These are the texts of protobuf's JSON encoding.
#[must_use]
pub fn float(number: f64) -> Value {
    let text = match Number::from_f64(number) {
        Some(number) => return Value::Number(number),
        None if number.is_nan() => "NaN",
        None if number > 0.0 => "Infinity",
        None => "-Infinity",
    };
    Value::from(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::float;

    #[test]
    fn floats_that_json_has_no_number_for_are_texts() {
        assert_eq!(float(0.5), json!(0.5));
        assert_eq!(float(f64::NAN), json!("NaN"));
        assert_eq!(float(f64::INFINITY), json!("Infinity"));
        assert_eq!(float(f64::NEG_INFINITY), json!("-Infinity"));
    }
}
