//! How much a document may ask for: what inherits from much in many places is a small text and a
//! huge crate.

use crate::lower::Lowering;
use crate::{diagnostics::Code, source::Node};

/// How many schemas may be read, each time that something inherits from them or refers to them.
/// Microsoft's Graph, with 11,000 operations in 20 MB, takes under 340,000.
const MOST_PARTS: usize = 3_000_000;

/// How many fields and listed values all types may have together, inherited ones included. GitHub's
/// API has under 60,000.
pub(crate) const MOST_FIELDS: usize = if cfg!(test) { 4_000 } else { 400_000 };

/// How many members a union may have. Vercel's API has one of 165.
pub(crate) const MOST_MEMBERS: usize = if cfg!(test) { 100 } else { 2_000 };

/// What was done so far.
#[derive(Debug, Default)]
pub(crate) struct Work {
    pub(crate) parts: usize,
    /// A chain of heirs was too long, and that was reported.
    pub(crate) too_deep: bool,
    fields: usize,
    reported: bool,
}

impl Lowering<'_, '_> {
    /// Whether the document asks for too much, counting the fields or values of one more type. What
    /// comes after is any value, which is reported where it begins.
    pub(crate) fn exceeds(&mut self, node: &Node, fields: usize) -> bool {
        self.work.fields += fields;
        if self.work.parts <= MOST_PARTS && self.work.fields <= MOST_FIELDS {
            return false;
        }
        if !self.work.reported {
            self.work.reported = true;
            self.diagnostics
                .report(
                    Code::DocumentTooLarge,
                    node.span,
                    "the schemas have more fields and values than a crate has room for",
                )
                .help("what comes after is read as any value; generate from smaller documents");
        }
        true
    }

    /// Whether a union has too many members, which is reported.
    pub(crate) fn is_crowded(&mut self, members: &[Node]) -> bool {
        let Some(first) = members.get(MOST_MEMBERS) else {
            return false;
        };
        let message = format!("a union has more than {MOST_MEMBERS} members: read as any value");
        self.diagnostics
            .report(Code::WidenedUnion, first.span, message)
            .help("an overlay can remove the members that do not occur");
        true
    }
}
