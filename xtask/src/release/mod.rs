//! `cargo xtask release --dry-run`: whether the workspace can be released, and how that is done.
//!
//! In: the manifests, `CHANGELOG.md` and the work tree. Out: everything that speaks against a
//! release of the version in the manifests, or the commands that a person runs for it. It publishes
//! nothing itself.

mod packages;

use std::fs;
use std::path::Path;

use crate::{Outcome, cargo};
use packages::Package;

/// Checks that all packages can be published, and prints what a release does
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Publishes nothing; required, since publishing is left to a person
    #[arg(long, required = true)]
    dry_run: bool,
}

/// Runs the command. The option says only what is always so.
pub(crate) fn run(root: &Path, Options { dry_run: _ }: &Options) -> Outcome {
    let status = cargo::program(root, "git", &["status", "--porcelain"]).output()?;
    if !status.is_empty() {
        return Err(format!("the work tree has changes:\n{status}"));
    }
    let (packages, changelog) = check(root)?;
    let names: Vec<&str> = packages.iter().map(|one| one.name.as_str()).collect();
    let mut arguments = vec!["package", "--locked"];
    arguments.extend(names.iter().flat_map(|name| ["--package", name]));
    cargo::command(root, &arguments).run()?;
    println!("\n{}", plan(version(&packages), &names, &changelog)?);
    Ok(())
}

/// The step of `cargo xtask test`: all but compiling the packages.
pub(crate) fn step(root: &Path) -> Outcome {
    check(root).map(|_| ())
}

/// The packages, and the changelog.
fn check(root: &Path) -> Result<(Vec<Package>, String), String> {
    let packages = packages::read(root)?;
    let mut faults = Vec::new();
    for package in &packages {
        let list = ["package", "--list", "--allow-dirty", "--package"];
        let list = cargo::command(root, &[&list[..], &[package.name.as_str()]].concat());
        let list = list.output()?;
        let files: Vec<&str> = list.lines().collect();
        println!("{}: {} files", package.name, files.len());
        faults.extend(package.faults(&files));
    }
    let changelog = fs::read_to_string(root.join("CHANGELOG.md"));
    let changelog = changelog.map_err(|error| format!("`CHANGELOG.md`: {error}"))?;
    faults.extend(section(&changelog, version(&packages)).err());
    if faults.is_empty() {
        Ok((packages, changelog))
    } else {
        Err(faults.join("\n"))
    }
}

/// The version of all packages.
fn version(packages: &[Package]) -> &str {
    packages.first().map_or("", |package| &package.version)
}

/// The date of a version in the changelog, which may be `unreleased`, and its changes.
fn section<'c>(changelog: &'c str, version: &str) -> Result<(&'c str, &'c str), String> {
    let heading = format!("\n## [{version}] - ");
    let (_, section) = changelog
        .split_once(&heading)
        .ok_or_else(|| format!("CHANGELOG.md: `## [{version}] - DATE` is missing"))?;
    let end = section.find("\n## ").unwrap_or(section.len());
    match section[..end].split_once('\n') {
        Some((date, text)) if !text.trim().is_empty() => Ok((date, text.trim())),
        _ => Err(format!("CHANGELOG.md: {version} has no changes")),
    }
}

/// The steps of a release, a line each.
fn plan(version: &str, packages: &[&str], changelog: &str) -> Result<String, String> {
    let (date, changes) = section(changelog, version)?;
    let mut lines = vec![format!("The release of {version} is ready:")];
    if date == "unreleased" {
        lines.push(format!(
            "  edit CHANGELOG.md: the date of {version}; commit"
        ));
    }
    let tag = format!("v{version}");
    lines.push(format!("  git tag --sign {tag} && git push origin {tag}"));
    let packages = packages.join(" --package ");
    lines.push(format!("  cargo publish --locked --package {packages}"));
    lines.push(format!("\n{changes}"));
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog

## [0.2.0] - unreleased

### Added

- One.

## [0.1.0] - 2026-05-01

- Two.

## [0.0.1] - 2026-01-01
";

    #[test]
    fn a_plan_has_the_changes_of_its_version() {
        let commands = "  cargo publish --locked --package a --package b";
        let tag = |version| format!("  git tag --sign v{version} && git push origin v{version}");
        let (new, old) = (tag("0.2.0"), tag("0.1.0"));
        let expected = format!(
            "The release of 0.2.0 is ready:\n  edit CHANGELOG.md: the date of 0.2.0; commit\n{new}\n{commands}\n\n### Added\n\n- One."
        );
        assert_eq!(plan("0.2.0", &["a", "b"], CHANGELOG), Ok(expected));
        let expected = format!("The release of 0.1.0 is ready:\n{old}\n{commands}\n\n- Two.");
        assert_eq!(plan("0.1.0", &["a", "b"], CHANGELOG), Ok(expected));
    }

    #[test]
    fn a_version_without_changes_is_named() {
        let fault = |version| section(CHANGELOG, version).unwrap_err();
        assert_eq!(
            fault("0.3.0"),
            "CHANGELOG.md: `## [0.3.0] - DATE` is missing"
        );
        assert_eq!(fault("0.0.1"), "CHANGELOG.md: 0.0.1 has no changes");
    }
}
