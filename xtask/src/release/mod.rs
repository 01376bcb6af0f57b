//! `cargo xtask release --dry-run`: whether the workspace can be released, and how that is done.
//!
//! In: the manifests, `CHANGELOG.md` and the work tree. Out: everything that speaks against a
//! release of the version in the manifests, or the commands that a person runs for it. It publishes
//! nothing itself.

mod changelog;
mod packages;

use std::fs;
use std::path::Path;

use crate::{Outcome, cargo};
use changelog::Section;
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
    let (packages, section) = check(root)?;
    let names: Vec<&str> = packages.iter().map(|one| one.name.as_str()).collect();
    let mut arguments = vec!["package", "--locked"];
    arguments.extend(names.iter().flat_map(|name| ["--package", name]));
    cargo::command(root, &arguments).run()?;
    println!("\n{}", plan(version(&packages), &names, &section));
    Ok(())
}

/// The step of `cargo xtask test`: all but compiling the packages.
pub(crate) fn step(root: &Path) -> Outcome {
    check(root).map(|_| ())
}

/// The packages in the order in which they are published, and what the changelog says of their
/// version.
fn check(root: &Path) -> Result<(Vec<Package>, Section), String> {
    let packages = packages::read(root)?;
    let mut faults = packages::versions(&packages);
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
    match (
        changelog::section(&changelog, version(&packages)),
        faults.as_slice(),
    ) {
        (Ok(section), []) => Ok((packages, section)),
        (section, _) => {
            faults.extend(section.err());
            Err(faults.join("\n"))
        }
    }
}

/// The version of all packages.
fn version(packages: &[Package]) -> &str {
    packages.first().map_or("", |package| &package.version)
}

/// What a release is made of, a line each.
fn plan(version: &str, packages: &[&str], section: &Section) -> String {
    let mut lines = vec![format!("The release of {version} is ready:")];
    if section.date.is_none() {
        lines.push(format!(
            "  edit CHANGELOG.md: the date of {version}; commit"
        ));
    }
    let tag = format!("v{version}");
    lines.push(format!("  git tag --sign {tag} && git push origin {tag}"));
    let packages = packages.join(" --package ");
    lines.push(format!("  cargo publish --locked --package {packages}"));
    lines.push(format!("\n{}", section.text));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_asks_for_the_date_that_is_missing() {
        let mut section = Section {
            date: None,
            text: "- Something.".to_owned(),
        };
        let rest = "  git tag --sign v1.2.3 && git push origin v1.2.3
  cargo publish --locked --package a --package b

- Something.";
        assert_eq!(
            plan("1.2.3", &["a", "b"], &section),
            format!(
                "The release of 1.2.3 is ready:\n  edit CHANGELOG.md: the date of 1.2.3; commit\n{rest}"
            )
        );
        section.date = Some("2026-05-01".to_owned());
        assert_eq!(
            plan("1.2.3", &["a", "b"], &section),
            format!("The release of 1.2.3 is ready:\n{rest}")
        );
    }
}
