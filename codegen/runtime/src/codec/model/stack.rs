//! What values take of the stack, which a text of a kilobyte could use up.
//!
//! In: the type of a value that is read within another one. Out: large values are read where they
//! stay, on the heap, and how deep they may be follows from their sizes. Must not know models.

use super::member::Presence;
use super::wire::Wire;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;

/// How much of the stack may be used by a format that calls and is called by what it reads, of the
/// 512 KiB that some threads have.
pub(crate) const FORMAT_STACK: usize = 320 << 10;

/// What an object takes, and each of its members.
const OBJECT: usize = 2048;
const MEMBER: usize = 56;

/// How many copies of a value are on the stack while it is cloned, in a box and in a list or map.
pub(crate) const IN_BOX: usize = 2;
pub(crate) const IN_LIST: usize = 6;

/// A position on the stack, to measure how much of it was used since.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark(usize);

impl Mark {
    /// This place.
    #[inline(never)]
    pub(crate) fn here() -> Self {
        let here = 0_u8;
        Self(std::ptr::from_ref(&here).addr())
    }

    /// How many bytes lie between it and this place.
    pub(crate) fn used(self) -> usize {
        Self::here().0.abs_diff(self.0)
    }
}

impl Reader<'_> {
    /// Reads a large value where it stays.
    pub(crate) fn in_place<T: Wire>(
        &mut self,
        value: &mut T,
        copies: usize,
    ) -> Result<(), ReadError> {
        let weight = self.weight;
        self.own_weight = size_of::<T>() * copies;
        self.weight += self.own_weight;
        value.fill(Presence::required, self)?;
        // It stays where the value is not an object.
        (self.weight, self.own_weight) = (weight, 0);
        Ok(())
    }

    /// Counts an object of so many members; what was counted before.
    pub(crate) fn weigh(&mut self, members: usize) -> usize {
        let weight = self.weight;
        let own = OBJECT + members * MEMBER;
        self.weight += own.saturating_sub(std::mem::take(&mut self.own_weight));
        weight
    }
}

/// Whether a value is too large to be moved through the frames of those who read it: they are on
/// the stack while what is within the value is read, and without optimizations each has a copy of
/// its own.
pub(crate) const fn is_large<T>() -> bool {
    size_of::<T>() > 256
}

/// A value on the heap. That it was on the stack before is over when this returns.
#[inline(never)]
pub(crate) fn boxed<T: Wire>() -> Box<T> {
    Box::new(T::placeholder())
}

/// Moves a value from the heap, when nothing is read any more.
#[inline(never)]
#[expect(clippy::boxed_local, reason = "it is on the heap already")]
pub(crate) fn unboxed<T>(value: Box<T>, take: impl FnOnce(T)) {
    take(*value);
}

/// Reads a small value and returns it. A separate function, so that its frame is small
/// wherever the value is large.
#[inline]
pub(crate) fn read_small<T: Wire>(
    reader: &mut Reader<'_>,
    take: impl FnOnce(T),
) -> Result<(), ReadError> {
    T::read(reader).map(take)
}

#[inline(never)]
pub(crate) fn push_placeholder<T: Wire>(items: &mut Vec<T>) {
    items.push(T::placeholder());
}

#[inline(never)]
pub(crate) fn set_placeholder<T: Wire, P>(place: &mut P, make: fn(T) -> P) {
    *place = make(T::placeholder());
}
