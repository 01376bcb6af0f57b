//! The client of the guide's document, as a crate has it: the programs of the guide name no module.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

pub use client::*;
