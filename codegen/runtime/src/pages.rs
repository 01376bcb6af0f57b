//! Pages: going through all that an operation lists.
//!
//! In: a call and how its pages follow one another. Out: streams of pages or of their items, and iterators for
//! programs that wait. Must not know how pages are found, nor how requests are sent.

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod link;
mod paging;
pub(crate) mod text;
mod walk;

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use self::blocking::{BlockingItems, BlockingPages};
pub use self::paging::Paging;
use self::walk::{Fetched, Walk};
use crate::call::{Output, finish};
use crate::codec::{self, DecodeError, Format};
use crate::echo;
use crate::error::{CallSite, Error, NoError};
use crate::request::Request;
use crate::response::Response;
use crate::send::{Hop, Outcome};

/// A page: the answer of one request, and where the next one begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    response: Response<T>,
    cursor: Option<String>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// Where this page begins, for [`Pages::resume`]; none: it is the one that the call asks for by itself.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Where the next page begins, for [`Pages::resume`]; none: this is the last one.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> T {
        self.response.into_body()
    }

    /// The answer alone: status, headers and body.
    #[must_use]
    pub fn into_response(self) -> Response<T> {
        self.response
    }
}

impl<T> Deref for Page<T> {
    type Target = Response<T>;

    fn deref(&self) -> &Response<T> {
        &self.response
    }
}

/// The pages of an operation, one after the other.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. Each page is a request of its own with
/// the parameters, the credentials and every option of the call, its time limit included; it is sent when the stream
/// is asked for it. The stream ends where nothing leads on: behind a page without items, or when the server gives no
/// cursor, or one that it gave before. It also ends behind an error; [`resume`](Self::resume) goes on from there.
/// Where the server names the address of the next page, it is only asked at the same scheme, host and port.
#[must_use = "pages are asked for one by one"]
pub struct Pages<T, E = NoError> {
    walk: Walk,
    answer: PhantomData<fn() -> (T, E)>,
}

impl<T: Output, E: DeserializeOwned> Pages<T, E> {
    pub(crate) fn new(request: Box<Request>, paging: Paging) -> Self {
        Self {
            walk: Walk::new(request, paging),
            answer: PhantomData,
        }
    }

    /// Begins at the page of that cursor, which an earlier page told.
    pub fn resume(mut self, cursor: impl AsRef<str>) -> Self {
        self.walk.resume(cursor.as_ref());
        self
    }

    /// The next page; none behind the last one.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The same pages as an iterator, for programs without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn blocking(self) -> BlockingPages<T, E> {
        BlockingPages::new(self)
    }

    fn page(fetched: Fetched) -> Result<Page<T>, Error<E>> {
        Ok(Page {
            cursor: fetched.cursor,
            next: fetched.next,
            response: finish(fetched.outcome)?,
        })
    }
}

impl<T: Output, E: DeserializeOwned> Stream for Pages<T, E> {
    type Item = Result<Page<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.walk.poll(cx).map(|fetched| fetched.map(Self::page))
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages, one after the other.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. What [`Pages`] says of requests and of
/// the end holds for it, too. An item that does not decode is an error, and ends the stream.
#[must_use = "items are asked for page by page"]
pub struct Items<I, E = NoError> {
    walk: Walk,
    page: Option<Held>,
    answer: PhantomData<fn() -> (I, E)>,
}

/// A page whose items are given one by one.
struct Held {
    items: vec::IntoIter<Range<usize>>,
    /// How many items were given.
    given: usize,
    body: Bytes,
    cursor: Option<String>,
    next: Option<String>,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    /// What was sent for it, whose credentials no error tells.
    sent: Option<Arc<Hop>>,
}

impl<I: DeserializeOwned, E: DeserializeOwned> Items<I, E> {
    pub(crate) fn new(request: Box<Request>, paging: Paging) -> Self {
        Self {
            walk: Walk::new(request, paging),
            page: None,
            answer: PhantomData,
        }
    }

    /// Begins at the page of that cursor, which [`cursor`](Self::cursor) or an earlier page told.
    pub fn resume(mut self, cursor: impl AsRef<str>) -> Self {
        self.walk.resume(cursor.as_ref());
        self
    }

    /// Where the page begins of which the last item was; none: at the beginning. Resumed there, the items of that
    /// page come once more.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.page.as_ref()?.cursor.as_deref()
    }

    /// Where the page behind that one begins; none: it is the last one, or none came yet.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.page.as_ref()?.next.as_deref()
    }

    /// The next item; none behind the last one.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The same items as an iterator, for programs without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn blocking(self) -> BlockingItems<I, E> {
        BlockingItems::new(self)
    }

    /// The next item of the page that is there.
    fn take(&mut self) -> Option<Result<I, Error<E>>> {
        let page = self.page.as_mut()?;
        let item = page.items.next()?;
        let index = page.given;
        page.given += 1;
        let text = page.body.get(item).unwrap_or_default();
        let item = codec::decode(text).map_err(|error| {
            page.items = Vec::new().into_iter();
            let error = match &page.sent {
                Some(sent) => echo::told(sent, text, error, codec::decode::<I>),
                None => error,
            };
            let outer = self.walk.paging().place_of(index);
            let error = error.within(&outer);
            let kept = match &page.sent {
                Some(sent) => echo::kept(sent, text),
                None => text.into(),
            };
            let (headers, site) = (page.headers.clone(), page.site.clone());
            Error::decode(&error, page.status, headers, site).with_body(&kept)
        });
        if item.is_err() {
            self.walk.end();
        }
        Some(item)
    }

    /// Takes in a page, or what was wrong with it.
    fn hold(&mut self, fetched: Fetched) -> Result<(), Error<E>> {
        let Fetched {
            outcome,
            cursor,
            next,
            body,
            items,
        } = fetched;
        let site = outcome.site.clone();
        let sent = outcome.result.as_ref().ok();
        let sent = sent.map(|answer| Arc::clone(&answer.sent));
        // The items are decoded one by one.
        let outcome = Outcome {
            returns: Format::Empty,
            ..outcome
        };
        let (status, headers, ()) = finish::<(), E>(outcome)?.into_parts();
        let valid = self.check(&body, items.is_empty());
        valid.map_err(|error| {
            self.walk.end();
            let kept = match &sent {
                Some(sent) => echo::kept(sent, &body),
                None => (&*body).into(),
            };
            Error::decode(&error, status, headers.clone(), site.clone()).with_body(&kept)
        })?;
        self.page = Some(Held {
            items: items.into_iter(),
            given: 0,
            body,
            cursor,
            next,
            site,
            status,
            headers,
            sent,
        });
        Ok(())
    }

    /// Whether the body is a JSON text that has items; there may be none.
    fn check(&self, body: &[u8], is_empty: bool) -> Result<(), DecodeError> {
        codec::decode::<IgnoredAny>(body)?;
        match self.walk.paging().misplaced(body) {
            Some(place) if is_empty => {
                Err(DecodeError::whole("the items of the page are no array", body).within(&place))
            }
            _ => Ok(()),
        }
    }
}

impl<I: DeserializeOwned, E: DeserializeOwned> Stream for Items<I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.take() {
                return Poll::Ready(Some(item));
            }
            let Some(fetched) = ready!(self.walk.poll(cx)) else {
                return Poll::Ready(None);
            };
            if let Err(error) = self.hold(fetched) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<I, E> fmt::Debug for Items<I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streams<S: Stream + Send + Unpin>() -> &'static str {
        std::any::type_name::<S>()
    }

    #[test]
    fn both_are_streams_that_can_be_sent() {
        assert_ne!(streams::<Pages<String>>(), streams::<Items<String>>());
    }
}
