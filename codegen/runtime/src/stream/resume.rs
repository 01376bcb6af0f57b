//! Resuming a download that breaks off (RFC 9110, 13.1.5 and 14).
//!
//! In: the head and body of the first response, and the request for it. Out: the bytes of one
//! representation, each once and in order, or why they end. Must not know what the bytes mean.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::ByteStream;
use super::range::{ContentRange, unsatisfied, validator};
use crate::error::{CallSite, Error, NoError};
use crate::policy::retry::{self, FailedAttempt};
use crate::request::Request;
use crate::response::body;
use crate::send::{Failure, Outcome, RawResponse, ReceivedBody, execute};
use crate::transport::exclusive::Exclusive;
use crate::transport::{Body, BoxFuture, TransportError};

/// A body that goes on after its connection broke off.
pub(super) struct Resuming {
    state: State,
    /// What asks for the rest, or why nothing can.
    rest: Result<Rest, &'static str>,
    /// The place of the next byte in the representation.
    at: u64,
    /// The position after the last byte, if known.
    end: Option<u64>,
    /// The length of the whole representation, where it is known.
    total: Option<u64>,
    /// The place after the last byte of the response that resumed.
    part_end: Option<u64>,
    /// How often in a row.
    times: u32,
    /// How often since the last byte.
    tried: u32,
    /// Why it was last resumed.
    broken: Option<TransportError>,
    site: CallSite,
}

enum State {
    Open(Body),
    Connecting(Exclusive<BoxFuture<'static, Outcome>>),
    Ended,
}

/// What asks for the rest.
struct Rest {
    request: Box<Request>,
    /// The header that identifies this representation.
    validator: (HeaderName, HeaderValue),
    /// The last byte, of a range that the user requested.
    last: Option<u64>,
}

impl Rest {
    /// The request for the bytes from that one on. If it had another range, the response would be
    /// refused.
    fn request(&self, start: u64) -> Box<Request> {
        let last = self.last.map(|last| last.to_string()).unwrap_or_default();
        let mut request = self.request.clone();
        if let Ok(range) = HeaderValue::try_from(format!("bytes={start}-{last}")) {
            request.headers.insert(RANGE, range);
        }
        request.headers.insert(IF_RANGE, self.validator.1.clone());
        request
    }
}

/// What the first response was.
pub(super) struct First<'a> {
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    /// The body came in a coding, which may have been removed.
    pub(super) was_encoded: bool,
    /// How many of its bytes have arrived.
    pub(super) received: u64,
}

impl Resuming {
    pub(super) fn new(
        body: Body,
        request: Option<Box<Request>>,
        first: &First<'_>,
        site: CallSite,
    ) -> Self {
        let (rest, range) = match rest(request, first) {
            Ok((rest, range)) => (Ok(rest), range),
            Err(why) => (Err(why), None),
        };
        let length = || {
            let length = first.headers.get(CONTENT_LENGTH);
            length.and_then(|value| value.to_str().ok()?.parse().ok())
        };
        let (start, end, total) = match range {
            Some(range) => (range.start, Some(range.end), range.total),
            None if rest.is_ok() => (0, length(), length()),
            None => (0, None, None),
        };
        Self {
            state: State::Open(body),
            rest,
            at: start.saturating_add(first.received),
            end,
            total,
            part_end: None,
            times: 0,
            tried: 0,
            broken: None,
            site,
        }
    }

    pub(super) fn set_times(&mut self, times: u32) {
        self.times = times;
    }

    /// How many bytes are left, if known.
    pub(super) fn left(&self) -> Option<u64> {
        self.end?.checked_sub(self.at)
    }

    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let done = match &mut self.state {
                State::Open(body) => match ready!(Pin::new(body).poll_next(cx)) {
                    Some(Ok(bytes)) => return Poll::Ready(Some(self.receive(bytes))),
                    Some(Err(error)) => self.break_off(error),
                    None => self.end_body(),
                },
                State::Connecting(work) => {
                    let outcome = ready!(work.get_mut().as_mut().poll(cx));
                    self.resume(outcome)
                }
                State::Ended => return Poll::Ready(None),
            };
            if let Err(error) = done {
                self.state = State::Ended;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    fn receive(&mut self, bytes: Bytes) -> Result<Bytes, Error> {
        let at = self.at.saturating_add(bytes.len() as u64);
        if self.part_end.is_some_and(|end| at > end) {
            self.state = State::Ended;
            return Err(self.refuse("the server sent more bytes than its `Content-Range` says"));
        }
        if at > self.at {
            self.tried = 0;
        }
        self.at = at;
        Ok(bytes)
    }

    /// Accepts the end of a complete body, and requests the rest otherwise.
    fn end_body(&mut self) -> Result<(), Error> {
        let is_complete = match (self.part_end, self.end) {
            // Without a length, the end of the first response is the end of the representation.
            (None, end) => end.is_none_or(|end| self.at >= end),
            (Some(_), end) => end == Some(self.at),
        };
        if is_complete {
            self.state = State::Ended;
            return Ok(());
        }
        // A server may send less than was requested (RFC 9110, 15.3.7), which is not an error.
        if self.part_end == Some(self.at)
            && self.tried == 0
            && let Ok(rest) = &self.rest
        {
            let request = rest.request(self.at);
            self.connect(request, Duration::ZERO);
            return Ok(());
        }
        self.break_off(TransportError::interrupted("the body ended too early"))
    }

    /// Requests the rest, or returns the error if that is not possible.
    fn break_off(&mut self, error: TransportError) -> Result<(), Error> {
        if self.times == 0 || !error.is_transient() {
            return Err(self.failed(error));
        }
        match self.end {
            Some(end) if self.at == end => {
                self.state = State::Ended;
                return Ok(());
            }
            Some(end) if self.at > end => {
                self.broken = Some(error);
                return Err(self.refuse("the server sent more bytes than it announced"));
            }
            _ => {}
        }
        if self.tried >= self.times {
            let note = format!(
                "resuming it brought no bytes, {} times in a row",
                self.times
            );
            return Err(self.failed(error.with_note(note)));
        }
        let request = match &self.rest {
            Ok(rest) => rest.request(self.at),
            Err(why) => {
                let error = error.with_note(format!("it can't be resumed, since {why}"));
                return Err(self.failed(error));
            }
        };
        let failed = FailedAttempt::Transport(&error);
        let delay = retry::delay(&Method::GET, false, self.tried.saturating_add(1), failed);
        self.broken = Some(error);
        self.connect(request, delay.map_or(Duration::ZERO, |(wait, _)| wait));
        Ok(())
    }

    /// Sends the request for the rest after a delay.
    fn connect(&mut self, request: Box<Request>, delay: Duration) {
        self.tried = self.tried.saturating_add(1);
        self.state = State::Connecting(Exclusive::new(Box::pin(async move {
            let client = request.client.clone();
            client.inner.transport.sleep(delay).await;
            execute(request).await
        })));
    }

    /// Goes on with the response to the request for the rest.
    fn resume(&mut self, outcome: Outcome) -> Result<(), Error> {
        self.state = State::Ended;
        let may_again = self.tried < self.times;
        let result = match outcome.result {
            Err(Failure::Transport(error)) if may_again && error.is_transient() => {
                return self.break_off(error);
            }
            Err(Failure::Timeout(after)) if may_again => {
                let error = TransportError::timeout(format!("no response within {after:?}"));
                return self.break_off(error);
            }
            Ok(response) if response.status.is_success() => return self.go_on(*response),
            Ok(response) if self.is_at_end(&response) => {
                (self.end, self.total) = (Some(self.at), Some(self.at));
                return Ok(());
            }
            result => result,
        };
        body::<ByteStream, NoError>(Outcome { result, ..outcome }).map(drop)
    }

    /// Whether a response says that no bytes are left, if their number was unknown.
    fn is_at_end(&self, response: &RawResponse) -> bool {
        response.status == StatusCode::RANGE_NOT_SATISFIABLE
            && self.end.is_none()
            && self.total.is_none_or(|total| total == self.at)
            && unsatisfied(&response.headers) == Some(self.at)
    }

    /// Goes on with the body of a response if it is the rest.
    fn go_on(&mut self, response: RawResponse) -> Result<(), Error> {
        let range = match self.rest_of(&response) {
            Ok(range) => range,
            Err(why) => return Err(self.refuse(&why)),
        };
        let ReceivedBody::Streamed(coming) = response.body else {
            return Err(self.refuse("the response can't be read part by part"));
        };
        self.total = self.total.or(range.total);
        self.end = self.end.or(self.total);
        self.part_end = Some(range.end);
        self.state = State::Open(coming.body);
        Ok(())
    }

    /// The range of a response, or why it is not the rest.
    fn rest_of(&self, response: &RawResponse) -> Result<ContentRange, String> {
        let headers = &response.headers;
        if response.status != StatusCode::PARTIAL_CONTENT {
            return Err(format!(
                "the server responded with {} instead of 206: the resource has changed, or the server doesn't support ranges",
                response.status.as_u16()
            ));
        }
        if let Ok(Rest { validator, .. }) = &self.rest
            && headers
                .get_all(&validator.0)
                .iter()
                .any(|value| *value != validator.1)
        {
            return Err(format!(
                "the resource has changed: its `{}` is another",
                validator.0
            ));
        }
        if headers.contains_key(CONTENT_ENCODING) {
            return Err("the rest has a `Content-Encoding`".to_owned());
        }
        let range = ContentRange::of(headers)
            .ok_or("the server sent the rest without a valid `Content-Range`")?;
        if range.start != self.at || self.end.is_some_and(|end| range.end > end) {
            let (start, last) = (range.start, range.end.saturating_sub(1));
            return Err(format!("the server sent other bytes: {start} to {last}"));
        }
        match (self.total, range.total) {
            (Some(total), Some(now)) if total != now => Err(format!(
                "the resource has changed: it had {total} bytes, and now has {now}"
            )),
            _ => Ok(range),
        }
    }

    /// The error of a download that can't go on since the response is not the rest.
    fn refuse(&mut self, why: &str) -> Error {
        let broken = self.broken.take();
        let error = broken
            .unwrap_or_else(|| TransportError::interrupted("the server sent only a part of it"));
        let note = format!("it can't be resumed at byte {}, since {why}", self.at);
        self.failed(error.with_note(note))
    }

    fn failed(&self, error: TransportError) -> Error {
        let site = Box::new(self.site.clone());
        Error::Transport { error, site }
    }
}

/// What asks for the rest of a response, and the range that it is of the representation; or why it
/// can't be resumed.
fn rest(
    request: Option<Box<Request>>,
    first: &First<'_>,
) -> Result<(Rest, Option<ContentRange>), &'static str> {
    let request = request.ok_or("it is not the response to a `GET`")?;
    if !request.is_repeatable() {
        return Err("the body of its request can be sent only once");
    }
    if first.was_encoded || first.headers.contains_key(CONTENT_ENCODING) {
        return Err("it has a `Content-Encoding`");
    }
    let range = match first.status {
        StatusCode::OK => None,
        StatusCode::PARTIAL_CONTENT => {
            let range = ContentRange::of(first.headers);
            Some(range.ok_or("it has no valid `Content-Range`")?)
        }
        _ => return Err("its status is neither 200 nor 206"),
    };
    let validator = validator(first.headers).ok_or(
        "it has no strong `ETag`, nor instead of one a `Last-Modified` at least a second before its `Date`",
    )?;
    let rest = Rest {
        request,
        validator,
        last: range.map(|range| range.end.saturating_sub(1)),
    };
    Ok((rest, range))
}
