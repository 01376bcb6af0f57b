//! Has progenitor write a client for each document.
//!
//! In: the documents of `specs/`. Out, in `OUT_DIR`: each as `OpenAPI` 3.0.3, what progenitor makes
//! of the operations that it reads, with a function that makes a call again, and `documents.rs`, a
//! list of them with what progenitor refuses. Nothing of it is checked in.

mod document;
mod replay;

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use progenitor::Generator;
use quote::quote;
use serde_json::Value;
use specwright::diagnostics::{Diagnostics, Style, render};
use specwright::export;
use specwright::source::{Disk, Sources};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let specs = Path::new("../../specs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={}", specs.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?);
    // Progenitor panics at what it does not know.
    panic::set_hook(Box::new(|_| ()));
    let mut list = String::from("[\n");
    for document in documents(specs)? {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        let exported = export(&document)?;
        // Through the text, as another user would get it.
        let whole: Value = serde_json::from_str(&exported)?;
        let mut read = BTreeSet::new();
        let mut refused = Vec::new();
        for operation in document::operations(&whole) {
            let alone = document::part(&whole, &BTreeSet::from([operation.clone()]))?;
            match client(&alone) {
                Ok(_) => _ = read.insert(operation),
                Err(why) => refused.push((operation, why)),
            }
        }
        let client = client(&document::part(&whole, &read)?)?;
        let replay = replay::table(&client, &whole)?;
        fs::write(out.join(format!("{name}.json")), exported)?;
        let module = name.replace('-', "_");
        let code = quote!(#client #replay);
        fs::write(out.join(format!("{module}.rs")), code.to_string())?;
        let refusal = original(&document).err().map(|error| error.to_string());
        writeln!(
            list,
            "Document {{ name: {name:?}, exported: include_str!(\"{name}.json\"), refused: &{refused:?}, refusal: {refusal:?} }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("documents.rs"), list)?;
    Ok(())
}

/// The client that progenitor makes of a document, or why it makes none.
fn client(document: &Value) -> Result<proc_macro2::TokenStream, String> {
    let made = panic::catch_unwind(|| {
        let document =
            serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
        let made = Generator::default().generate_tokens(&document);
        made.map_err(|error| error.to_string())
    });
    made.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
        Err(format!("panics: {}", text.unwrap_or_default()))
    })
}

/// The documents in a folder, by name. Overlays lie beside them, and change nothing of what is
/// sent.
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

/// The unchanged document, passed to progenitor.
fn original(document: &Path) -> Outcome<()> {
    let document: Value = serde_yaml::from_str(&fs::read_to_string(document)?)?;
    client(&document)?;
    Ok(())
}
