//! Reading an object member by member.
//!
//! In: the table of a model's members, and a slot for each. Out: filled slots. One loop serves all models; a model's own part is
//! to put what was found into its fields. Must not know which models there are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Nullable;
use super::failed::Failed;
use super::reader::Reader;
use super::scan;
use super::wire::{Kind, Member, Wire};

/// Where a member is kept while the others are read.
#[doc(hidden)]
pub trait Slot {
    /// Reads the value; a repeated member replaces the earlier.
    ///
    /// # Errors
    ///
    /// What reading the value reports.
    fn fill(&mut self, reader: &mut Reader<'_>, kind: Kind) -> Result<(), Failed>;
}

impl<T: Wire> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>, kind: Kind) -> Result<(), Failed> {
        *self = if kind == Kind::optional && reader.null()? {
            None
        } else {
            Some(T::read(reader)?)
        };
        Ok(())
    }
}

impl<T: Wire> Slot for Nullable<T> {
    fn fill(&mut self, reader: &mut Reader<'_>, _: Kind) -> Result<(), Failed> {
        *self = Self::read(reader)?;
        Ok(())
    }
}

/// A map that keeps the members without a field of their own.
#[doc(hidden)]
pub trait Rest {
    /// Reads the value of one member; a repeated one replaces the earlier.
    ///
    /// # Errors
    ///
    /// What reading the value reports.
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Failed>;
}

impl<T: Wire> Rest for BTreeMap<String, T> {
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Failed> {
        self.insert(name.to_owned(), T::read(reader)?);
        Ok(())
    }
}

impl Rest for Map<String, Value> {
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Failed> {
        self.insert(name.to_owned(), Value::read(reader)?);
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads the members of an object into their slots, and the others into `rest` if there is one. Gives where the object
    /// begins.
    ///
    /// # Errors
    ///
    /// A value that is no object, and what reading the members reports.
    pub fn object(
        &mut self,
        table: &[Member],
        slots: &mut [&mut dyn Slot],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<usize, Failed> {
        if self.peek() != b'{' {
            return Err(self.unexpected("an object"));
        }
        let start = self.at;
        let tag = self.tag.take();
        self.enter()?;
        let mut first = true;
        // Servers mostly write members in the order of their documents.
        let mut next = 0;
        while self.more(&mut first, b'}')? {
            let name = self.name()?;
            let found = position(table, &name, next);
            // What is repeated doesn't come in order.
            if found.is_some_and(|at| at < next) && tag.is_some_and(|tag| tag == name) {
                self.tag_again = true;
            }
            let slot = found.and_then(|at| Some((slots.get_mut(at)?, table.get(at)?)));
            match (slot, &mut rest) {
                (Some((slot, (_, kind))), _) => slot.fill(self, *kind)?,
                (None, Some(rest)) => rest.keep(&name, self)?,
                (None, None) => self.skip()?,
            }
            next = found.map_or(next, |at| at + 1);
        }
        Ok(start)
    }

    /// Reads a field that is read from the whole of the object that begins at `start`.
    ///
    /// # Errors
    ///
    /// What reading the field reports.
    pub fn flattened<T: Wire>(&mut self, start: usize) -> Result<T, Failed> {
        let end = std::mem::replace(&mut self.at, start);
        let value = T::read(self);
        self.at = end;
        value
    }

    /// The error of an object that begins at `start` and lacks a required member.
    #[cold]
    #[must_use]
    pub fn missing(&self, start: usize, table: &[Member]) -> Failed {
        let text = self.text.get(start..).unwrap_or_default();
        let absent = table.iter().find(|(name, kind)| {
            *kind == Kind::required && !scan::members(text).any(|(found, _)| found == *name)
        });
        let name = absent.map_or("", |(name, _)| name);
        Failed::new(start, format!("missing field `{name}`"))
    }
}

/// Which member has that name: the search begins where it is expected.
#[inline]
fn position(table: &[Member], name: &str, next: usize) -> Option<usize> {
    let is_named = |(own, _): &Member| *own == name;
    let (before, after) = table.split_at_checked(next)?;
    match after.iter().position(is_named) {
        Some(at) => Some(next + at),
        None => before.iter().position(is_named),
    }
}
