//! Saves the good spans of a batch that the server refuses.
//!
//! In: a batch. Out: what became of its spans. Items that the server names are rejected and the
//! others sent again; where it names none, the batch is halved until the span at fault is alone.
//! The larger pieces are sent first, so that most spans arrive even if the requests of the batch
//! are used up.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use spanwire::scale_v5::models::SpanCreateRequest;

use super::batch::Batch;
use super::cut::cut;
use super::report::{CallError, Report, UnsentReason};
use super::send::{Outcome, Sender};

/// Sends a batch until each of its spans is accepted, rejected or unsent.
pub(super) async fn rescue(sender: &Sender<'_>, batch: Batch, requests: usize) -> Report {
    let mut rescue = Rescue {
        sender,
        report: Report::default(),
        pieces: VecDeque::from([batch]),
        requests,
        refusal: None,
    };
    while let Some(piece) = rescue.pieces.pop_front() {
        rescue.send(piece).await;
    }
    rescue.report
}

struct Rescue<'a> {
    sender: &'a Sender<'a>,
    report: Report,
    /// What is still to be sent.
    pieces: VecDeque<Batch>,
    /// How many requests are left.
    requests: usize,
    /// The last response that refused a piece.
    refusal: Option<Arc<CallError>>,
}

impl Rescue<'_> {
    async fn send(&mut self, piece: Batch) {
        let (spans, body) = piece.into_parts();
        let outcome = self.request(body, spans.len()).await;
        match outcome {
            Outcome::Accepted => self.report.accepted += spans.len(),
            Outcome::Invalid(items) => self.without(spans, items),
            Outcome::Refused(error) => match <[SpanCreateRequest; 1]>::try_from(spans) {
                Ok([span]) => self.reject(span, &error),
                Err(spans) => self.halve(spans, error),
            },
            Outcome::TooLarge(error) => match <[SpanCreateRequest; 1]>::try_from(spans) {
                Ok([span]) => self.send_cut(span, error).await,
                Err(spans) => self.halve(spans, error),
            },
            Outcome::Unsent(reason) => self.report.leave(spans, &reason),
        }
    }

    /// Makes one request, if there is one left.
    async fn request(&mut self, body: spanwire::Bytes, count: usize) -> Outcome {
        match (self.requests.checked_sub(1), &self.refusal) {
            (None, Some(error)) => Outcome::Unsent(UnsentReason::RequestsUsedUp(Arc::clone(error))),
            (left, _) => {
                self.requests = left.unwrap_or_default();
                self.sender.send(body, count).await
            }
        }
    }

    /// Rejects the items that the server named, and sends the others again.
    fn without(&mut self, spans: Vec<SpanCreateRequest>, mut items: BTreeMap<usize, String>) {
        let status = Some(spanwire::StatusCode::UNPROCESSABLE_ENTITY);
        let mut others = Vec::with_capacity(spans.len());
        for (index, span) in spans.into_iter().enumerate() {
            match items.remove(&index) {
                Some(message) => self.report.reject(span, status, message),
                None => others.push(span),
            }
        }
        self.push(others);
    }

    fn halve(&mut self, mut spans: Vec<SpanCreateRequest>, error: Arc<CallError>) {
        self.refusal = Some(error);
        let second = spans.split_off(spans.len() / 2);
        self.push(spans);
        self.push(second);
    }

    fn push(&mut self, spans: Vec<SpanCreateRequest>) {
        let piece = Batch::of(spans, &mut self.report);
        if !piece.spans.is_empty() {
            self.pieces.push_back(piece);
        }
    }

    /// Sends a single span with its content cut, which was too large as it is.
    async fn send_cut(&mut self, span: SpanCreateRequest, error: Arc<CallError>) {
        let Some(shorter) = cut(&span) else {
            return self.reject(span, &error);
        };
        self.refusal = Some(error);
        let (_, body) = Batch::of([shorter], &mut self.report).into_parts();
        match self.request(body, 1).await {
            Outcome::Accepted => {
                self.report.accepted += 1;
                self.report.truncated += 1;
            }
            Outcome::Invalid(mut items) => {
                let message = items.remove(&0).unwrap_or_default();
                let status = Some(spanwire::StatusCode::UNPROCESSABLE_ENTITY);
                self.report.reject(span, status, message);
            }
            Outcome::Refused(error) | Outcome::TooLarge(error) => self.reject(span, &error),
            Outcome::Unsent(reason) => self.report.leave([span], &reason),
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
