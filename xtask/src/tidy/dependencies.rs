//! Dependencies that a package names and does not use.

use std::collections::BTreeSet;

use super::{Finding, Tree, is_rust};

/// Dependencies that no Rust file names, by the manifest.
const OTHER_USES: [(&str, &str); 4] = [
    // The programs of the guide.
    ("tests/Cargo.toml", "spanwire-delivery"),
    ("tests/Cargo.toml", "tracing-opentelemetry"),
    ("tests/Cargo.toml", "tracing-subscriber"),
    // A module that is not checked in.
    ("tests/workspace/app/Cargo.toml", "serde_json"),
];

/// Every dependency whose name is in no Rust file of its package. `unified` only turns on features.
pub(super) fn unused(tree: &Tree) -> Vec<Finding> {
    let is_ours = |path: &str| path.ends_with("/Cargo.toml") && !path.contains("/expected/");
    let manifests = tree.files().filter(|(path, _)| is_ours(path));
    manifests
        .filter(|(path, _)| *path != "tests/unified/Cargo.toml")
        .flat_map(|(path, text)| unused_in(tree, path, text))
        .collect()
}

fn unused_in(tree: &Tree, path: &str, text: &str) -> Vec<Finding> {
    let Ok(manifest) = text.parse::<toml::Table>() else {
        return vec![Finding::new(path, 1, "is not TOML")];
    };
    let names = dependencies(&manifest);
    if names.is_empty() {
        return Vec::new();
    }
    let folders = folders(path.trim_end_matches("Cargo.toml"), &manifest);
    let in_package = |path: &str| {
        folders
            .iter()
            .any(|folder| path.starts_with(folder.as_str()))
    };
    let sources = tree
        .files()
        .filter(|(path, _)| is_rust(path) && in_package(path));
    let words: BTreeSet<&str> = sources
        .flat_map(|(_, text)| text.split(|c: char| c != '_' && !c.is_alphanumeric()))
        .collect();
    let is_used = |name: &&str| {
        words.contains(name.replace('-', "_").as_str()) || OTHER_USES.contains(&(path, name))
    };
    let unused = names.into_iter().filter(|name| !is_used(name));
    unused
        .map(|name| {
            let line = text.lines().position(|line| line.starts_with(name));
            let line = line.unwrap_or_default() + 1;
            Finding::new(path, line, format!("nothing uses the dependency `{name}`"))
        })
        .collect()
}

/// The names of all dependencies, those of single targets included. Where a build script generates
/// code, only its own: the others are for that code, which is not in the tree.
fn dependencies(manifest: &toml::Table) -> BTreeSet<&str> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(toml::Table::values);
    let tables = targets.filter_map(toml::Value::as_table).chain([manifest]);
    let build = manifest.get("build-dependencies");
    let generates = build.is_some_and(|build| build.get("specwright").is_some());
    let kinds = ["build-dependencies", "dependencies", "dev-dependencies"];
    let kinds = if generates { &kinds[..1] } else { &kinds };
    tables
        .flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()))
        .flat_map(|dependencies| dependencies.keys().map(String::as_str))
        .collect()
}

/// The package's folder, and those of its targets that are beside it.
fn folders(folder: &str, manifest: &toml::Table) -> Vec<String> {
    let above = folder.trim_end_matches('/').rsplit_once('/');
    let targets = manifest.get("test").and_then(toml::Value::as_array);
    let paths = targets
        .into_iter()
        .flatten()
        .filter_map(|target| target.get("path")?.as_str());
    let beside = paths.filter_map(|path| {
        let (target, _) = path.strip_prefix("../")?.rsplit_once('/')?;
        Some(format!("{}/{target}/", above?.0))
    });
    beside.chain([folder.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_that_no_file_names_is_reported() {
        let manifest = "[dependencies]\nused-a = \"1\"\nunused = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\nb = \"1\"\n\
                        c = \"1\"\n[[test]]\npath = \"../beside/main.rs\"\n";
        let generating =
            "[dependencies]\nfor-generated = \"1\"\n[build-dependencies]\nspecwright = \"1\"\n";
        let tree = Tree::of(&[
            ("tests/z/Cargo.toml", generating),
            ("tests/z/build.rs", "specwright::build();"),
            ("tests/x/Cargo.toml", manifest),
            ("tests/x/src/lib.rs", "use used_a::A;"),
            ("tests/beside/main.rs", "c::d();"),
            ("tests/y/src/lib.rs", "use unused::{b};"),
        ]);
        let found: Vec<_> = unused(&tree).iter().map(ToString::to_string).collect();
        let expected = [
            "tests/x/Cargo.toml:5: nothing uses the dependency `b`",
            "tests/x/Cargo.toml:3: nothing uses the dependency `unused`",
        ];
        assert_eq!(found, expected);
    }
}
