//! The variants of a union.
//!
//! In: nothing. Out: what a variant must be able to do. Must not know how one is chosen.

use super::shape::Shape;
use super::shapes::Shapes;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;

/// A variant of a union, to be read.
#[doc(hidden)]
pub trait Case<U> {
    /// Reads the value of the variant, and makes `place` that variant.
    ///
    /// # Errors
    ///
    /// What reading it reports.
    fn read(&self, reader: &mut Reader<'_>, place: &mut U) -> Result<(), ReadError>;

    /// The variant, if it is nothing but its tag.
    fn unit(&self) -> Option<U> {
        None
    }

    /// The shape of its value, if it has one.
    fn shape(&self, shapes: &mut Shapes) -> Option<Shape> {
        let _ = shapes;
        None
    }
}

/// A variant of a union: the tags that lead to it, of which the first is written, and how it is
/// read.
#[doc(hidden)]
pub type Variant<U> = (&'static [&'static str], &'static dyn Case<U>);
