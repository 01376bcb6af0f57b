//! The clients of all cases, before and after the change, as the build script generates them.

#![allow(deprecated, reason = "some cases deprecate something")]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));
