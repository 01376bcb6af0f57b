//! Pages: going through all that an operation lists.
//!
//! In: a call and how its pages follow one another. Out: streams of pages or of their items, and
//! iterators for programs that wait. Must not know how pages are found, nor how requests are sent.

mod items;
mod link;
mod next;
mod paginator;
mod paging;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use self::items::Items;
use self::paginator::{Fetched, Paginator};
pub use self::paging::Paging;
use crate::codec::{FromBody, is_json};
use crate::error::{Error, NoError};
use crate::policy::repeated;
use crate::request::Request;
use crate::response::Response;
use crate::response::{Output, response};

/// A page: the response of one request, and where the next one begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    response: Response<T>,
    cursor: Option<String>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// The cursor of this page, for [`Pages::resume`]; `None` for the page that the call requests
    /// by itself.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// The cursor of the next page, for [`Pages::resume`]; `None` on the last one.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> T {
        self.response.into_body()
    }

    /// The response alone: status, headers and body.
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
/// It is a [`Stream`], with a [`next`](Self::next) that needs no extension trait. Each page is a
/// separate request with the parameters, the credentials and every option of the call, its timeout
/// included; it is sent when the stream is polled for it. A URL that the server sends for the next
/// page is only requested if its scheme, host and port are the same.
///
/// # The end
///
/// The stream goes on while the server names a next page, whether a page has items or not: by a
/// cursor, a URL, the header `Link` (RFC 8288), or a flag or count that says that there is more. It
/// ends when the server names none, or names the page itself again. Where pages are only counted,
/// an empty page is the last, and so is a page that repeats the one before.
///
/// # Errors
///
/// Nothing that the server announces is left out silently: where it says that there is more but
/// names no page, or names one that came before, the last item of the stream is an
/// [`Error::Decode`].
///
/// A page that does not decode is an [`Error::Decode`], after which the next pages follow, if it
/// names one. Any other error ends the stream; [`resume`](Self::resume) goes on from there.
#[must_use = "pages are asked for one by one"]
pub struct Pages<T, E = NoError> {
    paginator: Paginator,
    output: PhantomData<fn() -> (T, E)>,
}

impl<T: Output, E: FromBody> Pages<T, E> {
    pub(crate) fn new(request: Box<Request>, paging: Paging) -> Self {
        Self {
            paginator: Paginator::new(request, paging),
            output: PhantomData,
        }
    }

    /// Starts at the page of this cursor, which an earlier page returned.
    pub fn resume(mut self, cursor: impl AsRef<str>) -> Self {
        self.paginator.resume(cursor.as_ref());
        self
    }

    /// The next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The same pages as an iterator, for programs without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn blocking(self) -> crate::Blocking<Self> {
        let site = self.paginator.site();
        crate::Blocking::new(self, site)
    }

    fn page(&mut self, fetched: Fetched) -> Result<Page<T>, Error<E>> {
        if let Some(error) = stuck(&fetched) {
            return Err(error);
        }
        let response = response(fetched.outcome).inspect_err(|_| {
            if !is_json(&fetched.body) {
                self.paginator.end();
            }
        })?;
        Ok(Page {
            cursor: fetched.cursor,
            next: fetched.next,
            response,
        })
    }
}

impl<T: Output, E: FromBody> Stream for Pages<T, E> {
    type Item = Result<Page<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let fetched = ready!(self.paginator.poll(cx));
        Poll::Ready(fetched.map(|fetched| self.page(fetched)))
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// Why the pages that should follow can't be had, if this is in their place.
fn stuck<E>(fetched: &Fetched) -> Option<Error<E>> {
    let error = fetched.stuck()?;
    let response = fetched.outcome.result.as_ref().ok()?;
    let body = response.bytes();
    let kept = repeated::redacted_body(&response.sent, &body);
    let (headers, site) = (response.headers.clone(), fetched.outcome.site.clone());
    Some(Error::decode(&error, response.status, headers, site).with_body(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn is_stream<S: Stream + Send + Unpin>() {}

    const _: () = is_stream::<Pages<String>>();
    const _: () = is_stream::<Items<String>>();
}
