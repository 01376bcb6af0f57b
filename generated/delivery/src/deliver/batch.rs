//! Spans and the body of the request that holds them.

use spanwire::Bytes;
use spanwire::scale_v5::models::SpanCreateRequest;
use spanwire::specwright_runtime::codec;

use super::report::Report;

const BEGIN: &str = r#"{"items":["#;
const END: &str = "]}";

/// Spans of one request, and its body. The body is encoded once, span by span, so that a span that
/// can't be encoded costs no other.
pub(super) struct Batch {
    pub(super) spans: Vec<SpanCreateRequest>,
    /// The body without its end.
    body: String,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self {
            spans: Vec::new(),
            body: BEGIN.to_owned(),
        }
    }

    /// A batch of these spans; those that can't be encoded are rejected.
    pub(super) fn of(
        spans: impl IntoIterator<Item = SpanCreateRequest>,
        report: &mut Report,
    ) -> Self {
        let mut batch = Self::new();
        for span in spans {
            if let Some((span, json)) = encoded(span, report) {
                batch.push(span, &json);
            }
        }
        batch
    }

    pub(super) fn push(&mut self, span: SpanCreateRequest, json: &str) {
        if !self.spans.is_empty() {
            self.body.push(',');
        }
        self.body.push_str(json);
        self.spans.push(span);
    }

    /// How long the body would be with one more span.
    pub(super) fn length_with(&self, json: &str) -> usize {
        let comma = usize::from(!self.spans.is_empty());
        self.body.len() + comma + json.len() + END.len()
    }

    /// The spans, and the body of their request.
    pub(super) fn into_parts(mut self) -> (Vec<SpanCreateRequest>, Bytes) {
        self.body.push_str(END);
        (self.spans, Bytes::from(self.body))
    }
}

/// The body of a request with one span.
pub(super) fn body_of(json: &str) -> Bytes {
    Bytes::from([BEGIN, json, END].concat())
}

/// A span and its JSON; one that can't be encoded is rejected.
pub(super) fn encoded(
    span: SpanCreateRequest,
    report: &mut Report,
) -> Option<(SpanCreateRequest, String)> {
    match codec::encode(&span) {
        Ok(json) => Some((span, json)),
        Err(error) => {
            report.reject(span, None, error.to_string());
            None
        }
    }
}
