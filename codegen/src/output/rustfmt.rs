//! Formats generated code with the installed rustfmt.
//!
//! In: texts, and the folder that they are for. Out: the texts as `cargo fmt` would format them
//! there. rustfmt reads and writes files, so they are written to a temporary folder.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::render::GeneratedFile;

/// The edition of generated crates.
pub const EDITION: &str = "2024";

/// The configuration files of rustfmt, in its order.
const CONFIGURATION: [&str; 2] = [".rustfmt.toml", "rustfmt.toml"];

/// Why texts could not be formatted.
#[derive(Debug)]
pub enum FormatError {
    /// rustfmt could not be started.
    Missing(io::Error),
    /// rustfmt failed, with its message: a bug of the generator.
    Refused(String),
    /// Reading or writing failed.
    Io(PathBuf, io::Error),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(error) => write!(
                f,
                "rustfmt could not be started ({error}); `rustup component add rustfmt` installs it"
            ),
            Self::Refused(said) => write!(
                f,
                "rustfmt refuses a generated file; please report this fault of specwright\n{said}"
            ),
            Self::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for FormatError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Missing(error) | Self::Io(_, error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

/// A folder that is removed when the value is dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// Creates a folder with an unused name in the system's temporary folder.
    fn new() -> Result<Self, FormatError> {
        let around = std::env::temp_dir();
        let mut number = 0;
        loop {
            let path = around.join(format!(
                "specwright-rustfmt-{}-{number}",
                std::process::id()
            ));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(FormatError::Io(path, error)),
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that remains is harmless: its name is not used again.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Formats the Rust files, and leaves the others. The configuration is that of the folder or of the
/// nearest one around it, so `cargo fmt` changes nothing afterwards.
///
/// # Errors
///
/// rustfmt is not installed or fails, or the temporary folder can't be written.
pub fn format(
    files: &mut [GeneratedFile],
    folder: &Path,
    edition: &str,
) -> Result<(), FormatError> {
    let rust: Vec<_> = files
        .iter_mut()
        .filter(|file| is_rust(&file.path))
        .collect();
    if rust.is_empty() {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let mut paths = Vec::new();
    for file in &rust {
        let path = scratch.0.join(&file.path);
        write(&path, &file.text)?;
        paths.push(path);
    }
    let configuration = if let Some(path) = configuration(folder) {
        path
    } else {
        // A user's global configuration must not affect code that they share.
        let path = scratch.0.join("rustfmt.toml");
        write(&path, "")?;
        path
    };
    let result = Command::new("rustfmt")
        .args(["--edition", edition])
        .arg("--config-path")
        .arg(configuration)
        .args(&paths)
        .output()
        .map_err(FormatError::Missing)?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr);
        return Err(FormatError::Refused(said.into_owned()));
    }
    for (file, path) in rust.into_iter().zip(&paths) {
        file.text =
            fs::read_to_string(path).map_err(|error| FormatError::Io(path.clone(), error))?;
    }
    Ok(())
}

/// The configuration of rustfmt for a folder, which need not exist yet.
fn configuration(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    let files = folder
        .ancestors()
        .flat_map(|folder| CONFIGURATION.map(|name| folder.join(name)));
    files.into_iter().find(|file| file.is_file())
}

fn write(path: &Path, text: &str) -> Result<(), FormatError> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| FormatError::Io(path.to_path_buf(), error))
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
        format(&mut files, Path::new("/"), EDITION).unwrap();
        let texts = files.map(|file| file.text);
        assert_eq!(
            texts,
            ["pub fn a() {}\npub mod b;\n", "fn b() {}\n", "fn b(){}"]
        );
    }

    #[test]
    fn a_text_that_is_not_rust_is_named() {
        let mut files = [file("broken.rs", "fn {")];
        let error = format(&mut files, Path::new("/"), EDITION).unwrap_err();
        assert!(error.to_string().contains("broken.rs"), "{error}");
    }

    #[test]
    fn the_nearest_configuration_counts_for_a_folder() {
        let around = Scratch::new().unwrap();
        let (inner, text) = (around.0.join("clients/notes"), "fn a() {\n    b();\n}\n");
        let formatted = || {
            let mut files = [file("a.rs", text)];
            format(&mut files, &inner, EDITION).unwrap();
            let [file] = files;
            file.text
        };
        write(&around.0.join("rustfmt.toml"), "tab_spaces = 2\n").unwrap();
        assert_eq!(formatted(), "fn a() {\n  b();\n}\n");
        write(&inner.join(".rustfmt.toml"), "hard_tabs = true\n").unwrap();
        assert_eq!(formatted(), "fn a() {\n\tb();\n}\n");
    }
}
