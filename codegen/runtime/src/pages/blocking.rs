//! Pages and items for programs without an async runtime.
//!
//! In: the streams. Out: iterators over the same. Must not know how requests are sent.

use std::fmt;

use super::{Items, Page, Pages};
use crate::codec::FromBody;
use crate::error::Error;
use crate::response::Output;

/// [`Pages`] as an iterator. Within a tokio runtime a page is an error, since waiting would hold up
/// its other tasks.
#[must_use = "pages are asked for one by one"]
pub struct BlockingPages<T, E>(Pages<T, E>);

impl<T, E> BlockingPages<T, E> {
    pub(super) fn new(pages: Pages<T, E>) -> Self {
        Self(pages)
    }
}

impl<T: Output, E: FromBody> Iterator for BlockingPages<T, E> {
    type Item = Result<Page<T>, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let fetched = self.0.paginator.wait()?;
        Some(self.0.page(fetched))
    }
}

impl<T, E> fmt::Debug for BlockingPages<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// [`Items`] as an iterator. Within a tokio runtime an item is an error, since waiting would hold
/// up its other tasks.
#[must_use = "items are asked for page by page"]
pub struct BlockingItems<I, E>(Items<I, E>);

impl<I: FromBody, E: FromBody> BlockingItems<I, E> {
    pub(super) fn new(items: Items<I, E>) -> Self {
        Self(items)
    }

    /// See [`Items::cursor`].
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.0.cursor()
    }

    /// See [`Items::next_cursor`].
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.0.next_cursor()
    }
}

impl<I: FromBody, E: FromBody> Iterator for BlockingItems<I, E> {
    type Item = Result<I, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.0.take() {
                return Some(item);
            }
            let fetched = self.0.paginator.wait()?;
            if let Err(error) = self.0.hold(fetched) {
                return Some(Err(error));
            }
        }
    }
}

impl<I, E> fmt::Debug for BlockingItems<I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
