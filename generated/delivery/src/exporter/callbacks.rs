//! The functions that users give to an exporter.
//!
//! In: a span, or one that was rejected. Out: what the user's function decides. Its panic costs one
//! span at most: it must not end the thread of the batch processor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use spanwire::scale_v5::models::SpanCreateRequest;

use crate::deliver::Rejected;

type Adjust = Arc<dyn Fn(&mut SpanCreateRequest) -> bool + Send + Sync>;
type OnRejected = Arc<dyn Fn(&Rejected) + Send + Sync>;

#[derive(Clone, Default)]
pub(super) struct Callbacks {
    pub(super) adjust: Option<Adjust>,
    pub(super) on_rejected: Option<OnRejected>,
}

impl Callbacks {
    /// Changes a span. Returns whether it is sent.
    pub(super) fn adjust(&self, span: &mut SpanCreateRequest) -> bool {
        let Some(adjust) = &self.adjust else {
            return true;
        };
        // A span that was changed in part is left out, so nobody sees it.
        catch_unwind(AssertUnwindSafe(|| adjust(span))).unwrap_or(false)
    }

    /// Reports a span that was rejected.
    pub(super) fn on_rejected(&self, rejected: &Rejected) {
        if let Some(report) = &self.on_rejected {
            // The span is counted whether the user's function ends or panics, which the panic hook
            // has reported.
            let _ = catch_unwind(AssertUnwindSafe(|| report(rejected)));
        }
    }
}
