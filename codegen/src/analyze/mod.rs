//! Facts about an [`Api`] that several later decisions rest on, one pass each, in side tables.
//!
//! In: the IR, which is not changed. Out: [`Facts`]. Must not know tokens or Rust names.
//!
//! No pass recurses: a document may nest its schemas as deep as it likes.

mod compared;
mod cycles;
mod derives;
mod direction;
mod feedback;
mod graph;
mod inherited;
mod keys;
mod numeric;
#[cfg(test)]
pub(crate) mod testing;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Type, TypeId};

pub use self::{derives::Derives, direction::Direction};

/// What the passes found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The places that must be boxed to give every type a size: the type and the number of its
    /// field (structs: fields, then flattened members) or variant (unions). The one place of a
    /// newtype, which holds its whole value, is 0.
    pub boxed: BTreeSet<(TypeId, usize)>,
    /// Aliases that reach themselves, which therefore must be newtypes.
    pub newtypes: BTreeSet<TypeId>,
    /// By type: whether requests and responses reach it.
    pub direction: Vec<Direction>,
    /// Fields that other objects inherit, or are inherited from others, of which another direction
    /// counts: the type, the number of its field, and whether requests reach the field in any of
    /// them.
    pub inherited: BTreeMap<(TypeId, usize), bool>,
    /// By type: which traits hold.
    pub derives: Vec<Derives>,
    /// The types that are distinguished by their shape somewhere.
    pub compared: BTreeSet<TypeId>,
    /// The enumerations of strings, and their aliases, that are keys of maps.
    pub keys: BTreeSet<TypeId>,
    /// The aliases and unions with numbers in them that may be sent as strings.
    pub numeric: BTreeSet<TypeId>,
}

impl Facts {
    /// Whether values of the type hold numbers that may be sent as strings.
    #[must_use]
    pub fn holds_numeric(&self, ty: &Type) -> bool {
        numeric::holds(ty, &self.numeric)
    }
}

/// Runs every pass.
#[must_use]
pub fn analyze(api: &Api) -> Facts {
    let (boxed, newtypes) = cycles::find(api);
    let compared = compared::find(api);
    Facts {
        derives: derives::find(api),
        direction: direction::find(api),
        inherited: inherited::find(api),
        keys: keys::find(api),
        numeric: numeric::find(api),
        boxed,
        newtypes,
        compared,
    }
}
