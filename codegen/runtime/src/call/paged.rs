//! Calls whose response is a page.
//!
//! In: how the pages of the operation follow one another, from generated code. Out: the stream of
//! the pages or of their items. Must not know how pages are found.

use super::Call;
use crate::codec::FromBody;
use crate::pages::{Items, Pages, Paging};
use crate::response::Output;

#[doc(hidden)]
impl<T: Output, E: FromBody> Call<T, E> {
    pub fn pages(self, paging: Paging) -> Pages<T, E> {
        Pages::new(self.request, paging)
    }

    pub fn items<I: FromBody>(self, paging: Paging) -> Items<I, E> {
        Items::new::<T>(self.request, paging)
    }
}
