//! Splits spans into batches by count and by the bytes of the body.
//!
//! In: an iterator of spans. Out: batches within the limits, one at a time. A span that is larger
//! than the limit is a batch of its own.

use std::iter::Fuse;

use spanwire::scale_v5::models::SpanCreateRequest;
use spanwire::specwright_runtime::uuid::Builder;

use super::batch::{Batch, encoded};
use super::limits::Limits;
use super::report::Report;

pub(super) struct Split<I> {
    spans: Fuse<I>,
    /// The span that did not fit into the last batch, and its JSON.
    next: Option<(SpanCreateRequest, String)>,
    items: usize,
    bytes: usize,
}

impl<I: Iterator<Item = SpanCreateRequest>> Split<I> {
    pub(super) fn new(spans: I, limits: &Limits) -> Self {
        Self {
            spans: spans.fuse(),
            next: None,
            items: limits.items,
            bytes: limits.bytes,
        }
    }

    /// The next batch, which is never empty. Spans that can't be encoded are rejected.
    pub(super) fn next_batch(&mut self, report: &mut Report) -> Option<Batch> {
        let mut batch = Batch::new();
        while batch.spans.len() < self.items
            && let Some((span, json)) = self.next_span(report)
        {
            if !batch.spans.is_empty() && batch.length_with(&json) > self.bytes {
                self.next = Some((span, json));
                break;
            }
            batch.push(span, &json);
        }
        (!batch.spans.is_empty()).then_some(batch)
    }

    fn next_span(&mut self, report: &mut Report) -> Option<(SpanCreateRequest, String)> {
        let kept = self.next.take();
        let next = || {
            self.spans
                .find_map(|span| encoded(identified(span), report))
        };
        kept.or_else(next)
    }

    /// The spans that are in no batch.
    pub(super) fn rest(self) -> impl Iterator<Item = SpanCreateRequest> {
        let next = self.next.map(|(span, _)| span);
        next.into_iter().chain(self.spans)
    }
}

/// The span with an id of its own, so that it is stored once, however often it is sent.
fn identified(mut span: SpanCreateRequest) -> SpanCreateRequest {
    span.id.get_or_insert_with(|| {
        let bytes = fastrand::u128(..).to_be_bytes();
        Builder::from_random_bytes(bytes).into_uuid().to_string()
    });
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many spans each batch has.
    fn counts(spans: &[SpanCreateRequest], limits: &Limits) -> Vec<usize> {
        let mut report = Report::default();
        let mut split = Split::new(spans.iter().cloned(), limits);
        let batches = std::iter::from_fn(|| split.next_batch(&mut report));
        let counts = batches.map(|batch| batch.spans.len()).collect();
        assert_eq!(report.total(), 0);
        counts
    }

    fn spans(names: &[&str]) -> Vec<SpanCreateRequest> {
        let start = "2026-01-31T12:00:00Z".parse().unwrap();
        let spans = names.iter();
        spans
            .map(|name| SpanCreateRequest::new(*name, "trace-1", start).with_id(*name))
            .collect()
    }

    #[test]
    fn a_batch_ends_at_the_limit_of_bytes() {
        let spans = spans(&["a", "b", "c", "d", "e"]);
        let two = Batch::of(spans[..2].to_vec(), &mut Report::default());
        let length = two.into_parts().1.len();
        let limits = |bytes| Limits::new().bytes(bytes);
        assert_eq!(counts(&spans, &limits(length)), [2, 2, 1]);
        assert_eq!(counts(&spans, &limits(length - 1)), [1; 5]);
        assert_eq!(counts(&spans, &limits(0)), [1; 5]);
        assert_eq!(counts(&spans, &limits(length).items(1)), [1; 5]);
        assert_eq!(counts(&spans, &Limits::new()), [5]);
        assert_eq!(counts(&[], &Limits::new()), [0; 0]);
    }

    #[test]
    fn what_is_in_no_batch_is_left() {
        let spans = spans(&["a", "b", "c"]);
        let mut split = Split::new(spans.into_iter(), &Limits::new().bytes(0));
        // It ends since the second span doesn't fit, which is left like the third.
        split.next_batch(&mut Report::default());
        let names: Vec<_> = split.rest().map(|span| span.name).collect();
        assert_eq!(names, ["b", "c"]);
    }
}
