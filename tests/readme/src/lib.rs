#![doc = include_str!("../../../codegen/README.md")]
#![expect(
    clippy::doc_markdown,
    reason = "it is prose, in which OpenAPI is a name and no code"
)]

include!(concat!(env!("OUT_DIR"), "/api.rs"));

pub use api::*;
