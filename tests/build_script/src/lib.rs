//! A crate whose client is generated when it is built, and not checked in.
//!
//! Of its two tags, one has a feature that is off:
//!
//! ```
//! use build_script::api::greetings;
//! ```
//! ```compile_fail
//! use build_script::api::farewells;
//! ```

// Declares `pub mod api;`.
include!(concat!(env!("OUT_DIR"), "/api.rs"));
