//! Documents with their overlays applied, as the clients are generated from them.
//!
//! In: the name of a document of `specs/`. Out: the path of a file that Prism reads, since it knows
//! no overlays.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use specwright::config::Config;
use specwright::diagnostics::{Diagnostics, Style, render};
use specwright::source::{Disk, Sources};

/// Tests run at once, and Prism must not read a file that is being written.
static WRITING: Mutex<()> = Mutex::new(());

/// The document itself where it has no overlays, else a file with all of it.
pub(crate) fn path(document: &str) -> Result<PathBuf, Box<dyn Error>> {
    let specs = tests::root().join("specs");
    let config = Config::parse(&fs::read_to_string(specs.join("codegen.toml"))?)?;
    let api = config.apis.values().find(|api| api.spec == document);
    let overlays = api.map_or(&[][..], |api| &api.overlays);
    let path = specs.join(document);
    if overlays.is_empty() {
        return Ok(path);
    }
    let overlays: Vec<&str> = overlays.iter().map(String::as_str).collect();
    let (disk, entry) = Disk::for_document(&path, None)?;
    let mut found = Diagnostics::new();
    let sources = Sources::load(&disk, &entry, &overlays, &mut found);
    let Some(sources) = sources.as_ref().filter(|_| !found.has_errors()) else {
        return Err(render(&found, sources.as_ref(), Style::Plain).into());
    };
    let text = sources.root().to_json().to_string();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{document}.json"));
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        fs::write(&path, text)?;
    }
    Ok(path)
}
