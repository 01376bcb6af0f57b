//! The packages that are published.
//!
//! In: the workspace as `cargo metadata` describes it, and the list of a package's files. Out: the
//! packages, each after those it depends on, and what speaks against publishing them.

use std::collections::BTreeSet;
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
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    /// `dev` or `build`; `None` for an ordinary dependency.
    kind: Option<String>,
    /// The folder of a package that is in the workspace.
    path: Option<String>,
}

impl Package {
    /// The packages of the workspace that users of this one need. cargo leaves the others out of
    /// what it publishes.
    fn ours(&self) -> impl Iterator<Item = &Dependency> {
        let dependencies = self.dependencies.iter();
        dependencies.filter(|one| one.path.is_some() && one.kind.as_deref() != Some("dev"))
    }

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

/// The packages that may be published, in the order in which they can be.
pub(super) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let metadata = ["metadata", "--locked", "--no-deps", "--format-version", "1"];
    let metadata = cargo::command(root, &metadata).output()?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).map_err(|error| format!("`cargo metadata`: {error}"))?;
    let may = |package: &Package| package.publish.as_ref().is_none_or(|at| !at.is_empty());
    order(metadata.packages.into_iter().filter(may).collect())
}

/// Each package after those it depends on.
fn order(mut packages: Vec<Package>) -> Result<Vec<Package>, String> {
    let mut ordered = Vec::new();
    let mut done = BTreeSet::new();
    while !packages.is_empty() {
        let ready = |package: &Package| package.ours().all(|one| done.contains(&one.name));
        let Some(next) = packages.iter().position(ready) else {
            let names: Vec<&str> = packages.iter().map(|one| one.name.as_str()).collect();
            let names = names.join(", ");
            return Err(format!("{names}: they depend on what is not published"));
        };
        let next = packages.remove(next);
        done.insert(next.name.clone());
        ordered.push(next);
    }
    Ok(ordered)
}

/// Versions that differ among the packages, and requirements of one of them that is not exactly
/// that version.
pub(super) fn versions(packages: &[Package]) -> Vec<String> {
    let version = packages.first().map_or("", |package| &package.version);
    let mut faults = Vec::new();
    for package in packages {
        let name = &package.name;
        if package.version != version {
            let other = &package.version;
            faults.push(format!(
                "{name}: the version is {other}, that of others {version}"
            ));
        }
        for one in package
            .ours()
            .filter(|one| one.req != format!("^{version}"))
        {
            let (needed, req) = (&one.name, &one.req);
            faults.push(format!(
                "{name}: needs {needed} `{req}`, expected `{version}`"
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, needs: &[(&str, &str, Option<&str>)]) -> Package {
        let dependencies = needs.iter().map(|&(name, req, kind)| Dependency {
            name: name.to_owned(),
            req: req.to_owned(),
            kind: kind.map(str::to_owned),
            path: Some(name.to_owned()),
        });
        Package {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            dependencies: dependencies.collect(),
            ..Package::default()
        }
    }

    #[test]
    fn a_package_comes_after_those_it_needs() {
        let names = |packages| {
            let packages: Vec<Package> = order(packages)?;
            Ok::<_, String>(packages.into_iter().map(|one| one.name).collect::<Vec<_>>())
        };
        let client = || package("client", &[("runtime", "^0.1.0", None)]);
        let runtime = package("runtime", &[("derive", "^0.1.0", Some("build"))]);
        // Its tests need the runtime.
        let derive = package("derive", &[("runtime", "*", Some("dev"))]);
        let ordered = names(vec![client(), runtime, derive]).unwrap();
        assert_eq!(ordered, ["derive", "runtime", "client"]);
        let fault = names(vec![client()]).unwrap_err();
        assert_eq!(fault, "client: they depend on what is not published");
    }

    #[test]
    fn versions_agree_within_and_without() {
        let mut packages = vec![
            package("derive", &[("runtime", "*", Some("dev"))]),
            package("runtime", &[("derive", "^0.1.0", None)]),
        ];
        assert!(versions(&packages).is_empty());
        packages.push(package("client", &[("runtime", "*", None)]));
        packages[1].version = "0.2.0".to_owned();
        let faults = [
            "runtime: the version is 0.2.0, that of others 0.1.0",
            "client: needs runtime `*`, expected `0.1.0`",
        ];
        assert_eq!(versions(&packages), faults);
    }

    #[test]
    fn a_package_has_what_its_page_shows_and_no_tests() {
        let all = Package {
            description: Some("Does things".to_owned()),
            documentation: Some("https://docs.rs/things".to_owned()),
            keywords: vec!["things".to_owned()],
            categories: vec!["encoding".to_owned()],
            ..package("things", &[])
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
