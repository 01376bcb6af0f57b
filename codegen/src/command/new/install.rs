//! How the command was installed, so that a CI job can do the same.
//!
//! In: cargo's list of installed packages, beside the program's folder. Out: the arguments of
//! `cargo install` for a machine that has only the repository and the internet.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The package and its version, as cargo's list begins its entry.
const PACKAGE: &str = concat!("specwright ", env!("CARGO_PKG_VERSION"), " (");

/// The list, beside the folder `bin`.
const LIST: &str = ".crates.toml";

/// The arguments of `cargo install` for a CI job of that repository: from a registry, from git, or
/// from a folder of the repository itself. `None` if a job can't install what is installed here.
pub(super) fn arguments(program: &Path, repository: &Path) -> Option<String> {
    let list = std::fs::read_to_string(program.parent()?.parent()?.join(LIST)).ok()?;
    let source = source(&list)?;
    let (kind, address) = source.split_once('+')?;
    match kind {
        "registry" if source == REGISTRY => Some(format!(
            "specwright --version {}",
            env!("CARGO_PKG_VERSION")
        )),
        "git" => {
            let (url, revision) = address.rsplit_once('#')?;
            git(url.split('?').next()?, revision)
        }
        "path" => {
            let folder = PathBuf::from(address.strip_prefix("file://")?);
            let Ok(inner) = folder.strip_prefix(repository.canonicalize().ok()?) else {
                return published(&folder);
            };
            let inner = plain(inner.to_str()?)?;
            Some(format!(
                "--path {}",
                if inner.is_empty() { "." } else { inner }
            ))
        }
        _ => None,
    }
}

/// A revision of a repository that can be fetched without credentials.
fn git(url: &str, revision: &str) -> Option<String> {
    let url = plain(url).filter(|url| url.starts_with("https://"))?;
    let revision = plain(revision)?;
    Some(format!("specwright --git {url} --rev {revision}"))
}

/// The origin of a clone outside of the repository, if its commit was pushed and nothing changed.
fn published(clone: &Path) -> Option<String> {
    let ask = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let output = git.arg("-C").arg(clone).args(arguments).output().ok()?;
        let said = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| said.trim().to_owned())
    };
    let url = ask(&["remote", "get-url", "origin"])?;
    let revision = ask(&["rev-parse", "HEAD"])?;
    let is_changed = !ask(&["status", "--porcelain", "--untracked-files=no"])?.is_empty();
    let branches = ask(&["branch", "--remotes", "--contains", &revision])?;
    if is_changed || branches.is_empty() {
        return None;
    }
    git(&url, &revision)
}

/// The source of this command in the list: `git+https://…#revision`.
fn source(list: &str) -> Option<String> {
    let list: toml::Table = list.parse().ok()?;
    let installed = list.get("v1")?.as_table()?;
    let source = installed
        .keys()
        .find_map(|entry| entry.strip_prefix(PACKAGE))?;
    Some(source.strip_suffix(')')?.to_owned())
}

/// Cargo's default registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The text, if it needs no quotes in a shell and in YAML, and holds no credentials.
fn plain(text: &str) -> Option<&str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._/-:~+".contains(c);
    (!text.starts_with('-') && text.chars().all(fine)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arguments for an entry of the list with that source.
    fn arguments_for(source: &str) -> Option<String> {
        let name = format!("specwright-install-{}-{}", std::process::id(), source.len());
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir_all(root.join("bin")).unwrap();
        let root = root.canonicalize().unwrap();
        let source = source.replace("{root}", root.to_str().unwrap());
        let list = format!(
            "[v1]\n\"other 1.0.0 (git+https://x/y#1)\" = [\"other\"]\n\"{PACKAGE}{source})\" = [\"specwright\"]\n"
        );
        std::fs::write(root.join(LIST), list).unwrap();
        let found = arguments(&root.join("bin/specwright"), &root);
        std::fs::remove_dir_all(&root).unwrap();
        found
    }

    #[test]
    fn a_job_installs_the_command_as_it_was_installed_here() {
        let version = env!("CARGO_PKG_VERSION");
        for (source, expected) in [
            (
                "registry+https://github.com/rust-lang/crates.io-index",
                Some(format!("specwright --version {version}")),
            ),
            (
                "git+https://example.com/a/b?branch=main#0123abc",
                Some("specwright --git https://example.com/a/b --rev 0123abc".to_owned()),
            ),
            (
                "path+file://{root}/tools/codegen",
                Some("--path tools/codegen".to_owned()),
            ),
            // A job can't install these.
            ("git+file:///a/b#0123abc", None),
            ("git+ssh://git@example.com/a/b#0123abc", None),
            ("path+file:///elsewhere", None),
            ("registry+https://registry.example.com/index", None),
            ("git+https://me:secret@example.com/a/b#0123abc", None),
            ("git+https://example.com/a b;reboot#0123abc", None),
        ] {
            assert_eq!(arguments_for(source), expected, "{source}");
        }
    }

    #[test]
    fn a_clone_elsewhere_is_installed_from_where_it_was_cloned() {
        let root = std::env::temp_dir().join(format!("specwright-clone-{}", std::process::id()));
        let clone = root.join("clone");
        std::fs::create_dir_all(&clone).unwrap();
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
            let output = git
                .arg("-C")
                .arg(&clone)
                .args(identity)
                .args(arguments)
                .output()
                .unwrap();
            assert!(output.status.success(), "{arguments:?}");
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        git(&["init", "--quiet"]);
        std::fs::write(clone.join("a"), "").unwrap();
        git(&["add", "a"]);
        git(&["commit", "--quiet", "--message", "a"]);
        let commit = git(&["rev-parse", "HEAD"]);
        git(&["remote", "add", "origin", "https://example.com/a/b"]);
        assert_eq!(published(&clone), None, "the commit was not pushed");

        git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
        let expected = format!("specwright --git https://example.com/a/b --rev {commit}");
        assert_eq!(published(&clone), Some(expected));

        std::fs::write(clone.join("a"), "b").unwrap();
        assert_eq!(published(&clone), None, "a file was changed");
        git(&["checkout", "--quiet", "a"]);
        git(&[
            "remote",
            "set-url",
            "origin",
            "https://me:secret@example.com/a/b",
        ]);
        assert_eq!(published(&clone), None, "the address has a password in it");
        std::fs::remove_dir_all(&root).unwrap();
    }
}
