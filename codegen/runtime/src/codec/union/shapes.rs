//! The shapes that were found, kept for those who ask next.
//!
//! In: nothing. Out: data. Must not know how shapes are found.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::shape::Shape;

/// The shapes of a union's variants, each found when it is needed first.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct VariantShapes {
    /// With the members of the values.
    pub(super) outer: OnceLock<Vec<Shape>>,
    /// With the members of those, too.
    pub(super) inner: OnceLock<Vec<Shape>>,
}

impl VariantShapes {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            outer: OnceLock::new(),
            inner: OnceLock::new(),
        }
    }
}

/// How the variants of a union are distinguished.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Tagging {
    /// By a member of the value.
    Internal(&'static str),
    /// By a member beside the one with the value.
    Adjacent(&'static str, &'static str),
    /// By the name of the only member, whose value it is.
    External,
    /// By their shapes.
    Untagged,
}

/// The shapes that were found, and those that are being found.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Shapes {
    /// Of types that may be part of themselves, by the levels that count; `None` while it is being
    /// found.
    pub(super) known: BTreeMap<(TypeId, usize), Option<Shape>>,
    /// How many levels of objects have their members found: one less in the members of an object.
    pub(super) levels: usize,
    pub(super) depth: usize,
}
