//! The command line: what is asked for, and the exit code. Only this part of the program talks to
//! people.

mod explain;
mod export;
mod generate;
mod init;
mod input;
mod lint;
mod list;
mod next;
mod show;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

/// Generates Rust clients from `OpenAPI` 3.0, 3.1 and 3.2 documents.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the clients that `codegen.toml` names, or a crate for one document
    ///
    /// An operation or schema that can't be generated is left out with an error that says why, and
    /// the rest is written. How many operations were left out is told at the end.
    Generate(generate::Generate),
    /// Write a starter `codegen.toml`, and a CI job that fails when the client is not what the
    /// document says
    Init(init::Init),
    /// List the clients that `codegen.toml` names: document, folder, layout, operations
    List(list::List),
    /// Check documents: everything that generating would say, and nothing written
    Lint(input::Selection),
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
        Action::List(list) => list.run(),
        Action::Lint(document) => lint::lint(&document),
        Action::Explain { code } => explain::explain(code.as_deref()),
        Action::Export(export) => export.run(),
        Action::Diff { old, new } => show::diff(&old, &new),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        ExitCode::FAILURE
    })
}
