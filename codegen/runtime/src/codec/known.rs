//! Whether a type describes a value, or merely lets it pass.
//!
//! In: a type and a JSON text. Out: whether the type says anything of what stands there. A union keeps what it does not know,
//! and an object without required members reads any other object: that a value could be read as a type proves little. Must not
//! know what the value is for.

use serde::de::DeserializeOwned;

use super::entry;
use super::failed::Failed;
use super::object::Seen;
use super::reader::Reader;
use super::select::Case;
use super::wire::Member;

/// Whether a value can be read as a `T` without a part that `T` does not know: a variant of a union, or an object of whose
/// members none is declared. At the root, the members of these names don't count unless a union chose by them.
pub(crate) fn describes<T: DeserializeOwned>(text: &str, beside: &'static [&'static str]) -> bool {
    let mut reader = Reader::new(text);
    reader.strict = Some(beside);
    entry::decode_with::<T>(reader).is_ok()
}

impl Reader<'_> {
    /// Reads what no variant of a union describes.
    pub(super) fn unknown<U>(&mut self, place: &mut U, other: &dyn Case<U>) -> Result<(), Failed> {
        if self.strict.is_some() {
            let message = "no variant describes it".to_owned();
            return Err(Failed::new(self.at, message));
        }
        other.read(self, place)
    }

    /// Refuses an object of which a strict reader knows no member.
    pub(super) fn check_described(
        &self,
        start: usize,
        table: &[Member],
        seen: &Seen,
        is_empty: bool,
    ) -> Result<(), Failed> {
        let Some(beside) = self.strict else {
            return Ok(());
        };
        let is_root = self.depth == 0;
        let counts = |member: &Member| {
            !is_root || self.picking || !beside.iter().any(|name| member.is_named(name))
        };
        let mut members = table.iter().enumerate();
        let known = members.any(|(at, member)| seen.contains(at) && counts(member));
        if known || is_empty && !is_root {
            return Ok(());
        }
        Err(Failed::new(start, "it has no known member".to_owned()))
    }

    /// The same for a struct that is read by serde.
    pub(super) fn check_fields(&mut self, fields: &[&str]) -> Result<(), Failed> {
        let (Some(beside), 0, b'{') = (self.strict, self.depth, self.peek()) else {
            return Ok(());
        };
        let start = self.at;
        let text = self.text.get(start..).unwrap_or_default();
        let known = |name: &str| fields.contains(&name) && !beside.contains(&name);
        if super::members(text).any(|(name, _)| known(&name)) {
            return Ok(());
        }
        Err(Failed::new(start, "it has no known member".to_owned()))
    }
}
