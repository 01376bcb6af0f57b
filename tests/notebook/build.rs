//! Generates the client of the guide's document.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    specwright::build::document("../../docs/guide/src/notebook.yaml")
        .config("codegen.toml")
        .module("client")
        .generate()?;
    Ok(())
}
