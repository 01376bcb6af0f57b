//! Values that most places do not have.
//!
//! There are tens of thousands of fields in a large document, and few of them state limits: what is
//! rare stands elsewhere, so that it takes no room where it is not.

use std::ops::Deref;

/// A value that is mostly its blank one, and takes the room of a pointer then.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rare<T>(Option<Box<T>>);

/// What has a value that says nothing.
pub trait Blank: PartialEq + 'static {
    /// The value that says nothing.
    fn blank() -> &'static Self;
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Blank> From<T> for Rare<T> {
    fn from(value: T) -> Self {
        Self((value != *T::blank()).then(|| Box::new(value)))
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::blank())
    }
}
