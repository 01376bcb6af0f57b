//! Sends the payloads of real documents through the types generated from them: nothing may be lost.
//!
//! For every component and every body of a document it takes the document's own examples, and
//! samples that an independent program makes of the schema. Each must be read by the generated type
//! and be written as the same JSON.

mod bundle;
mod compare;
mod document;
mod faker;
mod harness;
mod keywords;
mod oracle;
mod report;
mod sampling;
mod suite;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde::Deserialize;

use crate::report::Report;

/// Why something can't be tried at all.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Payloads through the generated types
#[derive(Debug, Parser)]
enum Arguments {
    /// Payloads of real documents
    Documents(Documents),
    /// The instances of the official test suite of JSON Schema
    Suite(Suite),
}

#[derive(Debug, clap::Args)]
struct Suite {
    /// The folder of the suite
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// Where the document of all schemas and its client are put
    #[arg(long, value_name = "DIR")]
    crates: PathBuf,
    /// Where the result is written, in JSON
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
struct Documents {
    /// The folder of the documents
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// What the documents are: a list of records with `name`, `file` and perhaps `entry`
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Generated crates, one folder a document; what is missing is generated
    #[arg(long, value_name = "DIR")]
    crates: PathBuf,
    /// Where the result is written, in JSON
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Try at most so many schemas of a document, every n-th of them [default: all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The documents [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// A record of the manifest.
#[derive(Debug, Deserialize)]
struct Record {
    name: String,
    file: String,
    /// The document in a folder; the folder is what references may reach.
    entry: Option<String>,
}

fn main() -> ExitCode {
    let ended = root().and_then(|root| match Arguments::parse() {
        Arguments::Documents(documents) => run(&root, &documents),
        Arguments::Suite(suite) => suite::run(&root, &suite.folder, &suite.crates, &suite.out),
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> Result<PathBuf, Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    Ok(root.canonicalize()?)
}

/// Which documents could not be tried, and whether enough payloads survive, is for the reader of
/// the report to say.
fn run(root: &Path, arguments: &Documents) -> Result<(), Failure> {
    let records: Vec<Record> = serde_json::from_str(&fs::read_to_string(&arguments.manifest)?)?;
    let mut chosen: Vec<&Record> = Vec::new();
    for name in &arguments.names {
        let record = records.iter().find(|record| record.name == *name);
        chosen.push(record.ok_or_else(|| format!("the manifest has no document `{name}`"))?);
    }
    if chosen.is_empty() {
        chosen.extend(&records);
    }
    fs::create_dir_all(&arguments.crates)?;
    let mut report = Report::default();
    println!("{}", report::heading());
    for record in chosen {
        let file = arguments.corpus.join(&record.file);
        let job = document::Job {
            root,
            name: &record.name,
            entry: record
                .entry
                .as_ref()
                .map_or_else(|| file.clone(), |entry| file.join(entry)),
            reach: record.entry.is_some().then(|| file.clone()),
            client: arguments.crates.join(&record.name),
            limit: arguments.limit,
        };
        let document = document::run(&job);
        println!("{}", report::row(&document));
        report.documents.push(document);
        // After each document, so that a run that is stopped leaves what it found.
        fs::write(&arguments.out, serde_json::to_string_pretty(&report)?)?;
    }
    println!("{}", report::summary(&report));
    Ok(())
}
