//! Splits spans into batches by count and by the bytes of the body.
//!
//! In: an iterator of spans. Out: batches within the limits, one at a time. A span that is larger
//! than the limit is a batch of its own.

use std::iter::Fuse;

use spanwire::scale_v5::models::SpanCreateRequest;

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
        kept.or_else(|| self.spans.find_map(|span| encoded(span, report)))
    }

    /// The spans that are in no batch.
    pub(super) fn rest(self) -> impl Iterator<Item = SpanCreateRequest> {
        let next = self.next.map(|(span, _)| span);
        next.into_iter().chain(self.spans)
    }
}
