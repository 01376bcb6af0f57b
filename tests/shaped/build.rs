//! Generates the client of `spec.yaml` as `codegen.toml` has it.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    specwright::build::document("spec.yaml")
        .config("codegen.toml")
        .module("api")
        .examples_of(env!("CARGO_PKG_NAME"))
        .generate()?;
    specwright::build::document("described.yaml")
        .config("described.toml")
        .module("described")
        .generate()?;
    specwright::build::document("members.yaml")
        .config("members.toml")
        .module("members")
        .generate()?;
    println!("cargo::rustc-env=SHAPED_OUT={}", std::env::var("OUT_DIR")?);
    Ok(())
}
