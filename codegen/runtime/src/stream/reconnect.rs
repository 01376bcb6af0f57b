//! Whether and how a stream of events is asked for again.
//!
//! In: how it ended, and what its events said. Out: the request that goes on with it, after the
//! time that the server wants to be left alone, or nothing. Must not know the items.

use std::time::Duration;

use http::{HeaderName, HeaderValue, Method};

use super::event::Events;
use crate::request::Request;
use crate::send::{Outcome, execute};
use crate::transport::{BoxFuture, TransportError};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// How long is waited where the server says nothing.
const USUAL: Duration = Duration::from_secs(3);
/// A server that wants to be left alone for longer is asked after that time.
const LONGEST: Duration = Duration::from_secs(60);

/// What is done when a stream ends.
pub(super) struct Reconnect {
    request: Option<Box<Request>>,
    /// How often in a row.
    times: u32,
    /// Also if the server ends the stream, or events may be repeated.
    always: bool,
    /// How often since the last event.
    tried: u32,
}

impl Reconnect {
    pub(super) fn new(request: Option<Box<Request>>) -> Self {
        let times = request.as_ref().map_or(0, |request| request.max_retries());
        Self {
            request,
            times,
            always: false,
            tried: 0,
        }
    }

    pub(super) fn always(&mut self, times: u32) {
        self.times = times;
        self.always = true;
    }

    /// Never again, since the server said why it ends.
    pub(super) fn stop(&mut self) {
        self.request = None;
    }

    /// Whether a stream that the server ended is continued after the last event, so that an item
    /// that was cut off is sent again.
    pub(super) fn resumes(&self, events: &Events) -> bool {
        let is_open = self.request.is_some() && self.tried < self.times;
        self.always && is_open && !events.last_id().is_empty()
    }

    /// An event came.
    pub(super) fn progressed(&mut self) {
        self.tried = 0;
    }

    /// The request that goes on, if there is to be one.
    pub(super) fn again(
        &mut self,
        events: &Events,
        broken: Option<&TransportError>,
    ) -> Option<BoxFuture<'static, Outcome>> {
        let request = self.request.as_ref()?;
        if self.tried >= self.times || !request.is_repeatable() {
            return None;
        }
        let broke_off = broken.is_some_and(TransportError::is_transient);
        let resumes = broke_off && request.method == Method::GET && !events.last_id().is_empty();
        if !(resumes || self.always && (broke_off || broken.is_none())) {
            return None;
        }
        let mut request = request.clone();
        // An identifier that is not valid in a header is ignored.
        match HeaderValue::from_bytes(events.last_id().as_bytes()) {
            Ok(id) if !id.is_empty() => request.headers.insert(LAST_EVENT_ID, id),
            Err(_) if !self.always => return None,
            _ => request.headers.remove(LAST_EVENT_ID),
        };
        self.tried = self.tried.saturating_add(1);
        let delay = events.delay().map_or(USUAL, Duration::from_millis);
        Some(Box::pin(async move {
            let client = request.client.clone();
            client.inner.transport.sleep(delay.min(LONGEST)).await;
            execute(request).await
        }))
    }
}
