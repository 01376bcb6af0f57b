//! Which member of a union a value is.
//!
//! In: the value that is next, and the members with their tags or shapes. Out: the union. Nothing is built to find out. Must
//! not know Rust types.

use super::failed::Failed;
use super::reader::Reader;
use super::score;
use super::shape::Shape;
use super::wire::Wire;

/// How often members of unions may fail within one text.
pub(super) const FAILURE_LIMIT: usize = 4096;

/// A variant of a union, to be read.
#[doc(hidden)]
pub trait Case<U> {
    /// Reads what the variant holds.
    ///
    /// # Errors
    ///
    /// What reading it reports.
    fn read(&self, reader: &mut Reader<'_>) -> Result<U, Failed>;
}

impl<T: Wire, U> Case<U> for fn(T) -> U {
    fn read(&self, reader: &mut Reader<'_>) -> Result<U, Failed> {
        T::read(reader).map(self)
    }
}

/// A variant that is nothing but its tag.
impl<U> Case<U> for fn() -> U {
    fn read(&self, reader: &mut Reader<'_>) -> Result<U, Failed> {
        reader.tag = None;
        // Nothing else looks at what is repeated.
        reader.tag_again = true;
        reader.skip()?;
        Ok(self())
    }
}

impl Reader<'_> {
    /// Reads the variant that the value of a member, the tag, leads to; `absent` where there is no tag, `other` where it
    /// leads to none.
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
    ) -> Result<(), Failed> {
        let start = self.at;
        let text = self.text;
        let text = text.get(start..).unwrap_or_default();
        let Some(member) = score::member(text, property) else {
            *place = absent.unwrap_or(other).read(self)?;
            return Ok(());
        };
        let tag = score::scalar(member);
        let case = tag.as_ref().and_then(|tag| {
            let mut cases = cases.iter();
            cases.find(|(tags, _)| tags.contains(&&**tag))
        });
        let around = std::mem::take(&mut self.tag_again);
        let read = if let Some((_, case)) = case {
            self.tag = Some(property);
            let read = case.read(self);
            self.tag = None;
            read
        } else {
            self.tag_again = true;
            match (tag, absent) {
                (None, Some(absent)) => absent.read(self),
                _ => other.read(self),
            }
        };
        // What holds of a member that is repeated is its last value, and here that would be another variant.
        let again = std::mem::replace(&mut self.tag_again, around);
        if again && score::varies(text, property) {
            let message = format!("`{property}` stands twice, with different values");
            return Err(Failed::new(start, message));
        }
        *place = read?;
        Ok(())
    }

    /// Reads the first variant that the value turns out to be: those whose shapes it has, best match first, or else `other`.
    ///
    /// # Errors
    ///
    /// What `other` reports.
    pub fn pick<U>(
        &mut self,
        place: &mut U,
        shapes: &[Shape],
        cases: &[&dyn Case<U>],
        other: &dyn Case<U>,
    ) -> Result<(), Failed> {
        let text = self.ahead();
        let (start, depth, around) = (self.at, self.depth, self.around);
        let numeric = self.numeric;
        let picking = std::mem::replace(&mut self.picking, true);
        for case in score::ranked(text, shapes).filter_map(|index| cases.get(index)) {
            let read = case.read(self);
            if let Ok(value) = read {
                self.picking = picking;
                *place = value;
                return Ok(());
            }
            (self.at, self.depth, self.around) = (start, depth, around);
            self.numeric = numeric;
            // Unions within unions would otherwise be tried in every combination.
            self.failures += 1;
            if self.failures > FAILURE_LIMIT {
                break;
            }
        }
        self.picking = picking;
        *place = other.read(self)?;
        Ok(())
    }
}
