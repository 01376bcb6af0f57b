//! How much a document may ask for: what inherits from much in many places is a small text and a
//! huge crate.

use std::cell::Cell;

use crate::lower::Schemas;
use crate::{diagnostics::Code, source::Node};

/// How many schemas all views may have together. Microsoft's Graph, with 11,000 operations in
/// 20 MB, has under 340,000.
const MOST_PARTS: usize = 3_000_000;

/// How many fields and listed values all types may have together, inherited ones included. GitHub's
/// API has under 60,000.
pub(super) const MOST_FIELDS: usize = if cfg!(test) { 4_000 } else { 400_000 };

/// How many members a union may have. Vercel's API has one of 165.
pub(super) const MOST_MEMBERS: usize = if cfg!(test) { 100 } else { 2_000 };

/// What was spent so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    parts: Cell<usize>,
    fields: Cell<usize>,
    /// Whether it was reported that the budget is spent.
    reported: Cell<bool>,
    /// Whether a chain of schemas that inherit from each other was reported as too long.
    pub(super) too_deep: Cell<bool>,
}

impl Budget {
    /// Counts a schema of a view.
    pub(super) fn count_part(&self) {
        self.parts.set(self.parts.get() + 1);
    }
}

/// Whether the document asks for too much, counting the fields or values of one more type. From
/// then on types are any value, which is reported once.
pub(super) fn exceeds(schemas: &Schemas<'_>, node: &Node, fields: usize) -> bool {
    let budget = &schemas.budget;
    budget.fields.set(budget.fields.get() + fields);
    if budget.parts.get() <= MOST_PARTS && budget.fields.get() <= MOST_FIELDS {
        return false;
    }
    if !budget.reported.replace(true) {
        schemas.report(
            Code::DocumentTooLarge,
            node.span,
            "the schemas have more fields and values than a crate has room for",
            "what comes after is read as any value; generate from smaller documents",
        );
    }
    true
}

/// Whether a union has too many members, which is reported.
pub(super) fn is_crowded(schemas: &Schemas<'_>, members: &[Node]) -> bool {
    let Some(first) = members.get(MOST_MEMBERS) else {
        return false;
    };
    schemas.report(
        Code::WidenedUnion,
        first.span,
        format!("a union has more than {MOST_MEMBERS} members: read as any value"),
        "an overlay can remove the members that do not occur",
    );
    true
}
