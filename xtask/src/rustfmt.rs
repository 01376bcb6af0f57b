//! The last touch on generated text: the installed rustfmt.
//!
//! In: file names and texts. Out: the same with rustfmt's line breaks. The library stays pure, so this is where the disk
//! is needed: rustfmt reads and writes files, in a folder under the target folder that is removed afterwards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use specwright::render::GeneratedFile;

use crate::cargo;

/// Numbers the folders of this process.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A folder that is gone when the value is.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on it: a folder that stays is overwritten by the next process of that number.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Formats the Rust files; the others stay as they are.
///
/// # Errors
///
/// rustfmt is not installed, can't read a text, or the folder can't be written.
pub(crate) fn format(
    root: &Path,
    edition: &str,
    files: &mut [GeneratedFile],
) -> Result<(), String> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("xtask-rustfmt-{}-{number}", std::process::id());
    let scratch = Scratch(cargo::target(root).join(name));
    let failed = |path: &Path, error: &io::Error| format!("`{}`: {error}", path.display());
    let rust: Vec<_> = files
        .iter_mut()
        .filter(|file| is_rust(&file.path))
        .collect();
    if rust.is_empty() {
        return Ok(());
    }
    let mut paths = Vec::new();
    for file in &rust {
        let path = scratch.0.join(&file.path);
        write(&path, &file.text).map_err(|error| failed(&path, &error))?;
        paths.push(path);
    }
    // An empty configuration beside the texts: what people set for themselves must not show in them.
    let configuration = scratch.0.join("rustfmt.toml");
    write(&configuration, "").map_err(|error| failed(&configuration, &error))?;
    let result = Command::new("rustfmt")
        .args(["--edition", edition])
        .args(&paths)
        .output()
        .map_err(|error| {
            format!(
                "rustfmt could not be started ({error}); `rustup component add rustfmt` installs it"
            )
        })?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr);
        return Err(format!("rustfmt refuses a generated file:\n{said}"));
    }
    for (file, path) in rust.into_iter().zip(&paths) {
        file.text = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn rust_files_are_formatted_and_others_are_left() {
        let mut files = [
            file("api/mod.rs", "pub  fn a( ) { }\npub mod b;\n"),
            file("api/b.rs", "fn b(){}"),
            file("api/b.txt", "fn b(){}"),
        ];
        format(&crate::root(), "2024", &mut files).unwrap();
        let texts = files.map(|file| file.text);
        assert_eq!(
            texts,
            ["pub fn a() {}\npub mod b;\n", "fn b() {}\n", "fn b(){}"]
        );
    }

    #[test]
    fn a_text_that_is_not_rust_is_named() {
        let mut files = [file("broken.rs", "fn {")];
        let error = format(&crate::root(), "2024", &mut files).unwrap_err();
        assert!(error.contains("broken.rs"), "{error}");
    }
}
