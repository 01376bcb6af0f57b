//! Types that are read, by the names that their places have for them.
//!
//! In: a type of the API. Out: what is written for it, and whether another one is the same. Must
//! not know statuses.

use std::cmp::Ordering;

use crate::{
    ir::Type,
    plan::{RustType, context::Context},
};

/// A type that is read. Names of one type are equal.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) written: RustType,
    /// Without the names that places have for it.
    plain: RustType,
}

impl Read {
    pub(super) fn of(context: &Context<'_>, ty: &Type) -> Self {
        Self {
            written: context.rust(ty),
            plain: context.rust(&context.canonical(ty)),
        }
    }
}

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        self.plain == other.plain
    }
}

impl Eq for Read {}

impl PartialOrd for Read {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Read {
    fn cmp(&self, other: &Self) -> Ordering {
        self.plain.cmp(&other.plain)
    }
}
