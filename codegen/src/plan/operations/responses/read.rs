//! Types that are read, by the names that their places have for them.
//!
//! In: a type of the API. Out: what is written for it, and whether another one is the same. Must
//! not know statuses.

use std::cmp::Ordering;

use crate::{
    ir::Type,
    plan::{
        Imports, RustType,
        context::{Context, FileBuilder},
    },
};

/// A type that is read. Names of one type are equal.
#[derive(Clone)]
pub(super) struct Read {
    /// As it is written, and what that imports.
    written: (RustType, Imports),
    /// Without the names that places have for it.
    plain: RustType,
}

impl Read {
    pub(super) fn of(context: &Context<'_>, ty: &Type) -> Self {
        let mut file = FileBuilder::default();
        let written = context.rust(ty, &mut file);
        let plain = context.rust(&context.canonical(ty), &mut FileBuilder::default());
        Self {
            written: (written, file.imports),
            plain,
        }
    }

    /// The type in a file that names it.
    pub(super) fn write(&self, file: &mut FileBuilder) -> RustType {
        file.imports.extend(self.written.1.clone());
        self.written.0.clone()
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
