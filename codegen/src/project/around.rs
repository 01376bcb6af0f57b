//! What the crate around a module lacks for the module to compile. Its manifest and its other files
//! are written by hand.
//!
//! In: a client. Out: the lines to add, and where. Nothing is written.

use std::{fs, path::PathBuf};

use super::Client;
use crate::{config::Layout, emit, generate::Usage};

/// What a crate lacks for the module in it to compile; nothing for a client that is a crate itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Its manifest, and the lines that its `[dependencies]` lack.
    pub dependencies: Option<(PathBuf, Vec<String>)>,
    /// The file that should declare the module, and the declaration.
    pub declaration: Option<(PathBuf, String)>,
}

impl Lacks {
    /// Whether there is nothing to add.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the crate around a client lacks. Of a manifest that can't be read nothing is known.
    pub(super) fn of(client: &Client<'_>, usage: &Usage) -> Self {
        if client.config.layout != Layout::Module {
            return Self::default();
        }
        let declaration = declaration(client);
        let dependencies = client.manifest().and_then(|path| {
            let manifest: toml::Table = fs::read_to_string(&path).ok()?.parse().ok()?;
            let runtime = client.runtime(path.parent()?);
            let lines = emit::dependencies(&runtime, &usage.runtime_features);
            let lines = lines.lines().map(str::to_owned);
            let lacking: Vec<_> = lines.filter(|line| !has(&manifest, line)).collect();
            (!lacking.is_empty()).then_some((path, lacking))
        });
        Self {
            dependencies,
            declaration,
        }
    }
}

/// Whether a manifest has the dependency of a line, for all targets or for one.
fn has(manifest: &toml::Table, line: &str) -> bool {
    let name = line.split(' ').next().unwrap_or_default();
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(toml::Table::values);
    let targets = targets.filter_map(toml::Value::as_table);
    let mut tables = targets.chain([manifest]);
    tables.any(|table| {
        let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
        dependencies.is_some_and(|it| it.contains_key(name))
    })
}

/// The declaration of a client's module, and the file that it belongs into; `None` if it is there,
/// or the file does not exist.
fn declaration(client: &Client<'_>) -> Option<(PathBuf, String)> {
    let folder = client.folder();
    let parent = folder.parent()?;
    let module = client.module();
    let name = module.last()?;
    let files = if module.len() == 1 {
        vec![parent.join("lib.rs"), parent.join("main.rs")]
    } else {
        vec![parent.join("mod.rs"), parent.with_extension("rs")]
    };
    let mut files: Vec<_> = files.into_iter().filter(|it| it.is_file()).collect();
    let statement = format!("mod {name}");
    let declares = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let mut parts = text.split(&statement).skip(1);
        parts.any(|rest| rest.trim_start().starts_with([';', '{']))
    };
    if files.is_empty() || files.iter().any(declares) {
        return None;
    }
    Some((files.remove(0), format!("pub mod {name};")))
}
