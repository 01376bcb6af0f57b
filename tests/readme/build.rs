//! Generates the client of the document in the README of `specwright`.

use std::{env, error::Error, fs, path::Path};

const README: &str = "../../codegen/README.md";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={README}");
    let readme = fs::read_to_string(README)?;
    let document = readme
        .split("```yaml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let path = Path::new(&env::var("OUT_DIR")?).join("openapi.yaml");
    fs::write(&path, document.ok_or("the README has no document")?)?;
    specwright::build::document(path).generate()?;
    Ok(())
}
