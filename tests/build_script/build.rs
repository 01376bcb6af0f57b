//! Generates the client of `specs/greetings.yaml`, as any crate can.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    specwright::build::document("specs/greetings.yaml")
        .config("specs/codegen.toml")
        .module("api")
        .examples_of(env!("CARGO_PKG_NAME"))
        .generate()?;
    Ok(())
}
