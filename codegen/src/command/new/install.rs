//! How the command was installed, so that a CI job installs it in the same way.
//!
//! In: the list of installed packages that cargo keeps beside the folder of the program. Out: the
//! arguments of `cargo install`.

use std::path::{Path, PathBuf};

/// The package and its version, as cargo's list begins its entry.
const PACKAGE: &str = concat!("specwright ", env!("CARGO_PKG_VERSION"), " (");

/// The list, beside the folder `bin`.
const LIST: &str = ".crates.toml";

/// The arguments of `cargo install` that install this command in a CI job of that repository, if it
/// can be told: from a registry, from git, or from a folder of the repository itself.
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
            let url = url.split('?').next()?;
            Some(format!(
                "specwright --git {} --rev {}",
                plain(url)?,
                plain(revision)?
            ))
        }
        "path" => {
            let folder = PathBuf::from(address.strip_prefix("file://")?);
            let inner = folder.strip_prefix(repository.canonicalize().ok()?).ok()?;
            let inner = plain(inner.to_str()?)?;
            Some(format!(
                "--path {}",
                if inner.is_empty() { "." } else { inner }
            ))
        }
        _ => None,
    }
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

/// Cargo's own registry, which a job anywhere has.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The text, if a shell and YAML take it as it is, and it has no credentials in it.
fn plain(text: &str) -> Option<&str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._/-:~+".contains(c);
    (!text.starts_with('-') && text.chars().all(fine)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arguments for an entry of the list with that source.
    fn told(source: &str) -> Option<String> {
        let name = format!("specwright-install-{}-{}", std::process::id(), source.len());
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir_all(root.join("bin")).unwrap();
        let root = root.canonicalize().unwrap();
        let source = source.replace("{root}", root.to_str().unwrap());
        let list = format!(
            "[v1]\n\"other 1.0.0 (git+https://x/y#1)\" = [\"other\"]\n\"{PACKAGE}{source})\" = [\"specwright\"]\n"
        );
        std::fs::write(root.join(LIST), list).unwrap();
        let told = arguments(&root.join("bin/specwright"), &root);
        std::fs::remove_dir_all(&root).unwrap();
        told
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
            // A job can't have these.
            ("path+file:///elsewhere", None),
            ("registry+https://registry.example.com/index", None),
            ("git+https://me:secret@example.com/a/b#0123abc", None),
            ("git+https://example.com/a b;reboot#0123abc", None),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }
}
