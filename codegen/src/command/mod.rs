//! The command line: what is asked for, and the exit code. Only this part of the program talks to
//! people.

mod crate_name;
mod explain;
mod export;
mod generate;
mod init;
mod show;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Generates Rust clients from `OpenAPI` 3.0, 3.1 and 3.2 documents.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write a crate for a document
    ///
    /// An operation or schema that can't be generated is left out with an error that says why, and
    /// the rest is written. How many operations were left out is told at the end.
    Generate(generate::Generate),
    /// Write a starter `codegen.toml`, and a CI job that fails when the client is not what the
    /// document says
    Init(init::Init),
    /// Check a document: everything that generating would say, and nothing written
    Lint(Document),
    /// Explain the code of a diagnostic, or list all codes
    Explain {
        /// The code: `SW0101`
        code: Option<String>,
    },
    /// Write a document as `OpenAPI` 3.0.3, for tools that read no 3.1
    Export(export::Export),
    /// Show what differs in meaning between two versions of a document
    Diff {
        /// The old version
        old: PathBuf,
        /// The new version
        new: PathBuf,
    },
}

/// A document and how to speak of it.
#[derive(Debug, Args)]
struct Document {
    /// The document: YAML or JSON; what `--config` names unless given
    #[arg(required_unless_present = "config")]
    spec: Option<PathBuf>,
    /// The folder that `$ref`s may reach; the document's own unless given
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// A `codegen.toml` with one table for the document
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on these too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a line; the last one is `summary`, with what was generated and left out
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// Why the command could not do what was asked; a message for people.
type Failure = Box<dyn std::error::Error>;

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let result = match Command::parse().action {
        Action::Generate(generate) => generate.run(),
        Action::Init(init) => init.run(),
        Action::Lint(document) => generate::lint(&document),
        Action::Explain { code } => explain::explain(code.as_deref()),
        Action::Export(export) => export.run(),
        Action::Diff { old, new } => show::diff(&old, &new),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        ExitCode::FAILURE
    })
}
