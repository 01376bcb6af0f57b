//! A crate whose client is generated when it is built, and not checked in.

// Declares `pub mod api;`.
include!(concat!(env!("OUT_DIR"), "/api.rs"));
