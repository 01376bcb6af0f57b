//! Plays Rust servers: each framework writes the document of the same types, a client is generated
//! from it, and what the server would send is put beside it.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unused_async,
    reason = "nobody calls the servers: the frameworks read their types alone"
)]

use std::{env, error::Error, fs, path::PathBuf};

use serde_json::Value;

mod aide;
mod dropshot;
mod poem;
mod utoipa;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=server");
    write(
        "with_utoipa",
        &utoipa::document()?,
        [utoipa::types::values(), utoipa::types::tuples()].concat(),
    )?;
    write(
        "with_aide",
        &aide::document()?,
        [aide::types::values(), aide::types::tuples()].concat(),
    )?;
    write(
        "with_dropshot",
        &dropshot::document()?,
        dropshot::types::values(),
    )?;
    write("with_poem", &poem::document()?, poem::values())?;
    Ok(())
}

/// The document, the client, and the values by the names of their types.
fn write(module: &str, document: &Value, values: Vec<(&str, Value)>) -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let path = out.join(format!("{module}.json"));
    fs::write(&path, serde_json::to_string_pretty(document)?)?;
    specwright::build::document(path)
        .module(module)
        .generate()?;
    let values = values
        .into_iter()
        .map(|(name, value)| Value::from(vec![Value::from(name), value]));
    let text = values.collect::<Value>().to_string();
    fs::write(out.join(format!("{module}_values.json")), text)?;
    Ok(())
}
