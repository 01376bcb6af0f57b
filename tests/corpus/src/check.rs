//! One generated crate through the compiler.
//!
//! In: a crate. Out: errors and warnings of rustc, its time and its memory. All crates share one
//! target folder, so that their dependencies are built once, before the first is measured.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use serde::Serialize;
use serde_json::Value;

use super::Places;
use super::manifest::Document;
use crate::cargo;
use crate::process::{self, Ended};

/// What the compiler says of a crate.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Check {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first of them.
    pub(super) first: Option<String>,
    /// Why it did not end well though it reported no error: a crash, say.
    pub(super) fault: Option<String>,
    pub(super) seconds: f64,
    pub(super) peak_mb: u64,
}

/// The dependencies of the generated crates.
const DEPENDENCIES: [&str; 4] = ["--package", "serde_json", "--package", "specwright-runtime"];

/// Builds the dependencies of all crates. They have the same manifest but for the name, so any of
/// them will do.
pub(super) fn prepare(places: &Places, document: &Document) -> Result<(), String> {
    let ended = process::run(command(places, document)?.args(DEPENDENCIES), None)?;
    if ended.status.is_some_and(|status| status.success()) {
        Ok(())
    } else {
        Err(format!(
            "the dependencies of the generated crates do not compile\n{}",
            ended.stderr.trim_end()
        ))
    }
}

/// Compiles the crate, also when it did before; and if it has features, with the first of its tags
/// alone. The time and the memory are of the whole crate.
pub(super) fn check(places: &Places, document: &Document) -> Result<Check, String> {
    let mut check = check_with(places, document, &[])?;
    if let Some(feature) = feature(&places.crates.join(&document.name))? {
        let alone = ["--no-default-features", "--features", &feature];
        let alone = check_with(places, document, &alone)?;
        check.errors += alone.errors;
        check.warnings += alone.warnings;
        check.first = check.first.or(alone.first);
        check.fault = check.fault.or(alone.fault);
    }
    Ok(check)
}

/// The first tag of a crate that is a feature.
///
/// # Errors
///
/// The crate's manifest can't be read.
pub fn feature(folder: &Path) -> Result<Option<String>, String> {
    Ok(tags(folder)?.into_iter().next())
}

/// The tags that are features.
fn tags(folder: &Path) -> Result<Vec<String>, String> {
    let features = features(folder)?;
    let tags = features.get("all").and_then(toml::Value::as_array);
    Ok(tags
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .collect())
}

/// The features of a crate.
fn features(folder: &Path) -> Result<toml::Table, String> {
    let path = folder.join("Cargo.toml");
    let fault = |error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| fault(&error))?;
    let manifest: toml::Table = text.parse().map_err(|error| fault(&error))?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    Ok(features.cloned().unwrap_or_default())
}

fn check_with(places: &Places, document: &Document, features: &[&str]) -> Result<Check, String> {
    let library = places
        .crates
        .join(&document.name)
        .join("src")
        .join("lib.rs");
    let touched = fs::File::options()
        .append(true)
        .open(&library)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("`{}`: {error}", library.display()))?;
    let ended = process::run(command(places, document)?.args(features), None)?;
    Ok(read(&ended, &document.crate_name()))
}

fn command(places: &Places, document: &Document) -> Result<Command, String> {
    let folder = places.crates.join(&document.name);
    // The versions of the workspace, so that all crates have the same, and those that are tested.
    copy(&places.root, &folder)?;
    let mut command = cargo::plain(&places.root);
    command
        .args(["check", "--message-format=json", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&places.check_target)
        .env("CARGO_INCREMENTAL", "0");
    Ok(command)
}

fn copy(root: &Path, folder: &Path) -> Result<(), String> {
    let lock = root.join("Cargo.lock");
    let copied = fs::copy(&lock, folder.join("Cargo.lock"));
    copied
        .map(|_| ())
        .map_err(|error| format!("`{}`: {error}", lock.display()))
}

/// Counts cargo's messages about that crate.
fn read(ended: &Ended, name: &str) -> Check {
    let mut check = Check {
        seconds: ended.seconds,
        peak_mb: ended.peak_mb,
        ..Check::default()
    };
    let library = name.replace('-', "_");
    let messages = ended
        .stdout
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for value in messages.filter(|value| value["reason"] == "compiler-message") {
        let message = &value["message"];
        let text = message["message"].as_str().unwrap_or_default();
        // rustc ends with messages that count the others.
        let counts = text.starts_with("aborting due to") || text.ends_with(" emitted");
        if value["target"]["name"] != library.as_str() || counts {
            continue;
        }
        match message["level"].as_str() {
            Some("warning") => check.warnings += 1,
            Some(level) if level.starts_with("error") => check.errors += 1,
            _ => continue,
        }
        check.first.get_or_insert_with(|| shown(message, text));
    }
    if check.errors == 0 && !ended.status.is_some_and(|status| status.success()) {
        let last = ended
            .stderr
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty());
        check.fault = Some(
            last.unwrap_or("cargo ended without a word")
                .trim()
                .to_owned(),
        );
    }
    check
}

fn shown(message: &Value, text: &str) -> String {
    let spans = message["spans"].as_array().into_iter().flatten();
    let place = spans.filter(|span| span["is_primary"] == true).map(|span| {
        format!(
            "{}:{}: ",
            span["file_name"].as_str().unwrap_or_default(),
            span["line_start"]
        )
    });
    format!("{}{text}", place.take(1).collect::<String>())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    fn of(code: i32, messages: &[(&str, &str, &str)], stderr: &str) -> Check {
        let line = |(target, level, text): &(&str, &str, &str)| {
            let span = r#"{"file_name": "src/lib.rs", "line_start": 3, "is_primary": true}"#;
            let message =
                format!(r#"{{"level": "{level}", "message": "{text}", "spans": [{span}]}}"#);
            format!(
                r#"{{"reason": "compiler-message", "target": {{"name": "{target}"}}, "message": {message}}}"#
            )
        };
        let ended = Ended {
            status: Some(ExitStatus::from_raw(code << 8)),
            stdout: messages.iter().map(line).collect::<Vec<_>>().join("\n"),
            stderr: stderr.to_owned(),
            seconds: 1.0,
            cpu_seconds: 0.9,
            peak_mb: 9,
        };
        read(&ended, "my-api")
    }

    #[test]
    fn errors_and_warnings_of_the_crate_are_counted() {
        let check = of(
            101,
            &[
                ("specwright_runtime", "warning", "unused"),
                ("my_api", "warning", "unused import"),
                ("my_api", "error", "mismatched types"),
                ("my_api", "note", "see"),
                (
                    "my_api",
                    "error",
                    "aborting due to 1 previous error; 1 warning emitted",
                ),
                ("my_api", "warning", "1 warning emitted"),
            ],
            "error: could not compile\n",
        );
        assert_eq!((check.errors, check.warnings), (1, 1));
        assert_eq!(check.first.as_deref(), Some("src/lib.rs:3: unused import"));
        assert_eq!(check.fault, None);
    }

    #[test]
    fn a_compiler_that_is_killed_is_a_fault() {
        let check = of(
            101,
            &[],
            "   Checking my-api\nerror: could not compile (signal: 9)\n\n",
        );
        assert_eq!(
            check.fault.as_deref(),
            Some("error: could not compile (signal: 9)")
        );
        assert_eq!(of(0, &[], "").fault, None);
    }
}
