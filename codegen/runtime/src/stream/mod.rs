//! Answers that come item by item.
//!
//! In: the body of an answer while it comes. Out: its items, decoded. Must not know requests.

mod frames;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use self::frames::Frames;
pub(crate) use self::frames::Framing;
use crate::codec::{self, Format, decode_as};
use crate::error::{CallSite, Error};
use crate::transport::{Body, TransportError};

/// What ends a stream of some APIs, in the place of an item.
const DONE: &[u8] = b"[DONE]";

/// Items that come one by one, as server-sent events or as lines of JSON.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. Dropping it ends the request.
/// The call's time limit holds until the first byte, since nobody knows how long a stream goes on.
pub struct EventStream<T> {
    body: Body,
    frames: Frames,
    /// How large an item may be.
    limit: usize,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    ended: bool,
    items: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    pub(crate) fn new(
        body: Body,
        framing: Framing,
        limit: usize,
        site: CallSite,
        (status, headers): (StatusCode, HeaderMap),
    ) -> Self {
        Self {
            body,
            frames: Frames::new(framing),
            limit,
            site,
            status,
            headers,
            ended: false,
            items: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> EventStream<T> {
    /// The next item; none when the stream has ended.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn decode(&self, item: &[u8]) -> Result<T, Error> {
        codec::decode(item).or_else(|error| {
            // Data that isn't JSON is a text, if a text is what is asked for.
            decode_as(Format::Text, self.status.as_u16(), "", item).map_err(|_| {
                Error::decode(&error, self.status, self.headers.clone(), self.site.clone())
            })
        })
    }

    fn fail(&mut self, error: TransportError) -> Error {
        self.ended = true;
        let site = Box::new(self.site.clone());
        Error::Transport { error, site }
    }

    /// Takes in what came, or the end.
    fn receive(&mut self, part: Option<Result<Bytes, TransportError>>) -> Result<(), Error> {
        match part {
            None => self.frames.end(),
            Some(Ok(bytes)) => self.frames.push(&bytes),
            Some(Err(error)) => return Err(self.fail(error)),
        }
        if self.frames.kept() > self.limit {
            return Err(self.fail(TransportError::too_large(self.limit)));
        }
        Ok(())
    }
}

impl<T: DeserializeOwned> Stream for EventStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut over = false;
        while !self.ended {
            match self.frames.next() {
                Some(item) if item == DONE => self.ended = true,
                Some(item) => return Poll::Ready(Some(self.decode(&item))),
                None if over => self.ended = true,
                None => {
                    let part = ready!(Pin::new(&mut self.body).poll_next(cx));
                    over = part.is_none();
                    if let Err(error) = self.receive(part) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
        Poll::Ready(None)
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
