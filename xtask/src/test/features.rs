//! The step `features`: each feature compiled without the others.
//!
//! In: the manifests of `spanwire`, of `spanwire-delivery` and of a crate that the command writes.
//! Out: the first feature with which one of them does not compile, or causes a warning.

use std::fs;
use std::path::Path;

use crate::{Outcome, cargo};

/// The optional features of the runtime. `spanwire` passes them on, and has no code that depends on
/// them.
const OPTIONS: &[&str] = &["blocking", "compression", "http2", "tower", "tracing"];

/// Compiles with each feature alone.
pub(super) fn step(root: &Path) -> Outcome {
    for option in OPTIONS {
        let check = ["check", "--package", "specwright-runtime"];
        let features = ["--no-default-features", "--features", option];
        cargo::command(root, &[&check[..], &features].concat()).run()?;
    }
    let passed_on = |name: &str| name == "default" || name == "reqwest" || OPTIONS.contains(&name);
    alone(root, "generated", "spanwire", passed_on)?;
    alone(root, "generated/delivery", "spanwire-delivery", |name| {
        name == "default"
    })?;
    tags(root)
}

/// Each feature of a package alone, but for those that add no code of its own. Warnings are errors:
/// an import that only another feature needs causes one. Only the package itself is compiled again:
/// `cargo rustc` passes a flag to it alone, `RUSTFLAGS` would compile all dependencies again.
fn alone(root: &Path, folder: &str, package: &str, passed_on: fn(&str) -> bool) -> Outcome {
    let features = features(&root.join(folder))?;
    for feature in features.keys().filter(|name| !passed_on(name)) {
        let check = [
            "rustc",
            "--quiet",
            "--profile",
            "check",
            "--lib",
            "--package",
            package,
        ];
        let features = ["--no-default-features", "--features", feature];
        cargo::command(
            root,
            &[&check[..], &features, &["--", "-D", "warnings"]].concat(),
        )
        .env("CARGO_INCREMENTAL", "0")
        .run()?;
    }
    Ok(())
}

/// Each feature of a crate that the command writes. Warnings are errors: a model that no tag needs
/// causes one.
fn tags(root: &Path) -> Outcome {
    let folder = cargo::target(root).join("features");
    let out = folder.join("crate").display().to_string();
    let generate = ["run", "--quiet", "--bin", "specwright", "--", "generate"];
    let document = [
        "tests/features/document.yaml",
        "--out",
        &out,
        "--name",
        "farm",
    ];
    let runtime = ["--runtime", "codegen/runtime", "--deny", "warnings"];
    cargo::command(root, &[&generate[..], &document, &runtime].concat()).run()?;
    // The versions of the workspace, which are those that are tested.
    fs::copy(root.join("Cargo.lock"), Path::new(&out).join("Cargo.lock"))
        .map_err(|error| format!("`{out}`: {error}"))?;
    let manifest = format!("{out}/Cargo.toml");
    let features = features(Path::new(&out))?;
    let has = |wanted: fn(&str) -> bool| features.keys().any(|feature| wanted(feature));
    if !has(|feature| feature == "other-models") || !has(|feature| feature.starts_with('_')) {
        return Err(format!(
            "`{manifest}` has no feature for models of no tag or of several, so none is checked"
        ));
    }
    let tags = features.get("all").and_then(toml::Value::as_array);
    let tags = tags.into_iter().flatten().filter_map(toml::Value::as_str);
    let target = cargo::target(root).display().to_string();
    for feature in tags.chain(["", "all", "reqwest"]) {
        let clippy = [
            "clippy",
            "--manifest-path",
            &manifest,
            "--target-dir",
            &target,
        ];
        let features = ["--no-default-features", "--features", feature];
        let deny = ["--", "-D", "warnings"];
        cargo::command(root, &[&clippy[..], &features, &deny].concat()).run()?;
    }
    Ok(())
}

/// An example, and what it needs.
pub(super) struct Example {
    pub(super) package: &'static str,
    pub(super) name: String,
    /// Its features, with commas between them.
    pub(super) features: String,
}

/// The packages with examples, and their folders.
const WITH_EXAMPLES: [(&str, &str); 2] = [
    ("spanwire", "generated"),
    ("spanwire-delivery", "generated/delivery"),
];

/// The examples that the manifests list.
pub(super) fn examples(root: &Path) -> Result<Vec<Example>, String> {
    let mut found = Vec::new();
    for (package, folder) in WITH_EXAMPLES {
        let manifest = manifest(&root.join(folder))?;
        let examples = manifest.get("example").and_then(toml::Value::as_array);
        for example in examples.into_iter().flatten() {
            let example = example_of(package, example).ok_or_else(|| {
                format!("an example in {folder}/Cargo.toml has no name or features")
            })?;
            found.push(example);
        }
    }
    Ok(found)
}

fn example_of(package: &'static str, example: &toml::Value) -> Option<Example> {
    let features = example.get("required-features")?.as_array()?;
    let features: Vec<_> = features.iter().filter_map(toml::Value::as_str).collect();
    Some(Example {
        package,
        name: example.get("name")?.as_str()?.to_owned(),
        features: features.join(","),
    })
}

/// The features of a crate.
fn features(folder: &Path) -> Result<toml::Table, String> {
    let manifest = manifest(folder)?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    Ok(features.cloned().unwrap_or_default())
}

fn manifest(folder: &Path) -> Result<toml::Table, String> {
    let path = folder.join("Cargo.toml");
    let text =
        fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    text.parse()
        .map_err(|error| format!("`{}`: {error}", path.display()))
}
