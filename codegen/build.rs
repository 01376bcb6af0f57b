//! Says where the sources of the runtime lie that the command writes into clients' folders.
//!
//! In the repository they are the crates beside this one. A package has no crates in it, so there
//! they come from `vendored/`, whose links to those crates cargo replaces with what they lead to.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    // What changes in the sources concerns only the program that includes them.
    println!("cargo::rerun-if-changed=build.rs");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo runs this")?);
    let in_repository = package.join("runtime/Cargo.toml").is_file();
    let (folder, manifest) = if in_repository {
        ("", "Cargo.toml")
    } else {
        ("/vendored", "manifest.toml")
    };
    // Inside the package: this output is still valid after a clone was moved.
    println!("cargo::rustc-env=SPECWRIGHT_SOURCES={folder}");
    println!("cargo::rustc-env=SPECWRIGHT_MANIFEST={manifest}");
    Ok(())
}
