//! The step `features`: what is compiled with one feature alone.
//!
//! In: the manifests of `spanwire` and of a crate that the command writes. Out: the first feature with which one of them does not
//! compile, or gives a warning.

use std::fs;
use std::path::Path;

use crate::{Outcome, cargo, corpus};

/// The features of the runtime that are off unless asked for, and that `spanwire` passes on.
const OPTIONS: &[&str] = &["blocking", "compression", "http2", "tower", "tracing"];

/// Each feature alone.
pub(super) fn step(root: &Path) -> Outcome {
    let check = |package, features: &str| {
        let features = ["--no-default-features", "--features", features];
        cargo::command(
            root,
            &[&["check", "--package", package], &features[..]].concat(),
        )
        .run()
    };
    for option in OPTIONS {
        check("specwright-runtime", option)?;
        check("spanwire", &format!("scale-v5,{option}"))?;
    }
    alone(root)?;
    tags(root)
}

/// Each feature of `spanwire` alone: no error, and no warning, of an import that only another tag needs, say. Only the
/// package itself is compiled again for each, which must not take more than two minutes for all, on two cores: 28 take 24
/// seconds of one. `cargo rustc` gives a flag to this package alone; in `RUSTFLAGS`, it would have all others compiled again.
fn alone(root: &Path) -> Outcome {
    let features = corpus::features(&root.join("generated"))?;
    let passed_on = |name: &str| name == "default" || name == "reqwest" || OPTIONS.contains(&name);
    for feature in features.keys().filter(|name| !passed_on(name)) {
        let check = [
            "rustc",
            "--quiet",
            "--profile",
            "check",
            "--package",
            "spanwire",
        ];
        let features = ["--no-default-features", "--features", feature];
        let deny = ["--", "-D", "warnings"];
        cargo::command(root, &[&check[..], &features, &deny].concat())
            .env("CARGO_INCREMENTAL", "0")
            .run()?;
    }
    Ok(())
}

/// The features of a crate that the command writes, each alone: no warning, of a model that no tag needs, say.
fn tags(root: &Path) -> Outcome {
    let folder = cargo::target(root).join("features");
    let (out, target) = (folder.join("crate"), folder.join("target"));
    let (out, target) = (out.display().to_string(), target.display().to_string());
    let generate = [
        "run",
        "--quiet",
        "--package",
        "specwright",
        "--",
        "generate",
    ];
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
    let names = corpus::tags(Path::new(&out))?;
    let features = corpus::features(Path::new(&out))?;
    let has = |wanted: fn(&str) -> bool| features.keys().any(|feature| wanted(feature));
    if !has(|feature| feature == "other-models") || !has(|feature| feature.starts_with('_')) {
        return Err(format!(
            "`{manifest}` has no feature for models of no tag or of several, so none is checked"
        ));
    }
    let every = names
        .iter()
        .map(String::as_str)
        .chain(["", "all", "reqwest"]);
    for feature in every {
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
