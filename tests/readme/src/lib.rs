#![doc = include_str!("../../../codegen/README.md")]
#![expect(
    clippy::doc_markdown,
    reason = "it is prose, in which OpenAPI is a name and no code"
)]

/// The README of the repository, whose document is the same.
#[doc = include_str!("../../../README.md")]
pub mod repository {}

include!(concat!(env!("OUT_DIR"), "/api.rs"));

pub use api::*;
