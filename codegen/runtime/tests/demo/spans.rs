//! Spans.

use specwright_runtime::codec::Format;
use specwright_runtime::{Call, Client};

use super::models::{CreateError, Created, NewSpan, Problem, Span};

/// Spans.
#[derive(Clone, Debug)]
pub struct Spans<'c> {
    client: &'c Client,
}

impl<'c> Spans<'c> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self { client }
    }
}

impl Spans<'_> {
    /// Get Span.
    pub fn get(&self, span_id: &str) -> Call<Span, Problem> {
        self.client
            .get("/v5/spans/{span_id}")
            .path("span_id", span_id)
    }

    /// Create Span.
    #[inline]
    pub fn create(&self, body: &NewSpan) -> Call<Created, CreateError> {
        self.client
            .post("/v5/spans")
            .json(body)
            .returns(Format::ByStatus)
            .errors(Format::ByStatus)
    }

    /// Search Spans.
    #[inline]
    pub fn search(&self, body: &NewSpan) -> SearchCall {
        SearchCall::new(self.client.post("/v5/spans/search").json(body))
    }
}

/// The call of [`Spans::search`], with its optional parameters.
#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct SearchCall {
    call: Call<Vec<Span>, Problem>,
}

specwright_runtime::call_options!(SearchCall, Vec<Span>, Problem);

impl SearchCall {
    /// `limit`.
    #[inline]
    pub fn limit(self, limit: i64) -> Self {
        Self::new(self.call.query("limit", limit))
    }

    /// `order`.
    #[inline]
    pub fn order(self, order: impl AsRef<str>) -> Self {
        Self::new(self.call.query("order", order.as_ref()))
    }
}
