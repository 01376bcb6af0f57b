//! Descriptions of the types that fields of models have, for crates that derive schemas.
//!
//! In: nothing. Out: what each type is on the wire. Must not know models.

#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "specta")]
mod specta;
