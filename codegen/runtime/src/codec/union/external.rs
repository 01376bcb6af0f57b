//! Enums whose variants are named beside their value, as serde's externally and
//! adjacently tagged ones are.
//!
//! In: the names, and the value that is next. Out: the enum. An object with any other member, or
//! whose value is not what the variant holds, is kept whole in the variant `Unknown`. Must not know
//! which schema an enum came from.

use super::score;
use super::variant::Case;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::member::Presence;
use crate::codec::model::member::contains;
use crate::codec::model::wire::{View, Wire};

/// The text of a tag, as it is written.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str);

impl Wire for Word {
    fn fill(&mut self, _: Presence, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.skip()
    }

    fn placeholder() -> Self {
        Self("")
    }

    fn view(&self) -> View<'_> {
        View::Str(self.0)
    }
}

/// A variant, by its name.
type Named<'c, U> = (&'c [&'c str], &'c dyn Case<U>);

impl Reader<'_> {
    /// Reads the variant that a string names, or the only member of an object, whose value it
    /// holds; `other` reads all else.
    ///
    /// # Errors
    ///
    /// What `other` reports.
    pub fn external<U>(
        &mut self,
        place: &mut U,
        cases: &[Named<'_, U>],
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        self.attempt(place, other, |reader, place| {
            if reader.peek() == b'"' {
                let name = reader.string("a name")?;
                let unit = find(cases, &name).and_then(Case::unit);
                return Ok(unit.map(|unit| *place = unit).is_some());
            }
            let mut read = false;
            let all = reader.each_member(&mut |reader, name| match case_of(cases, name) {
                Some(case) if !read => {
                    case.read(reader, place)?;
                    read = true;
                    Ok(true)
                }
                _ => Ok(false),
            })?;
            Ok(read && all)
        })
    }

    /// Reads the variant that the member `tag` names, which holds the value of the member
    /// `content`; `other` reads all else.
    ///
    /// # Errors
    ///
    /// What `other` reports.
    pub fn adjacent<U>(
        &mut self,
        place: &mut U,
        [tag, content]: [&'static str; 2],
        cases: &[Named<'_, U>],
        other: &dyn Case<U>,
    ) -> Result<(), ReadError> {
        self.attempt(place, other, |reader, place| {
            let found =
                score::member(&reader.ahead, reader.at, tag).filter(|text| text.starts_with('"'));
            let Some(name) = found.and_then(score::scalar) else {
                return Ok(false);
            };
            let unit = find(cases, &name).and_then(Case::unit);
            let mut read = unit.map(|unit| *place = unit).is_some();
            let mut case = case_of(cases, &name);
            let mut tags = 0;
            let all = reader.each_member(&mut |reader, member| {
                if member == tag {
                    tags += 1;
                    reader.skip()?;
                    return Ok(tags == 1);
                }
                match case.take() {
                    Some(case) if member == content => {
                        case.read(reader, place)?;
                        read = true;
                        Ok(true)
                    }
                    _ => Ok(false),
                }
            })?;
            Ok(read && all)
        })
    }

    /// Reads a variant, or else what is left to `other`.
    fn attempt<U>(
        &mut self,
        place: &mut U,
        other: &dyn Case<U>,
        read: impl FnOnce(&mut Self, &mut U) -> Result<bool, ReadError>,
    ) -> Result<(), ReadError> {
        let start = self.start();
        let failed = match read(self, place) {
            Ok(true) => {
                self.finish(&start);
                return Ok(());
            }
            Ok(false) => ReadError::new(self.at, "it is not a variant".to_owned()),
            Err(failed) => failed,
        };
        self.back(&start, failed)?;
        self.finish(&start);
        self.unknown(place, other)
    }

    /// Offers the members of an object to `take`, which reads their values; whether it took them
    /// all.
    fn each_member(
        &mut self,
        take: &mut dyn FnMut(&mut Self, &str) -> Result<bool, ReadError>,
    ) -> Result<bool, ReadError> {
        if self.peek() != b'{' {
            return Ok(false);
        }
        let around = std::mem::take(&mut self.around);
        self.untagged();
        self.again = false;
        self.enter()?;
        let mut first = true;
        while self.more(&mut first, b'}')? {
            let name = self.name()?;
            if contains(around, &name) {
                self.skip()?;
            } else if !take(self, &name)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The variant of that name.
fn find<'c, U>(cases: &[Named<'c, U>], name: &str) -> Option<&'c dyn Case<U>> {
    let found = cases.iter().find(|(names, _)| names.contains(&name))?;
    Some(found.1)
}

/// The variant of that name, if it has a value.
fn case_of<'c, U>(cases: &[Named<'c, U>], name: &str) -> Option<&'c dyn Case<U>> {
    find(cases, name).filter(|case| case.unit().is_none())
}
