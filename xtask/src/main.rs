//! The maintainers' commands.
//!
//! In: a command line. Out: an exit code: 0 done, 1 something is wrong, 2 the command line itself.
//! It is thin: what can be said about a document is said by `specwright`, and what can be checked by cargo is left to cargo.

mod bench;
mod cargo;
mod codegen;
mod corpus;
mod fuzz;
mod guide;
mod npm;
mod process;
mod reconstruct;
mod release;
mod soak;
mod sources;
mod supply;
mod sync;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The maintainers' commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bench(bench::Options),
    /// Writes the clients in generated/ anew from the documents in specs/, and the guide's list of diagnostics
    Codegen(codegen::Options),
    Corpus(corpus::Options),
    Fuzz(fuzz::Options),
    Release(release::Options),
    Soak(soak::Options),
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

/// What a command ends with when it can't go on: a sentence for the person at the terminal.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let root = root();
    let outcome = match Arguments::parse().command {
        Command::Bench(options) => bench::run(&root, &options),
        Command::Codegen(options) => codegen::run(&root, &options),
        Command::Corpus(options) => corpus::run(&root, &options),
        Command::Fuzz(options) => fuzz::run(&root, &options),
        Command::Release(options) => release::run(&root, &options),
        Command::Soak(options) => soak::run(&root, &options),
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

/// The golden tests write their expectations themselves, so that there is one comparison and one writer.
fn bless(root: &Path) -> Outcome {
    cargo::command(
        root,
        &[
            "test",
            "--package",
            "tests",
            "--package",
            "changes",
            "--test",
            "golden",
            "--test",
            "diagnostics",
            "--test",
            "verdicts",
        ],
    )
    .env("BLESS", "1")
    .run()
}

/// The workspace that this program was built from: xtask always runs where it is built.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}
