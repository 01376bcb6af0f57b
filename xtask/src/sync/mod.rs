//! `cargo xtask sync`: what was published since a document was checked in.
//!
//! In: `specs/codegen.toml`, and what each `upstream` of it names. Out: what a published document
//! changes for programs, or, with `--write`, the published document in place of ours.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use specwright::compare;
use specwright::fetch;
use specwright::project::Client;

use crate::{Outcome, codegen};

/// What to compare.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Replaces each document by the published one if that changes the client
    #[arg(long)]
    write: bool,
    /// Only this API: a table of specs/codegen.toml
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

/// Fetches and compares each document that names its upstream.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let project = codegen::open(root)?;
    let mut upstreams: Vec<_> = project
        .clients()
        .filter_map(|client| Some((client, client.config.upstream.as_deref()?)))
        .collect();
    if let Some(wanted) = &options.api {
        upstreams.retain(|(client, _)| client.name == wanted);
        if upstreams.is_empty() {
            return Err(format!(
                "`specs/codegen.toml` has no API `{wanted}` with an `upstream`"
            ));
        }
    }
    let (mut differing, mut failures) = (0, Vec::new());
    for (client, url) in upstreams {
        match one(client, url, options.write) {
            Ok(differs) => differing += usize::from(differs),
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

/// Shows what the published document changes, and returns whether it changes more than words.
fn one(client: Client<'_>, url: &str, write: bool) -> Result<bool, String> {
    let name = client.name;
    let published = fetch::fetch(url, fetch::LARGEST).map_err(|error| {
        format!("{name}: {error}\n`upstream` in specs/codegen.toml names the address")
    })?;
    let comparison = client.changes(url, &published);
    let comparison = comparison.map_err(|error| error.to_string())?;
    println!(
        "{name}: changes from {url}\n\n{}",
        compare::text(&comparison)
    );
    let differs = comparison.verdict().is_some() || comparison.constraints > 0;
    if differs && write {
        let path = client.document();
        fs::write(&path, &published).map_err(|error| format!("`{}`: {error}", path.display()))?;
        println!("wrote {}; run `cargo xtask codegen`", path.display());
    }
    Ok(differs)
}
