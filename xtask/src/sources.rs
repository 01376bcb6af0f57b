//! The list of the runtime's sources that the command is built with.
//!
//! In: the files of `codegen/runtime/src` and `codegen/derive/src`. Out:
//! `codegen/src/command/vendored/sources.rs`, or whether it differs. A list that is checked in
//! makes only the command depend on these files, not the library.

use std::fs;
use std::path::Path;

use crate::Outcome;

const LIST: &str = "codegen/src/command/vendored/sources.rs";

/// Writes the list, or, when checking, fails where a file is missing or gone. A folder without the
/// command is left alone.
pub(crate) fn run(root: &Path, check: bool) -> Outcome {
    let path = root.join(LIST);
    let Ok(present) = fs::read_to_string(&path) else {
        return Ok(());
    };
    let text = list(root).map_err(|error| format!("`{LIST}`: {error}"))?;
    if present == text {
        return Ok(());
    }
    if check {
        return Err(format!(
            "`{LIST}` does not list the files of the runtime; run `cargo xtask codegen`"
        ));
    }
    fs::write(&path, text).map_err(|error| format!("`{LIST}`: {error}"))?;
    println!("wrote {LIST}");
    Ok(())
}

fn list(root: &Path) -> std::io::Result<String> {
    let mut paths = Vec::new();
    for name in ["derive", "runtime"] {
        let mut folders = vec![format!("{name}/src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(root.join("codegen").join(&folder))? {
                let entry = entry?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else {
                    paths.push(path);
                }
            }
        }
    }
    paths.sort();
    let lines: Vec<_> = paths
        .iter()
        .map(|path| format!("    source!(\"{path}\"),\n"))
        .collect();
    Ok(format!("{HEAD}{}];\n", lines.concat()))
}

const HEAD: &str = "\
//! The sources of the runtime, as parts of the program. `cargo xtask codegen` writes the list.

/// A file by its path, which begins with the crate's folder.
macro_rules! source {
    ($path:literal) => {
        (
            $path,
            include_str!(concat!(
                env!(\"CARGO_MANIFEST_DIR\"),
                env!(\"SPECWRIGHT_SOURCES\"),
                $path
            )),
        )
    };
}

/// The manifest of a crate, by its folder.
macro_rules! manifest {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(
                env!(\"CARGO_MANIFEST_DIR\"),
                env!(\"SPECWRIGHT_SOURCES\"),
                concat!($name, \"/\"),
                env!(\"SPECWRIGHT_MANIFEST\")
            )),
        )
    };
}

/// A licence, beside the manifest of the command.
macro_rules! licence {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/\", $name)),
        )
    };
}

pub(super) const MANIFESTS: &[(&str, &str)] = &[manifest!(\"derive\"), manifest!(\"runtime\")];

pub(super) const LICENCES: &[(&str, &str)] = &[licence!(\"LICENSE-APACHE\"), licence!(\"LICENSE-MIT\")];

pub(super) const SOURCES: &[(&str, &str)] = &[
";
