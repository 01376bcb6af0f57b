//! A crate with a client whose configuration renames models and uses types of the crate.

pub mod own;

// Declares `pub mod api;`.
include!(concat!(env!("OUT_DIR"), "/api.rs"));
// Declares `pub mod described;`.
include!(concat!(env!("OUT_DIR"), "/described.rs"));
// Declares `pub mod members;`.
include!(concat!(env!("OUT_DIR"), "/members.rs"));
