//! References: those in a file, what each resolves to, and why one can't be resolved.

pub(crate) mod index;
pub(crate) mod resolve;
pub(crate) mod unresolved;
pub(crate) mod uri;

pub use self::unresolved::Unresolved;
