//! How deep values may be nested.
//!
//! In: nothing. Out: the limits. Must not know values.

/// How deep arrays and objects may be nested, as in `serde_json`.
pub(crate) const LIMIT: usize = 128;

/// How much of the stack values within one another may take, of the 512 KiB that some threads have.
/// It is an estimate for whatever takes the most: cloning and comparing values, since reading them
/// needs less. What values take is estimated without optimizations, with which it is not a third.
pub(crate) const STACK: usize = if cfg!(debug_assertions) {
    3 << 17
} else {
    3 << 19
};
