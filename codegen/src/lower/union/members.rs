//! The members of a union that a value can be.

use crate::lower::{Schemas, key, view::facts::ValueKind};
use crate::source::Node;

/// The members of a union that count, null and repetitions gone.
pub(crate) struct Members<'a> {
    pub(crate) nodes: Vec<&'a Node>,
    pub(crate) kinds: Vec<ValueKind>,
}

impl<'a> Members<'a> {
    /// The members that count of a list.
    pub(crate) fn counted(schemas: &Schemas<'a>, members: &'a [Node]) -> Self {
        let mut kept = Self {
            nodes: Vec::new(),
            kinds: Vec::new(),
        };
        let mut seen = Vec::new();
        for member in members {
            let kind = schemas.kind(member);
            if matches!(kind, ValueKind::Null | ValueKind::Never) {
                continue;
            }
            let schema = schemas.read(member);
            if let Some(reference) = schemas.plain_reference(&schema)
                && let Some(target) = schemas.target(reference)
            {
                if seen.contains(&key(target)) {
                    continue;
                }
                seen.push(key(target));
            }
            kept.nodes.push(member);
            kept.kinds.push(kind);
        }
        kept
    }
}
