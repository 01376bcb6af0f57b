//! A crate with a client whose configuration gives models other names and types of the crate's own.

pub mod own;

// Declares `pub mod api;`.
include!(concat!(env!("OUT_DIR"), "/api.rs"));
// Declares `pub mod described;`.
include!(concat!(env!("OUT_DIR"), "/described.rs"));
// Declares `pub mod members;`.
include!(concat!(env!("OUT_DIR"), "/members.rs"));
