//! Responses that are read item by item.
//!
//! In: the body of a response as it arrives. Out: its items, decoded, or its bytes. Must not know
//! how requests are put together.

mod bytes;
mod classify;
mod event;
mod frames;
mod lines;
mod range;
mod readings;
mod reconnect;
mod resume;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use ::bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

pub use self::bytes::ByteStream;
use self::classify::{Data, classify};
use self::frames::Frames;
use self::reconnect::Reconnect;
use crate::codec::{self, DecodeError, Format, FromBody, is_json};
use crate::error::{CallSite, Error, NoError};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::repeated;
use crate::response::report::{is_error, report};
use crate::response::{Output, StreamedResponse, Success, response};
use crate::send::Outcome;
use crate::transport::exclusive::Exclusive;
use crate::transport::{Body, BoxFuture, TransportError};

/// Items that arrive one by one, as server-sent events or as lines of JSON.
///
/// It is a [`Stream`], with a [`next`](Self::next) that needs no extension trait. Dropping it ends
/// the request. The call's timeout applies until the response begins, since a stream may last any
/// time.
///
/// `E` is the operation's own error type.
///
/// # What an item is
///
/// Server-sent events are read as the HTML standard says (9.2.6), and as servers send them in
/// practice:
///
/// - Data `[DONE]` ends the stream.
/// - Empty data and events called `ping`, `heartbeat` or `keep-alive` are skipped, unless the
///   document describes them as items. Where items are text, any data is one.
/// - The last event needs no empty line after it.
///
/// # Errors
///
/// | received | error |
/// |---|---|
/// | an event called `error`, or an object with a member `error` or the `type` `error`, unless the document describes it as an item | [`Error::Api`] with the status of the response, and the operation's error as its body |
/// | an item that does not decode | [`Error::Decode`]; the next items follow |
/// | an item that is cut off by the end of the stream | [`Error::Decode`] |
/// | a lost connection | [`Error::Transport`]; an incomplete item is discarded |
///
/// Where errors are typed by status, an error in a stream has the type of the status that it states
/// (`status`, `code`), or else of the first that it can be read as: `default`, the server's (5xx),
/// the client's (4xx).
///
/// # Lost connections
///
/// A stream of server-sent events whose connection is lost is requested again if no event can be
/// lost or repeated: for a `GET`, after the last event with an identifier (`Last-Event-ID`). The
/// wait before it is the one that the server sets (`retry`), 3 s by default. The number of times in
/// a row without an event is limited like the retries of a call;
/// [`reconnecting`](Self::reconnecting) changes it. After an error that the server reports the
/// stream is not requested again.
pub struct EventStream<T, E = NoError> {
    state: State,
    frames: Frames,
    limit: usize,
    errors: Format,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    sent: Arc<PreparedRequest>,
    reconnect: Reconnect,
    items: PhantomData<fn() -> (T, E)>,
}

enum State {
    Open(Body),
    /// The body has ended, but items are still to be read.
    Last,
    /// The request is on its way again.
    Connecting(Exclusive<BoxFuture<'static, Outcome>>),
    Ended,
}

impl<T, E> EventStream<T, E> {
    fn new(response: StreamedResponse) -> Self {
        let StreamedResponse { body, site, .. } = response;
        Self {
            state: State::Open(body.body),
            frames: Frames::new(body.framing, body.sentinel),
            limit: body.limit,
            errors: body.errors,
            site,
            status: response.status,
            headers: response.headers,
            sent: response.sent,
            reconnect: Reconnect::new(body.again.filter(|_| body.framing.is_events())),
            items: PhantomData,
        }
    }

    /// Requests the stream again whenever the connection is lost or the server ends it, as the
    /// `EventSource` of browsers does: at most `times` times in a row without an event in between.
    /// It ends with data `[DONE]`, an error that the server reports, a status `204`, or any
    /// response that isn't a success.
    ///
    /// The whole request is sent again, even if it is not a `GET`, with the header `Last-Event-ID`
    /// if an event had an identifier. Without one the server starts from the beginning, and events
    /// may be repeated. 0 disables reconnecting.
    #[must_use]
    pub fn reconnecting(mut self, times: u32) -> Self {
        self.reconnect.always(times);
        self
    }

    /// The same for a thread that waits, in a program without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn blocking(self) -> crate::Blocking<Self> {
        let site = self.site.clone();
        crate::Blocking::new(self, site)
    }

    /// What the server calls the event that came last, `message` where it has no name. Only
    /// server-sent events have names.
    #[must_use]
    pub fn event_name(&self) -> &str {
        self.frames.events.name()
    }

    /// The identifier of the event that came last, or of the last one before that had any.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        let id = self.frames.events.last_id();
        (!id.is_empty()).then_some(id)
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn fail(&mut self, error: TransportError) -> Error<E> {
        self.state = State::Ended;
        let site = Box::new(self.site.clone());
        Error::Transport { error, site }
    }

    /// Asks for the stream again after the server ended it, if the user set `reconnecting`.
    fn go_on(&mut self) {
        self.state = match self.reconnect.again(&self.frames.events, None) {
            Some(work) => State::Connecting(Exclusive::new(work)),
            None => State::Ended,
        };
    }

    /// Takes in what came, or how it ended.
    fn receive(&mut self, part: Option<Result<Bytes, TransportError>>) -> Result<(), Error<E>> {
        match part {
            Some(Ok(bytes)) => self.frames.push(&bytes),
            Some(Err(error)) => match self.reconnect.again(&self.frames.events, Some(&error)) {
                Some(work) => self.state = State::Connecting(Exclusive::new(work)),
                None => return Err(self.fail(error)),
            },
            None => {
                self.frames.end();
                self.state = State::Last;
            }
        }
        Ok(())
    }
}

impl<T: FromBody, E: FromBody> EventStream<T, E> {
    /// The next item; `None` when the stream has ended.
    ///
    /// # Errors
    ///
    /// See [above](Self#errors).
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Goes on with the response to the request that was sent again.
    fn reconnected(&mut self, outcome: Outcome) -> Result<(), Error<E>> {
        self.state = State::Ended;
        let (status, headers, next) = response::<Self, E>(outcome)?.into_parts();
        if status != StatusCode::NO_CONTENT {
            (self.status, self.headers) = (status, headers);
            self.state = next.state;
            self.frames.begin_again();
        }
        Ok(())
    }

    /// The next item of the bytes received so far.
    fn take(&mut self) -> Option<Result<T, Error<E>>> {
        loop {
            let data = self.frames.next()?;
            if self.frames.is_done() {
                self.state = State::Ended;
                return None;
            }
            let found = classify::<T>(&self.frames, &data);
            if !matches!(found, Data::KeepAlive) {
                self.reconnect.progressed();
            }
            match found {
                Data::Item(item) => return Some(Ok(item)),
                Data::KeepAlive => {}
                Data::Unreadable(text, error)
                    if !is_error::<E>(&data, self.errors, self.status) =>
                {
                    let is_cut = self.frames.is_cut() && !is_json(&data);
                    if !is_cut || !self.reconnect.resumes(&self.frames.events) {
                        return Some(Err(self.unreadable(&text, error, is_cut)));
                    }
                }
                Data::Error | Data::Unreadable(..) => return Some(Err(self.reported(&data))),
            }
        }
    }

    /// The error of an item that can't be read.
    fn unreadable(&self, text: &[u8], error: DecodeError, is_cut: bool) -> Error<E> {
        let error = repeated::redacted_error(&self.sent, text, error, codec::decode::<T>);
        let error = if is_cut {
            let message = format!(
                "the stream ended in the middle of an item: {}",
                error.message()
            );
            error.with_message(message)
        } else {
            error
        };
        let (headers, site) = (self.headers.clone(), self.site.clone());
        let kept = repeated::redacted_body(&self.sent, text);
        Error::decode(&error, self.status, headers, site).with_body(&kept)
    }

    /// The error that the server reports. It ends for a reason, so it is not asked again.
    fn reported(&mut self, text: &[u8]) -> Error<E> {
        self.reconnect.stop();
        let head = (self.status, self.headers.clone());
        report(text, self.errors, head, self.site.clone(), &self.sent)
    }

    /// What is wrong with lines at the end that belong to no event.
    fn stray(&mut self) -> Option<Error<E>> {
        let (text, is_stream) = self.frames.events.take_stray()?;
        if is_error::<E>(text.as_bytes(), self.errors, self.status) {
            return Some(self.reported(text.as_bytes()));
        }
        if is_stream {
            // The standard passes over such lines.
            return None;
        }
        self.reconnect.stop();
        let shown = repeated::redacted_body(&self.sent, text.as_bytes());
        let error = DecodeError::whole("it has no events", &shown);
        let (headers, site) = (self.headers.clone(), self.site.clone());
        Some(Error::decode(&error, self.status, headers, site).with_body(&shown))
    }
}

impl<T: FromBody, S: FromBody> Output for EventStream<T, S> {
    fn from_success<E: FromBody>(success: &mut Success) -> Result<Self, Error<E>> {
        let response = success.streamed(|body| codec::decode::<T>(body).is_ok())?;
        Ok(Self::new(response))
    }
}

impl<T: FromBody, E: FromBody> Stream for EventStream<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if !matches!(self.state, State::Ended)
                && let Some(item) = self.take()
            {
                return Poll::Ready(Some(item));
            }
            let done = match &mut self.state {
                State::Open(body) => {
                    let part = ready!(Pin::new(body).poll_next(cx));
                    self.receive(part)
                }
                State::Connecting(work) => {
                    let outcome = ready!(work.get_mut().as_mut().poll(cx));
                    self.reconnected(outcome)
                }
                State::Last => {
                    let stray = self.stray();
                    self.go_on();
                    stray.map_or(Ok(()), Err)
                }
                State::Ended => return Poll::Ready(None),
            };
            if let Err(error) = done {
                return Poll::Ready(Some(Err(error)));
            }
            if self.frames.kept() > self.limit {
                let error = TransportError::too_large(self.limit);
                return Poll::Ready(Some(Err(self.fail(error))));
            }
        }
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("site", &self.site)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
