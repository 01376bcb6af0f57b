//! References: which there are in a file, where each leads, and why one leads nowhere.

pub(crate) mod index;
pub(crate) mod resolve;
pub(crate) mod unresolved;
pub(crate) mod uri;

pub use self::unresolved::Unresolved;
