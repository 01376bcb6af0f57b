//! Answers that come part by part.
//!
//! In: the body of an answer while it comes. Out: its items, decoded, or its bytes. Must not know how requests are
//! put together.

mod bytes;
mod event;
mod frames;
mod lines;
mod readings;
mod reconnect;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use ::bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

pub use self::bytes::ByteStream;
use self::frames::Frames;
pub(crate) use self::frames::{Framing, is_event_stream};
use self::reconnect::Reconnect;
use crate::call::finish;
use crate::codec::{self, DecodeError};
use crate::echo;
use crate::error::{CallSite, Error, NoError};
use crate::exclusive::Exclusive;
use crate::request::Request;
use crate::send::{Hop, Outcome};
use crate::transport::{Body, BoxFuture, TransportError};

/// The body of an answer that comes part by part.
pub(crate) struct Coming {
    pub(crate) body: Body,
    pub(crate) framing: Framing,
    /// How large an item may be.
    pub(crate) limit: usize,
    /// Other data than `[DONE]` that ends the stream.
    pub(crate) sentinel: Option<&'static str>,
    /// The request, for a stream that can be asked for again.
    pub(crate) again: Option<Box<Request>>,
}

/// Items that come one by one, as server-sent events or as lines of JSON.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. Dropping it ends the request.
/// The call's time limit holds until the answer begins, since nobody knows how long a stream goes on.
///
/// Server-sent events are read as the HTML standard has them (9.2.6): an event ends with an empty line, and what the
/// stream ends in the middle of is none. Data `[DONE]` ends the stream.
///
/// # Connections that break off
///
/// A stream of server-sent events that breaks off is asked for again where nothing can be lost or come twice by it: by
/// `GET`, from the identifier (`Last-Event-ID`) of the last event on. That waits for as long as the server says
/// (`retry`), 3 s otherwise, and happens as often in a row without an event as a call may be retried.
/// [`reconnecting`](Self::reconnecting) asks for more or for none.
pub struct EventStream<T> {
    state: State,
    frames: Frames,
    limit: usize,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    sent: Arc<Hop>,
    reconnect: Reconnect,
    items: PhantomData<fn() -> T>,
}

enum State {
    Open(Body),
    /// No more comes, but what has come is still to be read.
    Last,
    /// The request is on its way again.
    Connecting(Exclusive<BoxFuture<'static, Outcome>>),
    Ended,
}

impl<T> EventStream<T> {
    pub(crate) fn new(
        coming: Coming,
        site: CallSite,
        (status, headers): (StatusCode, HeaderMap),
        sent: Arc<Hop>,
    ) -> Self {
        Self {
            state: State::Open(coming.body),
            frames: Frames::new(coming.framing, coming.sentinel),
            limit: coming.limit,
            site,
            status,
            headers,
            sent,
            reconnect: Reconnect::new(coming.again.filter(|_| coming.framing.is_events())),
            items: PhantomData,
        }
    }

    /// Asks for the stream again whenever it breaks off or the server ends it, as the `EventSource` of browsers does:
    /// at most so many times in a row without an event in between. It ends with data `[DONE]`, a status `204`, or any
    /// answer that isn't a success.
    ///
    /// The whole request is sent again, also if it is no `GET`, with the header `Last-Event-ID` where an event had an
    /// identifier. Without one a server begins anew, and events may come twice. With 0 it is not asked for again.
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

    /// What the server calls the event that came last, `message` where it has no name. Only server-sent events have
    /// names.
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

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn fail(&mut self, error: TransportError) -> Error {
        self.state = State::Ended;
        let site = Box::new(self.site.clone());
        Error::Transport { error, site }
    }

    /// Takes in what came, or how it ended.
    fn receive(&mut self, part: Option<Result<Bytes, TransportError>>) -> Result<(), Error> {
        let broken = match part {
            Some(Ok(bytes)) => {
                self.frames.push(&bytes);
                return Ok(());
            }
            Some(Err(error)) => Some(error),
            None => None,
        };
        if let Some(work) = self.reconnect.again(&self.frames.events, broken.as_ref()) {
            self.state = State::Connecting(Exclusive::new(work));
            return Ok(());
        }
        if let Some(error) = broken {
            return Err(self.fail(error));
        }
        self.frames.end();
        self.state = State::Last;
        Ok(())
    }

    /// Goes on with the answer to the request that was sent again.
    fn reconnected(&mut self, outcome: Outcome) -> Result<(), Error> {
        self.state = State::Ended;
        let (status, headers, next) = finish::<Self, NoError>(outcome)?.into_parts();
        if status != StatusCode::NO_CONTENT {
            (self.status, self.headers) = (status, headers);
            self.state = next.state;
            self.frames.begin_again();
        }
        Ok(())
    }
}

impl<T: DeserializeOwned> EventStream<T> {
    /// The next item; none when the stream has ended.
    ///
    /// An item that does not decode is an error, after which the next ones come.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn decode(&self, item: &[u8]) -> Result<T, Error> {
        let mut failed = None;
        for text in self.frames.readings(item) {
            match codec::decode(&text) {
                Ok(item) => return Ok(item),
                Err(error) => failed = failed.or(Some((text, error))),
            }
        }
        let (text, error) =
            failed.unwrap_or_else(|| (item.into(), DecodeError::whole("it can't be read", item)));
        let error = echo::told(&self.sent, &text, error, codec::decode::<T>);
        let (headers, site) = (self.headers.clone(), self.site.clone());
        let kept = echo::kept(&self.sent, item);
        Err(Error::decode(&error, self.status, headers, site).with_body(&kept))
    }

    /// The next item of what has come.
    fn take(&mut self) -> Option<Result<T, Error>> {
        let item = self.frames.next()?;
        if self.frames.is_done() {
            self.state = State::Ended;
            return None;
        }
        self.reconnect.progressed();
        Some(self.decode(&item))
    }
}

impl<T: DeserializeOwned> Stream for EventStream<T> {
    type Item = Result<T, Error>;

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
                State::Last | State::Ended => {
                    self.state = State::Ended;
                    return Poll::Ready(None);
                }
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

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("site", &self.site)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
