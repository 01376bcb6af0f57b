//! Reading an object member by member.
//!
//! In: the table of a model's members, and the field of each. Out: filled fields. One loop serves
//! all models; a model's own part is to put what was found into its fields. Must not know which
//! models there are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::member::contains;
use super::member::{Member, Presence};
use super::wire::Wire;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::types::containers::insert;

/// How many members may be left out before the name of the next one is looked for in another way.
const AHEAD: usize = 3;

/// Which members of an object were there.
#[derive(Default)]
pub(crate) struct Seen {
    /// The first ones, a bit each.
    first: u64,
    others: Vec<bool>,
}

impl Seen {
    fn new(count: usize) -> Self {
        Self {
            first: 0,
            others: vec![false; count.saturating_sub(64)],
        }
    }

    #[inline]
    fn insert(&mut self, at: usize) {
        match at.checked_sub(64) {
            None => self.first |= 1 << at,
            Some(at) => {
                if let Some(seen) = self.others.get_mut(at) {
                    *seen = true;
                }
            }
        }
    }

    #[inline]
    pub(crate) fn contains(&self, at: usize) -> bool {
        match at.checked_sub(64) {
            None => self.first >> at & 1 == 1,
            Some(at) => self.others.get(at).is_some_and(|seen| *seen),
        }
    }
}

/// A map that keeps the members without a field of their own.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't keep the members without a field",
    label = "expected `BTreeMap<String, T>` or `serde_json::Map<String, Value>`"
)]
pub trait Rest {
    /// Reads the value of one member; a repeated one replaces the earlier.
    ///
    /// # Errors
    ///
    /// What reading the value reports.
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Forgets what it keeps.
    fn forget(&mut self);
}

impl<T: Wire> Rest for BTreeMap<String, T> {
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        insert(self, name.to_owned(), reader)
    }

    fn forget(&mut self) {
        self.clear();
    }
}

impl Rest for Map<String, Value> {
    fn keep(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.insert(name.to_owned(), Value::read(reader)?);
        Ok(())
    }

    fn forget(&mut self) {
        self.clear();
    }
}

impl Reader<'_> {
    /// Reads the members of an object into their fields, and the others into `rest` if there is
    /// one.
    ///
    /// A member that is repeated replaces the earlier one.
    ///
    /// # Errors
    ///
    /// A value that is not an object, an object that lacks a required member, and what reading the
    /// members reports.
    pub fn object(
        &mut self,
        table: &[Member],
        fields: &mut [&mut dyn Wire],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), ReadError> {
        if self.peek() != b'{' {
            return Err(self.unexpected("an object"));
        }
        let start = self.at;
        let tag = self.tag.take();
        let around = std::mem::take(&mut self.around);
        let again = std::mem::take(&mut self.again);
        let numeric = std::mem::take(&mut self.numeric);
        if again && let Some(rest) = &mut rest {
            rest.forget();
        }
        self.enter()?;
        let weight = self.weigh(fields.len());
        let mut first = true;
        // Servers mostly write members in the order of their documents.
        let mut next = 0;
        let mut tag_seen = false;
        let mut seen = Seen::new(table.len());
        while self.more(&mut first, b'}')? {
            let (found, name) = if let Some(at) = self.expected(table, next) {
                (Some(at), None)
            } else {
                let name = self.name()?;
                (position(table, &name, next), Some(name))
            };
            let field = found.and_then(|at| Some((at, fields.get_mut(at)?, table.get(at)?)));
            match (field, name, &mut rest) {
                (Some((at, field, member)), _, _) => {
                    let repeated = seen.contains(at);
                    if repeated && tag.is_some_and(|tag| member.is_named(tag)) {
                        self.tag_again = true;
                    }
                    self.again = again || repeated;
                    self.numeric = member.is_numeric();
                    field.fill(member.presence(), self)?;
                    (self.again, self.numeric) = (false, false);
                    seen.insert(at);
                    next = at + 1;
                }
                // The union around the object writes its tag.
                (None, Some(name), _) if tag.is_some_and(|tag| tag == name) => {
                    self.tag_again |= std::mem::replace(&mut tag_seen, true);
                    self.skip()?;
                }
                (None, Some(name), Some(rest)) if !contains(around, &name) => {
                    rest.keep(&name, self)?;
                }
                (None, ..) => self.skip()?,
            }
        }
        for (at, (member, field)) in table.iter().zip(fields).enumerate() {
            if seen.contains(at) {
                continue;
            }
            // serde's derive takes an option for left out, too: some formats have no null.
            let is_left_out = self.transcoded && field.is_optional();
            if member.presence() == Presence::required && !is_left_out {
                let message = format!("missing field `{}`", member.name());
                return Err(ReadError::new(start, message));
            }
            if again {
                field.clear();
            }
        }
        self.weight = weight;
        // A map without declared members knows all of them, and a union that goes by a tag has
        // looked at it.
        if tag.is_none() && !(table.is_empty() && rest.is_some()) {
            self.check_described(start, table, &seen, first)?;
        }
        self.begun = start;
        self.numeric = numeric;
        Ok(())
    }

    /// Takes the name of the member that is next, with its colon, if it is one of those that are
    /// expected.
    #[inline]
    fn expected(&mut self, table: &[Member], next: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let first = rest.get(1);
        let members = table.get(next..)?.iter().take(AHEAD);
        for (ahead, member) in members.enumerate() {
            let key = member.key(false).as_bytes();
            // Most names differ in their first byte.
            if key.get(1) == first && member.is_plain() && rest.starts_with(key) {
                self.at += key.len();
                return Some(next + ahead);
            }
        }
        None
    }

    /// Reads a field that is read from the whole of the object that was just read; what it keeps
    /// without knowing it is not in the table of that object.
    ///
    /// # Errors
    ///
    /// What reading the field, or the object before, reports.
    pub fn flattened(
        &mut self,
        read: Result<(), ReadError>,
        field: &mut dyn Wire,
        table: &'static [Member],
    ) -> Result<(), ReadError> {
        read?;
        let (start, end) = (self.begun, self.at);
        self.back_for_flattened(start);
        self.around = table;
        // It does no harm where they are placeholders.
        self.again = true;
        let strict = self.strict.take();
        // The object is on the stack as long as it was for its members.
        let weight = self.weigh(table.len());
        let filled = field.fill(Presence::required, self);
        self.weight = weight;
        self.strict = strict;
        self.again = false;
        self.around = &[];
        (self.at, self.begun) = (end, start);
        filled?;
        self.check_flattened(start)
    }
}

/// Which member has that name: the search begins where it is expected.
#[inline]
fn position(table: &[Member], name: &str, next: usize) -> Option<usize> {
    let is_named = |member: &Member| member.is_named(name);
    let (before, after) = table.split_at_checked(next)?;
    match after.iter().position(is_named) {
        Some(at) => Some(next + at),
        None => before.iter().position(is_named),
    }
}
