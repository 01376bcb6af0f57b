//! The manifest of a crate.

use super::{File, Piece};
use crate::plan::{Manifest, Runtime};

pub(super) fn emit(header: &str, manifest: &Manifest) -> File {
    let runtime = match &manifest.runtime {
        Runtime::Path(path) => format!("path = {}", quoted(path)),
        Runtime::Version(version) => format!("version = {}", quoted(version)),
    };
    let text = format!(
        "[package]
name = {name}
version = {version}
edition = \"2024\"
rust-version = \"1.89\"

[features]
default = [\"reqwest\"]
# The transport over `reqwest`; without it, a program brings its own.
reqwest = [\"specwright-runtime/reqwest\"]

[dependencies]
serde = {{ version = \"1\", default-features = false, features = [\"std\"] }}
serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}
specwright-runtime = {{ {runtime}, default-features = false }}
",
        name = quoted(&manifest.name),
        version = quoted(&manifest.version),
    );
    File {
        path: "Cargo.toml".to_owned(),
        header: header.to_owned(),
        docs: Vec::new(),
        pieces: vec![Piece::Text(text)],
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
