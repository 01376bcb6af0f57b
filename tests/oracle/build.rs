//! Has progenitor write a client for each document.
//!
//! In: the documents of `specs/`. Out, in `OUT_DIR`: each as `OpenAPI` 3.0.3, what progenitor makes of that, and
//! `documents.rs`, a list of them with what progenitor says to the document as it is. Nothing of it is checked in.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use progenitor::Generator;
use specwright::diagnostics::{Diagnostics, Style, render};
use specwright::disk::Disk;
use specwright::export;
use specwright::source::Sources;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let specs = Path::new("../../specs");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", specs.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?);
    let mut list = String::from("[\n");
    for document in documents(specs)? {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        let exported = export(&document)?;
        // Through the text, as it would come to somebody else.
        let client = Generator::default().generate_tokens(&serde_json::from_str(&exported)?)?;
        fs::write(out.join(format!("{name}.json")), exported)?;
        let module = name.replace('-', "_");
        fs::write(out.join(format!("{module}.rs")), client.to_string())?;
        let refusal = original(&document).err().map(|error| error.to_string());
        writeln!(
            list,
            "Document {{ name: {name:?}, exported: include_str!(\"{name}.json\"), refusal: {refusal:?} }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("documents.rs"), list)?;
    Ok(())
}

/// The documents in a folder, by name.
fn documents(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            documents.push(path);
        }
    }
    documents.sort();
    Ok(documents)
}

/// The document in the words of 3.0, as JSON.
fn export(document: &Path) -> Outcome<String> {
    let (disk, entry) = Disk::for_document(document, None)?;
    let mut found = Diagnostics::new();
    let sources = Sources::load(&disk, &entry, &[], &mut found);
    let exported = sources
        .as_ref()
        .and_then(|sources| export::export(sources, &mut found));
    match exported {
        Some(exported) if !found.has_errors() => Ok(export::to_json(&exported)?),
        _ => Err(render(&found, sources.as_ref(), Style::Plain).into()),
    }
}

/// The document as it is, given to progenitor.
fn original(document: &Path) -> Outcome<()> {
    let document = serde_yaml::from_str(&fs::read_to_string(document)?)?;
    Generator::default().generate_tokens(&document)?;
    Ok(())
}
