//! Writes clients of documents that attack in every place at once, so that the compiler, clippy and
//! rustdoc see them.
//!
//! In: the document and the payloads. Out, in `OUT_DIR`: a module a document, and `modules.rs`,
//! which names them.

#[path = "src/document.rs"]
mod document;
#[path = "src/generated.rs"]
mod generated;
#[path = "src/payloads.rs"]
mod payloads;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use payloads::PAYLOADS;
use specwright::output;
use specwright::plan::Target;

/// So many documents; each place has another payload in each.
const DOCUMENTS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=document.yaml");
    println!("cargo::rerun-if-changed=src");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?);
    let harmless = document::harmless()?;
    let places: Vec<String> = document::places(&harmless).into_iter().collect();
    let mut list = String::new();
    for number in 0..DOCUMENTS {
        let payload = |place: &str| {
            let index = places.iter().position(|known| known == place)?;
            // Each document shifts the payloads by more than the last, so that no two share a
            // neighbourhood.
            let (_, text) =
                PAYLOADS[(index + number * (PAYLOADS.len() / DOCUMENTS + 1)) % PAYLOADS.len()];
            Some(text.to_owned())
        };
        let name = format!("attack{number:02}");
        let attack = document::with(&harmless, &payload);
        let files = generated::generated(&attack, &Target::module(&name, "tests/attacks")).files;
        output::write(&out.join(&name), &files)?;
        let path = out.join(&name).join("mod.rs").display().to_string();
        writeln!(list, "#[path = {path:?}]\npub mod {name};")?;
    }
    fs::write(out.join("modules.rs"), list)?;
    Ok(())
}
