//! `cargo xtask supply`: the dependencies.
//!
//! In: `Cargo.lock` as cargo reads it, and the committed lists of what the clients bring. Out: each
//! crate that users get in two versions, each that is compiled twice here, and each difference from
//! the list. Licences, sources, bans and vulnerabilities are checked by cargo-deny, where it is
//! installed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::test::Checked;
use crate::{Outcome, cargo};

/// The packages of which `tests/supply` lists what a program that depends on them, with their
/// default features, compiles on Linux.
const LISTED: [&str; 2] = ["spanwire", "spanwire-delivery"];

/// Crates that users may get in two versions: OpenTelemetry's SDK has a newer `getrandom` than
/// rustls, and the derives of the generator's dependencies are still made with an older `syn`.
const TWO_VERSIONS: [&str; 2] = ["getrandom", "syn"];

/// Checks the dependencies, with cargo-deny if it is installed, and lists what the clients bring
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Accepts the dependencies of the clients as they are now
    #[arg(long)]
    write: bool,
}

/// Runs the command.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    for what in check(root, options)? {
        println!("left out: {what}");
    }
    Ok(())
}

/// The checks as a step of `cargo xtask test`.
pub(crate) fn step(root: &Path) -> Checked {
    check(root, &Options { write: false })
}

fn check(root: &Path, options: &Options) -> Checked {
    let mut faults = Vec::new();
    for product in LISTED.into_iter().chain(["specwright"]) {
        let tree = tree(
            root,
            &[PRODUCT, &["--duplicates", "--package", product]].concat(),
        )?;
        let twice = two_versions(&tree);
        let twice = twice
            .into_iter()
            .filter(|name| !TWO_VERSIONS.contains(name));
        faults.extend(twice.map(|name| format!("{product} has two versions of {name}")));
    }
    let tree_of_all = tree(root, &["--duplicates"])?;
    faults.extend(compiled_twice(&tree_of_all));

    for package in LISTED {
        let brought = tree(root, &[PRODUCT, &["--package", package]].concat())?;
        let brought = names(&brought);
        let path = format!("tests/supply/{package}.txt");
        let list = root.join(&path);
        if options.write {
            let text = brought.iter().copied().collect::<Vec<_>>().join("\n") + "\n";
            fs::write(&list, text).map_err(|error| format!("`{path}`: {error}"))?;
        }
        let known = fs::read_to_string(&list).map_err(|error| format!("`{path}`: {error}"))?;
        faults.extend(drift(package, &known, &brought));
    }
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    if !cargo::has(root, "deny") {
        let what = "licences, sources, bans and vulnerabilities: cargo-deny is not installed";
        return Ok(vec![what.to_owned()]);
    }
    cargo::command(root, &["deny", "check"]).run()?;
    Ok(Vec::new())
}

/// What a user compiles on Linux.
const PRODUCT: &[&str] = &["--edges", "normal", "--target", "x86_64-unknown-linux-gnu"];

/// Names and versions of crates, one a line.
fn tree(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let tree = ["tree", "--locked", "--prefix", "none", "--format", "{p}"];
    let depth = ["--depth", "0"];
    let depth = if arguments.contains(&"--duplicates") {
        &depth[..]
    } else {
        &[]
    };
    cargo::command(root, &[&tree[..], depth, arguments].concat()).output()
}

fn names(tree: &str) -> BTreeSet<&str> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.filter(|name| !name.is_empty()).collect()
}

/// Crates that are there in two versions.
fn two_versions(tree: &str) -> Vec<&str> {
    let lines: BTreeSet<_> = tree.lines().collect();
    let found: Vec<_> = lines
        .into_iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let twice = found
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
    twice.map(|pair| pair[0]).collect()
}

/// Crates of one version that have two sets of features.
fn compiled_twice(tree: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let lines = tree.lines().filter(|line| !line.is_empty());
    let again: BTreeSet<_> = lines.filter(|line| !seen.insert(*line)).collect();
    let message = |line| {
        format!(
            "{line} is compiled twice, with different features: `cargo tree --duplicates --edges \
             features` shows them; add what differs to tests/unified/Cargo.toml"
        )
    };
    again.into_iter().map(message).collect()
}

/// The differences between the list of a package and its tree.
fn drift(package: &str, known: &str, brought: &BTreeSet<&str>) -> Vec<String> {
    let known: BTreeSet<&str> = known.lines().collect();
    let accept = "`cargo xtask supply --write` accepts that";
    let more = brought.difference(&known);
    let more = more.map(|name| format!("`{package}` brings {name} now; {accept}"));
    let less = known.difference(brought);
    let less = less.map(|name| format!("`{package}` no longer brings {name}; {accept}"));
    more.chain(less).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_with_two_sets_of_features_is_reported() {
        assert!(compiled_twice("a v1.0.0\n\na v2.0.0\n\nb v1.0.0\n").is_empty());
        let twice = compiled_twice("a v1.0.0\n\na v1.0.0\n\na v2.0.0\n");
        assert_eq!(twice.len(), 1);
        assert!(twice[0].starts_with("a v1.0.0 is compiled twice"));
    }

    #[test]
    fn a_crate_in_two_versions_is_reported() {
        assert_eq!(
            two_versions("a v1.0.0\n\na v1.0.0\n\nb v1.0.0\n\nb v2.0.0\n"),
            ["b"]
        );
    }

    #[test]
    fn growth_is_reported() {
        let brought = names("spanwire v0.1.0 (path)\na v1.0.0\na v1.0.0 (*)\n\nb v1.0.0\n");
        assert!(drift("spanwire", "a\nb\nspanwire\n", &brought).is_empty());
        assert_eq!(drift("spanwire", "a\nc\nspanwire\n", &brought).len(), 2);
    }
}
