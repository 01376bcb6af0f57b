//! The npm packages of the conformance tests.
//!
//! In: the folder with their `package-lock.json`. Out: `node_modules` as the lock says.

use std::fs;
use std::path::Path;

use crate::{Outcome, cargo};

/// Installs what the lock names, unless it is there already.
pub(crate) fn install(folder: &Path) -> Outcome {
    let lock = folder.join("package-lock.json");
    // A copy of the lock that was installed.
    let installed = folder.join("node_modules/installed-lock.json");
    if fs::read(&lock).is_ok_and(|lock| fs::read(&installed).is_ok_and(|it| it == lock)) {
        return Ok(());
    }
    // On Windows npm is a script, and needs its full name.
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    cargo::program(folder, npm, &["ci", "--no-audit", "--no-fund"])
        .run()
        .map_err(|error| {
            format!(
                "{error}; the step conformance starts a mock server, which needs Node.js 18 or \
                 later with npm"
            )
        })?;
    fs::copy(&lock, &installed).map_err(|error| format!("`{}`: {error}", installed.display()))?;
    Ok(())
}
