//! Calls whose answer is a page.
//!
//! In: how the pages of the operation follow one another, from generated code. Out: the stream of the pages or of their
//! items. Must not know how pages are found.

use serde::de::DeserializeOwned;

use super::{Call, Output};
use crate::pages::{Items, Pages, Paging};

#[doc(hidden)]
impl<T: Output, E: DeserializeOwned> Call<T, E> {
    pub fn pages(self, paging: Paging) -> Pages<T, E> {
        Pages::new(self.request, paging)
    }

    pub fn items<I: DeserializeOwned>(self, paging: Paging) -> Items<I, E> {
        Items::new::<T>(self.request, paging)
    }
}
