//! `cargo xtask supply`: what comes with the dependencies.
//!
//! In: `Cargo.lock` as cargo reads it, `deny.toml`, and the committed list of what a user of `spanwire` gets. Out: every
//! licence that is not allowed, every source but the registry, every crate that is banned or there twice, and every difference
//! from the list. It needs nothing but cargo; what `cargo deny` adds, known vulnerabilities, runs where that is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::{Outcome, cargo};

/// What a program that depends on `spanwire`, with its default features, compiles on Linux.
const LIST: &str = "tests/supply/spanwire.txt";

const REGISTRY: &str = "registry+";

/// Checks licences, sources and duplicates of the dependencies, and lists what `spanwire` brings
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Accepts the dependencies of `spanwire` as they are now
    #[arg(long)]
    write: bool,
}

/// The part of `deny.toml` that is read here.
#[derive(Deserialize)]
struct Policy {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

/// Licences that are allowed for one crate only.
#[derive(Deserialize)]
struct Exception {
    allow: Vec<String>,
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
    skip: Vec<Name>,
}

/// A crate that may not be there, unless only its wrappers depend on it.
#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    wrappers: Vec<String>,
}

#[derive(Deserialize)]
struct Name {
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A package as `cargo metadata` tells it; ours have no source.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev` or `build`; none: it is an ordinary one.
    kind: Option<String>,
    optional: bool,
}

/// Runs the command.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let path = root.join("deny.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("`deny.toml`: {error}"))?;
    let policy: Policy = toml::from_str(&text).map_err(|error| format!("`deny.toml`: {error}"))?;
    let metadata = cargo::command(root, &["metadata", "--locked", "--format-version", "1"]);
    let metadata: Metadata = serde_json::from_str(&metadata.output()?)
        .map_err(|error| format!("`cargo metadata`: {error}"))?;
    let mut faults = packages(&policy, &metadata.packages);
    for product in ["spanwire", "specwright"] {
        faults.extend(twice(&policy, product, &tree(root, product)?));
    }
    let brought = tree(root, "spanwire")?;
    let found = names(&brought);
    let list = root.join(LIST);
    if options.write {
        let text = found.iter().copied().collect::<Vec<_>>().join("\n") + "\n";
        fs::write(&list, text).map_err(|error| format!("`{LIST}`: {error}"))?;
    }
    let known = fs::read_to_string(&list).map_err(|error| format!("`{LIST}`: {error}"))?;
    faults.extend(drift(&known, &found));
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        return Err(format!("{} fault(s) in the dependencies", faults.len()));
    }
    println!(
        "{} packages, {} of them with `spanwire`",
        metadata.packages.len(),
        found.len()
    );
    if cargo::has(root, "deny") {
        return cargo::command(root, &["deny", "check"]).run();
    }
    println!(
        "left out: known vulnerabilities, since cargo-deny is not installed; the workflow has it"
    );
    Ok(())
}

/// The checks as a step of `cargo xtask test`.
pub(crate) fn step(root: &Path) -> Outcome {
    run(root, &Options { write: false })
}

/// What is wrong with packages by themselves.
fn packages(policy: &Policy, packages: &[Package]) -> Vec<String> {
    let mut faults = Vec::new();
    for package in packages {
        let Package {
            name,
            version,
            license,
            source,
            dependencies: _,
        } = package;
        let mut fault = |what: String| faults.push(format!("{name} {version}: {what}"));
        let licence = license.as_deref().unwrap_or_default();
        if !is_allowed(policy, name, licence) {
            fault(format!(
                "the licence `{licence}` is not allowed by deny.toml"
            ));
        }
        if source
            .as_ref()
            .is_some_and(|source| !source.starts_with(REGISTRY))
        {
            fault("it comes from another place than the registry".to_owned());
        }
        if policy
            .bans
            .deny
            .iter()
            .any(|ban| is_banned(ban, name, packages))
        {
            fault("it is banned by deny.toml".to_owned());
        }
    }
    faults
}

/// Whether a package is one that may not be there for all that depend on it.
fn is_banned(ban: &Ban, name: &str, packages: &[Package]) -> bool {
    let depends = |package: &&Package| {
        let mut dependencies = package.dependencies.iter();
        dependencies.any(
            |Dependency {
                 name: own,
                 kind,
                 optional,
             }| { own == name && !optional && kind.as_deref() != Some("dev") },
        )
    };
    let mut users = packages.iter().filter(depends);
    ban.name == name
        && (ban.wrappers.is_empty() || users.any(|user| !ban.wrappers.contains(&user.name)))
}

fn is_allowed(policy: &Policy, name: &str, licence: &str) -> bool {
    let Licences { allow, exceptions } = &policy.licenses;
    let own = exceptions.iter().filter(|exception| exception.name == name);
    let allowed: Vec<&String> = allow.iter().chain(own.flat_map(|own| &own.allow)).collect();
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|required| allowed.contains(&&required.to_string()))
    })
}

/// Names and versions of all that a package brings on Linux, one a line.
fn tree(root: &Path, package: &str) -> Result<String, String> {
    let arguments = [
        "tree",
        "--locked",
        "--package",
        package,
        "--edges",
        "normal",
        "--prefix",
        "none",
    ];
    let target = ["--format", "{p}", "--target", "x86_64-unknown-linux-gnu"];
    cargo::command(root, &[&arguments[..], &target].concat()).output()
}

fn names(tree: &str) -> BTreeSet<&str> {
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Crates that are there in two versions.
fn twice(policy: &Policy, product: &str, tree: &str) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split(' ');
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions.entry(name).or_default().insert(version);
        }
    }
    let skipped = |name: &str| policy.bans.skip.iter().any(|skipped| skipped.name == name);
    let twice = versions
        .into_iter()
        .filter(|(name, versions)| versions.len() > 1 && !skipped(name));
    twice
        .map(|(name, versions)| format!("{product} has {name} more than once: {versions:?}"))
        .collect()
}

/// What the list and the tree don't share.
fn drift(known: &str, found: &BTreeSet<&str>) -> Vec<String> {
    let known: BTreeSet<&str> = known.lines().collect();
    let accept = "`cargo xtask supply --write` accepts that";
    let more = found
        .difference(&known)
        .map(|name| format!("`spanwire` brings {name} now; {accept}"));
    let less = known
        .difference(found)
        .map(|name| format!("`spanwire` no longer brings {name}; {accept}"));
    more.chain(less).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let name = |name: &str| Name {
            name: name.to_owned(),
        };
        Policy {
            licenses: Licences {
                allow: vec!["MIT".to_owned(), "ISC".to_owned()],
                exceptions: vec![Exception {
                    allow: vec!["MPL-2.0".to_owned()],
                    name: "oracle".to_owned(),
                }],
            },
            bans: Bans {
                deny: vec![ban("openssl", &[]), ban("old", &["wrapper"])],
                skip: vec![name("syn")],
            },
        }
    }

    fn package(name: &str, license: Option<&str>, source: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            source: Some(source.to_owned()),
            dependencies: Vec::new(),
        }
    }

    fn ban(name: &str, wrappers: &[&str]) -> Ban {
        Ban {
            name: name.to_owned(),
            wrappers: wrappers.iter().copied().map(str::to_owned).collect(),
        }
    }

    #[test]
    fn a_banned_crate_may_be_within_its_wrappers() {
        let using = |name: &str| Package {
            dependencies: vec![Dependency {
                name: "old".to_owned(),
                kind: None,
                optional: false,
            }],
            ..package(name, Some("MIT"), "registry+x")
        };
        let old = || package("old", Some("MIT"), "registry+x");
        assert!(packages(&policy(), &[old(), using("wrapper")]).is_empty());
        let faults = packages(&policy(), &[old(), using("wrapper"), using("other")]);
        assert_eq!(faults, ["old 1.0.0: it is banned by deny.toml"]);
    }

    #[test]
    fn licences_sources_and_bans_are_checked() {
        for (fine, package) in [
            (true, package("a", Some("MIT OR Apache-2.0"), "registry+x")),
            (true, package("a", Some("MIT/Apache-2.0"), "registry+x")),
            (
                true,
                package("a", Some("(MIT AND ISC) OR GPL-3.0-only"), "registry+x"),
            ),
            (
                false,
                package("a", Some("MIT AND GPL-3.0-only"), "registry+x"),
            ),
            (
                false,
                package("a", Some("Apache-2.0 WITH LLVM-exception"), "registry+x"),
            ),
            (true, package("oracle", Some("MPL-2.0"), "registry+x")),
            (false, package("a", Some("MPL-2.0"), "registry+x")),
            (false, package("a", None, "registry+x")),
            (false, package("a", Some("MIT"), "git+x")),
            (false, package("openssl", Some("MIT"), "registry+x")),
        ] {
            assert_eq!(packages(&policy(), &[package]).is_empty(), fine);
        }
    }

    #[test]
    fn growth_and_duplicates_are_told() {
        let tree = "spanwire v0.1.0 (path)\nsyn v1.0.0\nsyn v2.0.0\na v1.0.0\na v1.0.0\nb v1.0.0\nb v2.0.0 (*)\n";
        let told = twice(&policy(), "spanwire", tree);
        assert_eq!(
            told,
            ["spanwire has b more than once: {\"v1.0.0\", \"v2.0.0\"}"]
        );
        assert_eq!(
            drift("a\nb\nspanwire\nsyn\n", &names(tree)),
            Vec::<String>::new()
        );
        assert_eq!(drift("a\nc\nspanwire\nsyn\n", &names(tree)).len(), 2);
    }
}
