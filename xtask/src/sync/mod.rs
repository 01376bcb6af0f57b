//! `cargo xtask sync`: what was published since a document was checked in.
//!
//! In: `specs/codegen.toml`, and what each `upstream` of it names. Out: what differs in meaning,
//! or, with `--write`, the published document in place of ours.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use specwright::compare::Change;
use specwright::fetch;
use specwright::project::published;

use crate::{Outcome, codegen};

/// What to compare.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Replaces each document that differs in meaning by the published one
    #[arg(long)]
    write: bool,
    /// Only this API: a table of specs/codegen.toml
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

/// Fetches and compares each document that names its upstream.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let project = codegen::open(root)?;
    let mut upstreams: Vec<_> = project.upstreams().collect();
    if let Some(wanted) = &options.api {
        upstreams.retain(|(api, _, _)| api == wanted);
        if upstreams.is_empty() {
            return Err(format!(
                "`specs/codegen.toml` has no API `{wanted}` with an `upstream`"
            ));
        }
    }
    let (mut differing, mut failures) = (0, Vec::new());
    for (api, path, url) in upstreams {
        match one(api, &path, url, options.write) {
            Ok(changes) => differing += usize::from(changes > 0),
            Err(message) => failures.push(message),
        }
    }
    if !failures.is_empty() {
        return Err(failures.join("\nerror: "));
    }
    if differing > 0 && !options.write {
        return Err(format!(
            "{differing} document(s) differ from what is published; `cargo xtask sync --write` takes what is published"
        ));
    }
    Ok(())
}

/// Shows what differs of one API, and returns how much does.
fn one(api: &str, path: &Path, url: &str, write: bool) -> Result<usize, String> {
    let published = fetch::fetch(url, fetch::LARGEST).map_err(|error| {
        format!("{api}: {error}\n`upstream` in specs/codegen.toml names the address")
    })?;
    let changes = changes(path, url, &published)?;
    if changes.is_empty() {
        println!("{api}: nothing differs in meaning from {url}");
        return Ok(0);
    }
    println!("{api}: {} difference(s) from {url}", changes.len());
    for change in &changes {
        println!("  {change}");
    }
    if write {
        fs::write(path, &published).map_err(|error| format!("`{}`: {error}", path.display()))?;
        println!("wrote {}; run `cargo xtask codegen`", path.display());
    }
    Ok(changes.len())
}

/// What the published document has that ours has not, and the other way round.
fn changes(path: &Path, url: &str, published: &[u8]) -> Result<Vec<Change>, String> {
    let shown = path.display().to_string();
    let ours = fs::read(path).map_err(|error| format!("`{shown}`: {error}"))?;
    published::changes((&shown, &ours), (url, published)).map_err(|error| error.to_string())
}
