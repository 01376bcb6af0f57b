//! The packages that are published.
//!
//! In: the workspace as `cargo metadata` describes it, and the list of a package's files. Out: the
//! packages, and what speaks against publishing them. cargo itself finds their order, and checks
//! their versions.

use std::path::Path;

use serde::Deserialize;

use crate::cargo;

/// What every package holds besides its code.
const FILES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// What a package may hold: its code and examples, the runtime's sources for the command, the files
/// above, and what cargo adds.
const FOLDERS: [&str; 3] = ["src/", "examples/", "vendored/"];
const OTHERS: [&str; 5] = [
    ".cargo_vcs_info.json",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "build.rs",
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A package of the workspace.
#[derive(Default, Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// The registries that it may be published to; `None` for any.
    publish: Option<Vec<String>>,
    description: Option<String>,
    documentation: Option<String>,
    keywords: Vec<String>,
    categories: Vec<String>,
}

impl Package {
    /// What speaks against publishing it with these files.
    pub(super) fn faults(&self, files: &[&str]) -> Vec<String> {
        let name = &self.name;
        let said = [
            ("description", self.description.is_some()),
            ("documentation", self.documentation.is_some()),
            ("keywords", !self.keywords.is_empty()),
            ("categories", !self.categories.is_empty()),
        ];
        let missing = said.into_iter().filter(|(_, said)| !said);
        let mut faults: Vec<String> = missing
            .map(|(key, _)| format!("{name}: the manifest has no `{key}`"))
            .collect();
        let missing = FILES.iter().filter(|file| !files.contains(file));
        faults.extend(missing.map(|file| format!("{name}: the package has no `{file}`")));
        let known = |file: &&&str| {
            FILES.contains(file)
                || OTHERS.contains(file)
                || FOLDERS.iter().any(|folder| file.starts_with(folder))
        };
        let strange = files.iter().filter(|file| !known(file));
        faults.extend(strange.map(|file| format!("{name}: the package needs no `{file}`")));
        faults
    }
}

/// The packages that may be published.
pub(super) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let metadata = ["metadata", "--locked", "--no-deps", "--format-version", "1"];
    let metadata = cargo::command(root, &metadata).output()?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).map_err(|error| format!("`cargo metadata`: {error}"))?;
    let may = |package: &Package| package.publish.as_ref().is_none_or(|at| !at.is_empty());
    Ok(metadata.packages.into_iter().filter(may).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_what_its_page_shows_and_no_tests() {
        let all = Package {
            description: Some("Does things".to_owned()),
            documentation: Some("https://docs.rs/things".to_owned()),
            keywords: vec!["things".to_owned()],
            categories: vec!["encoding".to_owned()],
            name: "things".to_owned(),
            ..Package::default()
        };
        let files = [&FILES[..], &OTHERS, &["src/lib.rs", "examples/one.rs"]].concat();
        assert_eq!(all.faults(&files), [""; 0]);
        let few = Package {
            categories: Vec::new(),
            ..all
        };
        let faults = [
            "things: the manifest has no `categories`",
            "things: the package has no `README.md`",
            "things: the package needs no `tests/data.json`",
        ];
        let files = [
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "Cargo.toml",
            "tests/data.json",
        ];
        assert_eq!(few.faults(&files), faults);
    }
}
