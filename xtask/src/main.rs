//! The maintainers' commands.
//!
//! In: a command line. Out: an exit code: 0 done, 1 something is wrong, 2 the command line itself.
//! It is thin: what can be said about a document is said by `specwright`, and what can be checked
//! by cargo is left to cargo.

mod codegen;
mod fuzz;
mod guide;
mod npm;
mod reconstruct;
mod release;
mod supply;
mod sync;
mod test;
mod tidy;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use runner::{Outcome, cargo, root};

/// The maintainers' commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures this project and its peers side by side
    Bench(Passed),
    /// Writes the clients in generated/ from the documents in specs/, and the guide's list of
    /// diagnostics
    Codegen(codegen::Options),
    /// Generates every document of the corpus and reports how it went
    Corpus(Passed),
    Fuzz(fuzz::Options),
    /// Runs what fails most often after a change of the generator, in less than a minute
    Quick,
    Release(release::Options),
    /// Makes calls to a server that fails in every way, and checks how each ends
    Soak(Passed),
    Supply(supply::Options),
    /// Shows what was published since the documents in specs/ were checked in
    Sync(sync::Options),
    /// Runs everything that CI checks
    Test(test::Options),
    /// Checks the house rules: import direction, file length, headers, forbidden words
    Tidy,
    /// Accepts what the generator writes now as the expected output of the golden tests
    Bless,
}

/// Arguments of another package's command.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
struct Passed {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

fn main() -> ExitCode {
    let root = root();
    let outcome = match Arguments::parse().command {
        Command::Bench(passed) => tool(&root, "measure", &passed),
        Command::Codegen(options) => codegen::run(&root, &options),
        Command::Corpus(passed) => tool(&root, "corpus", &passed),
        Command::Fuzz(options) => fuzz::run(&root, &options),
        Command::Quick => test::quick(&root),
        Command::Release(options) => release::run(&root, &options),
        Command::Soak(passed) => tool(&root, "faults", &passed),
        Command::Supply(options) => supply::run(&root, &options),
        Command::Sync(options) => sync::run(&root, &options),
        Command::Test(options) => test::run(&root, &options),
        Command::Tidy => tidy::run(&root),
        Command::Bless => bless(&root),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the program of a package under `tests/`.
fn tool(root: &Path, program: &str, Passed { arguments }: &Passed) -> Outcome {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    cargo::command(
        root,
        &[&["run", "--bin", program, "--"], &arguments[..]].concat(),
    )
    .run()
}

/// The tests write their expectations themselves, so that there is one comparison and one writer.
fn bless(root: &Path) -> Outcome {
    let packages = [
        "test",
        "--package",
        "xtask",
        "--package",
        "specwright",
        "--package",
        "changes",
        "--package",
        "spanwire-delivery",
    ];
    let tests = [
        "--test",
        "golden",
        "--test",
        "diagnostics",
        "--test",
        "verdicts",
        "--test",
        "mapping",
    ];
    cargo::command(root, &[&packages[..], &tests].concat())
        .env("BLESS", "1")
        .run()
}
