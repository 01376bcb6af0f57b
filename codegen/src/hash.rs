//! Hash tables for data from documents.
//!
//! They are keyed randomly in each process, like those of the standard library, and faster
//! (docs/decisions/generation-speed.md). Nothing may depend on the order of a [`HashMap`] or
//! [`HashSet`].

use foldhash::fast::RandomState;

pub(crate) use foldhash::{HashMap, HashSet};

/// A table in the order of its entries.
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set in the order of its members.
pub(crate) type IndexSet<T> = indexmap::IndexSet<T, RandomState>;

/// The keys by which a value is hashed: with the same ones, equal values have the same hash.
pub(crate) type State = RandomState;
