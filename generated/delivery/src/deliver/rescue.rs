//! Saves the good spans of a batch that the server refuses.
//!
//! In: a batch. Out: what became of its spans. Items that the server names are rejected and the
//! others sent again; where it names none, the batch is halved until the span at fault is alone.
//! The first half is settled before the second, so that even a batch of bad spans gets somewhere
//! before its requests are used up.

use std::collections::BTreeMap;
use std::sync::Arc;

use spanwire::scale_v5::models::SpanCreateRequest;
use spanwire::specwright_runtime::codec;
use spanwire::{Bytes, StatusCode};

use super::batch::{Batch, body_of};
use super::cut::cut;
use super::report::{CallError, Report, UnsentReason};
use super::send::{Fault, Outcome, Sender};

/// Sends a batch until each of its spans is accepted, rejected or unsent.
pub(super) async fn rescue(sender: &Sender<'_>, batch: Batch, requests: usize) -> Report {
    let mut rescue = Rescue {
        sender,
        report: Report::default(),
        pieces: vec![batch],
        requests,
        refusal: None,
    };
    while let Some(piece) = rescue.pieces.pop() {
        rescue.send(piece).await;
    }
    rescue.report
}

struct Rescue<'a> {
    sender: &'a Sender<'a>,
    report: Report,
    /// What is still to be sent, the next one last.
    pieces: Vec<Batch>,
    /// How many requests are left.
    requests: usize,
    /// The last response that refused a piece.
    refusal: Option<Arc<CallError>>,
}

impl Rescue<'_> {
    async fn send(&mut self, piece: Batch) {
        let (spans, body) = piece.into_parts();
        let (error, fault) = match self.request(body, spans.len()).await {
            Outcome::Accepted => return self.report.accepted += spans.len(),
            Outcome::Unsent(reason) => return self.report.leave(spans, &reason),
            Outcome::Refused(error, fault) => (error, fault),
        };
        self.refusal = Some(Arc::clone(&error));
        if let Fault::Items(items) = fault {
            return self.without(spans, items);
        }
        match <[SpanCreateRequest; 1]>::try_from(spans) {
            Ok([span]) if matches!(fault, Fault::Size) => self.send_cut(span, &error).await,
            Ok([span]) => self.reject(span, &error),
            Err(spans) => self.halve(spans),
        }
    }

    /// Makes one request, if there is one left.
    async fn request(&mut self, body: Bytes, count: usize) -> Outcome {
        if self.requests == 0
            && let Some(error) = &self.refusal
        {
            return Outcome::Unsent(UnsentReason::RequestsUsedUp(Arc::clone(error)));
        }
        self.requests = self.requests.saturating_sub(1);
        self.sender.send(body, count).await
    }

    /// Rejects the items that the server named, and sends the others again.
    fn without(&mut self, spans: Vec<SpanCreateRequest>, mut items: BTreeMap<usize, String>) {
        let mut others = Vec::with_capacity(spans.len());
        for (index, span) in spans.into_iter().enumerate() {
            match items.remove(&index) {
                Some(message) => {
                    let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
                    self.report.reject(span, status, message);
                }
                None => others.push(span),
            }
        }
        self.push(others);
    }

    fn halve(&mut self, mut spans: Vec<SpanCreateRequest>) {
        let second = spans.split_off(spans.len() / 2);
        self.push(second);
        self.push(spans);
    }

    fn push(&mut self, spans: Vec<SpanCreateRequest>) {
        let piece = Batch::of(spans, &mut self.report);
        if !piece.spans.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// Sends a single span that was too large, with its content cut.
    async fn send_cut(&mut self, span: SpanCreateRequest, error: &CallError) {
        let Some(Ok(shorter)) = cut(&span).map(|shorter| codec::encode(&shorter)) else {
            return self.reject(span, error);
        };
        match self.request(body_of(&shorter), 1).await {
            Outcome::Accepted => {
                self.report.accepted += 1;
                self.report.truncated += 1;
            }
            Outcome::Unsent(reason) => self.report.leave([span], &reason),
            Outcome::Refused(error, _) => self.reject(span, &error),
        }
    }

    fn reject(&mut self, span: SpanCreateRequest, error: &CallError) {
        let message = match error {
            CallError::Api { excerpt, .. } => excerpt.clone(),
            other => other.to_string(),
        };
        self.report.reject(span, error.status(), message);
    }
}
