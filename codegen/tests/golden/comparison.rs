//! Expectations on disk: earlier output of the generator, beside its document.
//!
//! In: a text and the file it should be in. Out: nothing, or the difference. With `BLESS` in the
//! environment, as `cargo xtask bless` sets it, what was found is written instead.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Whether what is found is accepted.
pub(crate) fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// The folders in a folder, by name.
pub(crate) fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<_> = entries
        .map(|entry| entry.expect("an entry of a folder").path())
        .filter(|path| path.is_dir())
        .map(|path| {
            (
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect();
    found.sort();
    found
}

/// Compares a text with the file it should be in. No file and no text are the same.
pub(crate) fn compare(path: &Path, found: &str) -> Result<(), String> {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == found {
        return Ok(());
    }
    if !blessing() {
        return Err(format!(
            "`{}` is not what was generated; `cargo xtask bless` accepts it\n--- expected\n{expected}\n--- found\n{found}",
            path.display()
        ));
    }
    let written = if found.is_empty() {
        fs::remove_file(path)
    } else {
        fs::write(path, found)
    };
    written.map_err(|error| format!("`{}`: {error}", path.display()))
}

/// Fails with every error, so that one run shows them all.
pub(crate) fn all(errors: &[String]) {
    assert!(
        errors.is_empty(),
        "{} of the expectations are not met:\n\n{}",
        errors.len(),
        errors.join("\n\n")
    );
}
