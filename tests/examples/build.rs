//! Writes tables of what the generator plans.
//!
//! In: `specs/`. Out, in `OUT_DIR`: `examples.rs`, a module for each API with a function for the
//! example of each method, whose code is what the documentation shows, and with the type of each
//! component.

use std::env;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

use specwright::plan::{ExampleCall, Origin, Role};
use specwright::project::Project;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../specs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?);
    let mut text = String::new();
    for api in Project::open(Path::new("../../specs/codegen.toml"))?.generate(None, None)? {
        let name = &api.name;
        writeln!(text, "/// What is planned for `spanwire::{name}`.")?;
        writeln!(text, "#[allow(deprecated, unused_variables)]")?;
        writeln!(text, "pub mod {name} {{\nuse spanwire::{name}::Client;\n")?;
        examples(&mut text, &api.generated.examples)?;
        models(&mut text, &api.generated.types)?;
        writeln!(text, "}}")?;
    }
    fs::write(out.join("examples.rs"), text)?;
    Ok(())
}

/// A function for each example, so that the compiler checks them one by one.
fn examples(text: &mut String, examples: &[ExampleCall]) -> fmt::Result {
    writeln!(text, "/// An example for each method.")?;
    writeln!(text, "pub const EXAMPLES: &[crate::Example<Client>] = &[")?;
    for (index, example) in examples.iter().enumerate() {
        let ExampleCall {
            operation, method, ..
        } = example;
        writeln!(
            text,
            "crate::Example {{ operation: {operation:?}, method: {method:?}, run: example_{index} }},"
        )?;
    }
    writeln!(text, "];")?;
    for (index, example) in examples.iter().enumerate() {
        writeln!(
            text,
            "\nfn example_{index}(client: Client) -> crate::Run {{\nBox::pin(async move {{"
        )?;
        for line in &example.code {
            writeln!(text, "{line}")?;
        }
        writeln!(text, "Ok(()) }}) }}")?;
    }
    Ok(())
}

fn models(text: &mut String, types: &[Origin]) -> fmt::Result {
    writeln!(text, "/// The type of each component.")?;
    writeln!(text, "pub const MODELS: &[crate::Model] = &[")?;
    for Origin { origin, ty, .. } in types.iter().filter(|one| one.role == Role::Component) {
        let ty = ty.replace("crate::", "spanwire::");
        writeln!(
            text,
            "crate::Model {{ schema: {origin:?}, trip: crate::trip::<{ty}> }},"
        )?;
    }
    writeln!(text, "];")
}
