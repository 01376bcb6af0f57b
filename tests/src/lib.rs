//! What the tests of the workspace share: a scripted HTTP server, a relay that edits requests on
//! their way, the mock server that conformance is tried against, a receiver of OTLP, and the
//! operations of a document.
//!
//! Everything listens on loopback, on a port that the system chooses, and ends when its value is
//! dropped. Nothing sleeps.

pub mod guide;
pub mod operations;
pub mod otlp;
pub mod prism;
pub mod relay;

use std::path::{Path, PathBuf};

pub use scripted_server as http;

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}
