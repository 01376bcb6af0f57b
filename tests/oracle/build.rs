//! Has progenitor write a client for each document.
//!
//! In: the documents of `specs/`. Out, in `OUT_DIR`: each as `OpenAPI` 3.0.3, the part of it that progenitor reads, what
//! progenitor makes of that, and `documents.rs`, a list of them with what progenitor says to the document as it is. Nothing
//! of it is checked in.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use progenitor::Generator;
use serde_json::Value;
use specwright::diagnostics::{Diagnostics, Style, render};
use specwright::disk::Disk;
use specwright::export;
use specwright::source::Sources;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Documents of which progenitor reads only some paths, and how those begin. It panics at an enum of signs (`==`, `>=`), which
/// the evaluations of Scale GP have.
const PARTS: &[(&str, &str)] = &[("scale-gp-v5", "/v5/spans")];

fn main() -> Outcome<()> {
    let specs = Path::new("../../specs");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", specs.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?);
    let mut list = String::from("[\n");
    for document in documents(specs)? {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        let exported = export(&document)?;
        let compared = part(&exported, &name)?;
        // Through the text, as it would come to somebody else.
        let client = Generator::default().generate_tokens(&serde_json::from_str(&compared)?)?;
        fs::write(out.join(format!("{name}.json")), exported)?;
        fs::write(out.join(format!("{name}.compared.json")), compared)?;
        let module = name.replace('-', "_");
        fs::write(out.join(format!("{module}.rs")), client.to_string())?;
        let refusal = original(&document).err().map(|error| error.to_string());
        writeln!(
            list,
            "Document {{ name: {name:?}, exported: include_str!(\"{name}.json\"), \
             compared: include_str!(\"{name}.compared.json\"), refusal: {refusal:?} }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("documents.rs"), list)?;
    Ok(())
}

/// What progenitor can read of an exported document: all of it, or the paths that begin as [`PARTS`] says, and the
/// components that they lead to.
fn part(exported: &str, name: &str) -> Outcome<String> {
    let Some((_, start)) = PARTS.iter().find(|(document, _)| *document == name) else {
        return Ok(exported.to_owned());
    };
    let mut document: Value = serde_json::from_str(exported)?;
    let paths = document["paths"].as_object_mut().ok_or("no paths")?;
    paths.retain(|path, _| path.starts_with(start));
    let mut reached = BTreeSet::new();
    let mut next = vec![document["paths"].to_string()];
    while let Some(text) = next.pop() {
        for reference in text.split("#/components/schemas/").skip(1) {
            let schema = reference.split('"').next().unwrap_or_default();
            if reached.insert(schema.to_owned()) {
                next.push(document["components"]["schemas"][schema].to_string());
            }
        }
    }
    let schemas = document["components"]["schemas"]
        .as_object_mut()
        .ok_or("no schemas")?;
    schemas.retain(|name, _| reached.contains(name));
    Ok(serde_json::to_string_pretty(&document)?)
}

/// The documents in a folder, by name. Overlays lie beside them, and change nothing of what is sent.
fn documents(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if name.ends_with(".yaml") && !name.ends_with(".overlay.yaml") {
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
