//! Hash tables for what comes from documents.
//!
//! They have keys of their own in every process, like the standard ones, and take a fifth of the instructions. Nothing may depend on
//! the order of a [`HashMap`] or [`HashSet`].

use foldhash::fast::RandomState;

pub(crate) use foldhash::{HashMap, HashSet};

/// A table in the order of its entries.
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set in the order of its members.
pub(crate) type IndexSet<T> = indexmap::IndexSet<T, RandomState>;

/// The hash of a value, the same for equal values as long as the state is the same.
pub(crate) type State = RandomState;
