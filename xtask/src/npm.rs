//! The npm packages of the conformance tests.
//!
//! In: the folder with their `package-lock.json`. Out: `node_modules` as the lock says, or a
//! sentence that says what to install.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{Outcome, cargo};

/// The oldest Node.js that the mock server runs on.
const OLDEST_NODE: u32 = 18;

/// Installs what the lock names, unless it is there already.
pub(crate) fn install(folder: &Path) -> Outcome {
    check_node(
        Command::new("node")
            .arg("--version")
            .output()
            .ok()
            .map(|output| output.stdout)
            .as_deref(),
    )?;
    if is_installed(folder) {
        return Ok(());
    }
    // On Windows npm is a script, and needs its full name.
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    cargo::program(folder, npm, &["ci", "--no-audit", "--no-fund"])
        .run()
        .map_err(|error| format!("{error}; the conformance step needs npm, which comes with Node.js {OLDEST_NODE} or later"))?;
    fs::copy(folder.join("package-lock.json"), stamp(folder))
        .map_err(|error| format!("`{}`: {error}", stamp(folder).display()))?;
    Ok(())
}

/// Whether the lock file is the one that was installed from, of which a copy was kept.
fn is_installed(folder: &Path) -> bool {
    let lock = fs::read(folder.join("package-lock.json"));
    lock.is_ok_and(|lock| fs::read(stamp(folder)).is_ok_and(|installed| installed == lock))
}

fn stamp(folder: &Path) -> std::path::PathBuf {
    folder.join("node_modules").join("installed-lock.json")
}

/// `version` is what `node --version` printed, if there is a `node`.
fn check_node(version: Option<&[u8]>) -> Outcome {
    let Some(version) = version else {
        return Err(format!(
            "Node.js is not installed (there is no `node` on the PATH), and the conformance step starts a mock server with it; \
             install Node.js {OLDEST_NODE} or later with npm, and run the step again with `cargo xtask test --only conformance`"
        ));
    };
    let version = String::from_utf8_lossy(version);
    let version = version.trim();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(format!(
            "the conformance step needs Node.js {OLDEST_NODE} or later, and this is `{version}`; install a newer one"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_node_says_what_to_install() {
        assert!(
            check_node(None)
                .unwrap_err()
                .contains("install Node.js 18 or later")
        );
    }

    #[test]
    fn an_old_node_is_named() {
        assert!(
            check_node(Some(b"v16.20.0\n"))
                .unwrap_err()
                .contains("`v16.20.0`")
        );
        assert!(check_node(Some(b"gibberish")).is_err());
    }

    #[test]
    fn a_new_node_will_do() {
        assert_eq!(check_node(Some(b"v18.20.1\n")), Ok(()));
        assert_eq!(check_node(Some(b"v24.0.0\n")), Ok(()));
    }
}
