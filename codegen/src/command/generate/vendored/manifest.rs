//! A manifest of this workspace as one that needs no workspace.
//!
//! In: the text of a `Cargo.toml`. Out: the same without what it inherits, and without what only
//! its tests, its lints and its publication need.

use toml_edit::{DocumentMut, Item, TomlError, value};

/// What is inherited, and its value. The crates have one version, which is the program's.
const INHERITED: &[(&str, &str)] = &[
    ("version", env!("CARGO_PKG_VERSION")),
    ("edition", "2024"),
    ("rust-version", env!("CARGO_PKG_RUST_VERSION")),
    ("license", env!("CARGO_PKG_LICENSE")),
    ("repository", env!("CARGO_PKG_REPOSITORY")),
    ("homepage", env!("CARGO_PKG_HOMEPAGE")),
];

/// What of `[package]` names files that are not there.
const FILES: &[&str] = &["readme", "include", "exclude"];

/// What only tests and lints need.
const LEFT_OUT: &[&str] = &["lints", "dev-dependencies", "test", "bench", "example"];

pub(super) fn alone(text: &str) -> Result<String, TomlError> {
    let mut manifest: DocumentMut = text.parse()?;
    for key in LEFT_OUT {
        manifest.remove(key);
    }
    if let Some(targets) = manifest.get_mut("target").and_then(Item::as_table_mut) {
        for (_, target) in targets.iter_mut() {
            target
                .as_table_mut()
                .map(|it| it.remove("dev-dependencies"));
        }
    }
    let package = &mut manifest["package"];
    if let Some(package) = package.as_table_mut() {
        for key in FILES {
            package.remove(key);
        }
        for (key, own) in INHERITED {
            match package.get_mut(key) {
                Some(_) if own.is_empty() => drop(package.remove(key)),
                Some(inherited) => *inherited = value(*own),
                None => {}
            }
        }
        package["publish"] = value(false);
    }
    // Neither unit tests nor programs in the documentation are the user's to run.
    let lib = manifest.entry("lib").or_insert_with(toml_edit::table);
    lib["test"] = value(false);
    lib["doctest"] = value(false);
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::sources::CRATES;
    use super::*;

    #[test]
    fn nothing_of_the_workspace_is_left() {
        for source in &CRATES {
            let text = alone(source.manifest).unwrap();
            assert!(!text.contains("workspace"), "{text}");
            let manifest: toml::Table = text.parse().unwrap();
            assert!(!manifest.contains_key("dev-dependencies"), "{text}");
            assert!(!manifest.contains_key("lints"), "{text}");
            let package = &manifest["package"];
            assert_eq!(package["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
            assert_eq!(package["publish"].as_bool(), Some(false));
            assert!(package.get("readme").is_none(), "{text}");
            assert_eq!(manifest["lib"]["test"].as_bool(), Some(false));
            assert!(manifest["dependencies"].as_table().unwrap().len() > 2);
        }
    }

    #[test]
    fn comments_go_with_their_tables() {
        let text = "[package]
name = \"things\"
readme = \"README.md\"
edition.workspace = true

[dependencies]
# Bytes.
bytes = \"1\"

# For tests.
[dev-dependencies]
csv = \"1\"

# A browser.
[target.'cfg(unix)'.dependencies]
libc = \"1\"

[lints]
workspace = true
";
        assert_eq!(
            alone(text).unwrap(),
            "[package]
name = \"things\"
edition = \"2024\"
publish = false

[dependencies]
# Bytes.
bytes = \"1\"

# A browser.
[target.'cfg(unix)'.dependencies]
libc = \"1\"

[lib]
test = false
doctest = false
"
        );
    }
}
