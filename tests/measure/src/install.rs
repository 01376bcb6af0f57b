//! Peers from the package registry.
//!
//! In: a generator. Out: its program, installed below the target folder and kept there: one folder
//! a version. One that can't be installed is reported with the first line of its error.

use std::fs;
use std::path::{Path, PathBuf};

use super::generators::{Generator, SPARGEN_DRIVER};
use super::{failed, first_error};
use crate::{cargo, process};

/// The program of a peer, installed if it isn't yet.
pub(super) fn program(root: &Path, cache: &Path, generator: Generator) -> Result<PathBuf, String> {
    let Some(package) = generator.package() else {
        return Err("it is built here".to_owned());
    };
    let folder = cache.join(format!("{}-{}", package.name, package.version));
    let file = format!("{}{}", package.program, std::env::consts::EXE_SUFFIX);
    let program = folder.join("bin").join(file);
    if program.exists() {
        return Ok(program);
    }
    println!("installing {} {}", package.name, package.version);
    let mut command = cargo::plain(root);
    command.args(["install", "--quiet", "--root"]).arg(&folder);
    if generator == Generator::Spargen {
        let driver = folder.join("driver");
        write_driver(&driver, package.version)?;
        command.arg("--path").arg(driver);
    } else {
        // What its author built it with.
        command
            .args(["--locked", package.name, "--version"])
            .arg(format!("={}", package.version));
    }
    let ended = process::run(command.env("CARGO_TARGET_DIR", cache.join("build")), None)?;
    if ended.status.is_some_and(|status| status.success()) {
        Ok(program)
    } else {
        Err(format!("can't be installed: {}", first_error(&ended)))
    }
}

fn write_driver(folder: &Path, version: &str) -> Result<(), String> {
    let source = folder.join("src");
    fs::create_dir_all(&source).map_err(|error| failed(&source, &error))?;
    let manifest = format!(
        "[package]\nname = \"spargen-driver\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\nspargen = \"={version}\"\n\n[workspace]\n"
    );
    for (path, text) in [
        (folder.join("Cargo.toml"), manifest.as_str()),
        (source.join("main.rs"), SPARGEN_DRIVER),
    ] {
        fs::write(&path, text).map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}
