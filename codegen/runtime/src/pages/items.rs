//! The items of all pages.
//!
//! In: a call and how its pages follow one another. Out: a stream of their items, decoded one by
//! one. Must not know how pages are found.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::paginator::{Fetched, Paginator};
use super::{Paging, stuck};
use crate::codec::{self, DecodeError, FromBody, is_json};
use crate::error::{CallSite, Error, NoError};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::repeated;
use crate::request::Request;
use crate::response::reported::reported;
use crate::response::{Output, body};
use crate::send::Outcome;

/// The items of all pages, one after the other.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. What
/// [`Pages`](crate::Pages) says of requests and of the end holds for it, too.
///
/// # Errors
///
/// An item that does not decode is an [`Error::Decode`], after which the other items of its page
/// and the next pages follow. So a program that leaves its loop at the first error (`?`) has read
/// all items before it, and one that goes on misses nothing but that item:
///
/// ```
/// use specwright_runtime::{Error, Items};
///
/// async fn names(mut items: Items<String>) -> Result<Vec<String>, Error> {
///     let mut names = Vec::new();
///     while let Some(item) = items.next().await {
///         match item {
///             Ok(name) => names.push(name),
///             Err(error @ Error::Decode { .. }) => eprintln!("skipped: {error}"),
///             Err(error) => return Err(error),
///         }
///     }
///     Ok(names)
/// }
/// ```
///
/// A page without its required array is the error that the call itself returns for it, as in
/// [`Pages`](crate::Pages). If the array is optional or nullable and missing, the page is empty,
/// unless it has an `error` instead.
#[must_use = "items are asked for page by page"]
pub struct Items<I, E = NoError> {
    paginator: Paginator,
    page: Option<CurrentPage>,
    /// Reads a page as the call itself does.
    whole: fn(Outcome) -> Result<(), Error<E>>,
    output: PhantomData<fn() -> (I, E)>,
}

/// A page whose items are returned one by one.
struct CurrentPage {
    items: vec::IntoIter<Range<usize>>,
    /// How many items were returned.
    given: usize,
    body: Bytes,
    cursor: Option<String>,
    next: Option<String>,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    /// The request for it, whose credentials are redacted in errors.
    sent: Arc<PreparedRequest>,
}

impl<I: FromBody, E: FromBody> Items<I, E> {
    /// The items of the pages of a call that returns a `T`.
    pub(crate) fn new<T: Output>(request: Box<Request>, paging: Paging) -> Self {
        Self {
            paginator: Paginator::new(request, paging),
            page: None,
            whole: |outcome| body::<T, E>(outcome).map(drop),
            output: PhantomData,
        }
    }

    /// Starts at the page of that cursor, which [`cursor`](Self::cursor) or an earlier page
    /// returned.
    pub fn resume(mut self, cursor: impl AsRef<str>) -> Self {
        self.paginator.resume(cursor.as_ref());
        self
    }

    /// The cursor of the page with the last item; `None` for the first page. Resuming there returns
    /// the items of that page again.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.page.as_ref()?.cursor.as_deref()
    }

    /// The cursor of the page after that one; `None` if that is the last one, or none came yet.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.page.as_ref()?.next.as_deref()
    }

    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The same items as an iterator, for programs without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn blocking(self) -> crate::Blocking<Self> {
        let site = self.paginator.site();
        crate::Blocking::new(self, site)
    }

    /// The next item of the page that is there.
    fn take(&mut self) -> Option<Result<I, Error<E>>> {
        let page = self.page.as_mut()?;
        let item = page.items.next()?;
        let index = page.given;
        page.given += 1;
        let text = page.body.get(item).unwrap_or_default();
        let item = codec::decode(text).map_err(|error| {
            let error = repeated::redacted_error(&page.sent, text, error, codec::decode::<I>);
            let outer = self.paginator.paging().item_path(index);
            page.misread(&error.within(&outer), text)
        });
        Some(item)
    }

    /// Takes in a page, or what was wrong with it.
    fn open_page(&mut self, fetched: Fetched) -> Result<(), Error<E>> {
        if let Some(error) = stuck(&fetched) {
            return Err(error);
        }
        let (outcome, body) = (fetched.outcome, fetched.body);
        let response = outcome.result.as_ref().ok();
        let Some(response) = response.filter(|response| response.status.is_success()) else {
            return (self.whole)(outcome);
        };
        let is_page = fetched.items.is_some();
        let mut page = CurrentPage {
            items: fetched.items.unwrap_or_default().into_iter(),
            given: 0,
            body,
            cursor: fetched.cursor,
            next: fetched.next,
            site: outcome.site.clone(),
            status: response.status,
            headers: response.headers.clone(),
            sent: Arc::clone(&response.sent),
        };
        let read = if is_page {
            page.check_json()
        } else {
            // The document may allow a page without the array.
            (self.whole)(outcome).and_then(|()| page.check_reported())
        };
        if read.is_err() {
            page.items = Vec::new().into_iter();
            if !is_json(&page.body) {
                self.paginator.end();
            }
        }
        self.page = Some(page);
        read
    }
}

/// Cursors of the items that a thread waits for.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<I: FromBody, E: FromBody> crate::Blocking<Items<I, E>> {
    /// See [`Items::cursor`].
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.stream()?.cursor()
    }

    /// See [`Items::next_cursor`].
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.stream()?.next_cursor()
    }
}

impl CurrentPage {
    /// The items are decoded one by one, so nothing else sees whether the whole is JSON.
    fn check_json<E>(&self) -> Result<(), Error<E>> {
        codec::check(&self.body).map_err(|error| self.misread(&error, &self.body))
    }

    /// Refuses an error in place of the items.
    fn check_reported<E>(&self) -> Result<(), Error<E>> {
        let json = String::from_utf8_lossy(&self.body);
        let Some((name, value)) = reported(&json) else {
            return Ok(());
        };
        let shown = repeated::redacted_body(&self.sent, value.as_bytes());
        let message = "the page has no items, but reports an error";
        let error = DecodeError::whole(message, &shown).within(name);
        Err(self.misread(&error, &self.body))
    }

    fn misread<E>(&self, error: &DecodeError, text: &[u8]) -> Error<E> {
        let (headers, site) = (self.headers.clone(), self.site.clone());
        let kept = repeated::redacted_body(&self.sent, text);
        Error::decode(error, self.status, headers, site).with_body(&kept)
    }
}

impl<I: FromBody, E: FromBody> Stream for Items<I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.take() {
                return Poll::Ready(Some(item));
            }
            let Some(fetched) = ready!(self.paginator.poll(cx)) else {
                return Poll::Ready(None);
            };
            if let Err(error) = self.open_page(fetched) {
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
