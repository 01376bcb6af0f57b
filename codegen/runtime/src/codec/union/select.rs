//! Chooses the variant of a union.
//!
//! In: the value that is next, and the members with their tags or shapes. Out: the union. Nothing
//! is built to find out. Must not know Rust types.

use super::score;
use super::shape::Shape;
use super::shapes::{Shapes, VariantShapes};
use super::variant::{Case, Variant};
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::stack::{is_large, read_small, unboxed};
use crate::codec::model::wire::Wire;

impl<T: Wire, U> Case<U> for fn(T) -> U {
    fn read(&self, reader: &mut Reader<'_>, place: &mut U) -> Result<(), ReadError> {
        if is_large::<T>() {
            let value = Box::read(reader)?;
            unboxed(value, |value| *place = self(value));
        } else {
            read_small(reader, |value| *place = self(value))?;
        }
        Ok(())
    }

    fn shape(&self, shapes: &mut Shapes) -> Option<Shape> {
        Some(shapes.of::<T>())
    }
}

/// A variant whose numbers may be sent as strings.
#[doc(hidden)]
#[derive(Debug)]
pub struct NumericCase<C>(pub C);

impl<U, C: Case<U>> Case<U> for NumericCase<C> {
    fn read(&self, reader: &mut Reader<'_>, place: &mut U) -> Result<(), ReadError> {
        self.0.read(reader, place)
    }

    fn shape(&self, shapes: &mut Shapes) -> Option<Shape> {
        self.0.shape(shapes).map(|shape| shape.numeric())
    }
}

/// A variant that is nothing but its tag.
impl<U> Case<U> for fn() -> U {
    fn read(&self, reader: &mut Reader<'_>, place: &mut U) -> Result<(), ReadError> {
        reader.tag = None;
        // Nothing else looks at what is repeated.
        reader.tag_again = true;
        reader.skip()?;
        *place = self();
        Ok(())
    }

    fn unit(&self) -> Option<U> {
        Some(self())
    }
}

impl Reader<'_> {
    /// Reads the variant that the tag, the value of a member, selects; `absent` without a tag,
    /// `other` if the tag is unknown.
    ///
    /// # Errors
    ///
    /// What reading the variant reports; two different tags.
    pub fn tagged<U>(
        &mut self,
        place: &mut U,
        property: &'static str,
        cases: &[(&[&str], &dyn Case<U>)],
        absent: Option<&dyn Case<U>>,
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        self.peek();
        let unions = self.enter_union();
        let read = if self.is_circle() {
            let message = "unions contain each other without an end".to_owned();
            Err(ReadError::last(self.at, message))
        } else {
            self.by_tag(place, property, cases, absent, other)
        };
        self.leave_union(unions);
        read
    }

    fn by_tag<U>(
        &mut self,
        place: &mut U,
        property: &'static str,
        cases: &[(&[&str], &dyn Case<U>)],
        absent: Option<&dyn Case<U>>,
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        let start = self.at;
        let Some(member) = score::member(&self.ahead, start, property) else {
            return match absent {
                Some(absent) => absent.read(self, place),
                None => self.unknown(place, other),
            };
        };
        let tag = score::scalar(member);
        let case = tag.as_ref().and_then(|tag| {
            let mut cases = cases.iter();
            cases.find(|(tags, _)| tags.contains(&&**tag))
        });
        // The tag of a union around this one is not looked for within it.
        let outer = self.tag.take().is_some_and(|outer| outer != property);
        let around = std::mem::take(&mut self.tag_again) || outer;
        let read = if let Some((_, case)) = case {
            self.tag = Some(property);
            let read = case.read(self, place);
            self.tag = None;
            read
        } else {
            self.tag_again = true;
            match (tag, absent) {
                (None, Some(absent)) => absent.read(self, place),
                _ => self.unknown(place, other),
            }
        };
        // What holds of a member that is repeated is its last value, and here that would be another
        // variant.
        let again = std::mem::replace(&mut self.tag_again, around);
        if again && score::varies(&self.ahead, start, property) {
            let message = format!("`{property}` is repeated with different values");
            return Err(ReadError::new(start, message));
        }
        read
    }

    /// Reads the first variant that the value turns out to be: those whose shapes it has, best
    /// match first, or else `other`.
    ///
    /// # Errors
    ///
    /// What `other` reports, and a failure that nothing can read past.
    pub fn untagged_union<U: 'static>(
        &mut self,
        place: &mut U,
        shapes: &VariantShapes,
        variants: &[Variant<U>],
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        let start = self.start();
        if self.is_circle() {
            self.finish(&start);
            return self.unknown(place, other);
        }
        self.picking = true;
        let shapes = |inner| shapes.of(inner, variants);
        let ranked = score::ranked(&self.ahead, self.at, &shapes);
        for (_, case) in ranked.filter_map(|index| variants.get(index)) {
            let Err(failed) = case.read(self, place) else {
                self.finish(&start);
                return Ok(());
            };
            if !self.back(&start, failed)? {
                break;
            }
        }
        self.finish(&start);
        self.unknown(place, other)
    }
}
