//! Running cargo and other programs, for `xtask` and the tools that it starts.

pub mod cargo;
pub mod process;
pub mod python;

use std::path::{Path, PathBuf};

/// What a command ends with: nothing, or a sentence for the person at the terminal.
pub type Outcome = Result<(), String>;

/// The workspace that this program was built from: it always runs where it is built.
#[must_use]
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .unwrap_or(manifest)
        .to_path_buf()
}
