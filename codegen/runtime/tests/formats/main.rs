//! Models in every format that is tested, and within types of serde's derive.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::wildcard_imports,
    clippy::struct_field_names
)] // A test includes what is generated for a library.

#[path = "../demo/mod.rs"]
mod demo;
mod flat;
mod formats;
mod kinds;
mod numbers;
mod rows;
mod table;
mod twins;
mod within;
