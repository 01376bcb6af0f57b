//! The command line: arguments in, exit code out. Only this part of the program prints.

mod diff;
mod explain;
mod export;
mod generate;
mod input;
mod lint;
mod list;
mod manual;
mod new;
mod progress;
mod show;
mod update;

use std::{path::PathBuf, process::ExitCode};

use clap::{
    CommandFactory as _, Parser, Subcommand, ValueEnum,
    builder::styling::{AnsiColor, Effects},
};
use clap_complete::Shell;

// What is documented here is the text of `--help`: no Markdown.

#[derive(Debug, Parser)]
#[command(
    name = "specwright",
    version,
    about = "Generates Rust clients from OpenAPI 3.0, 3.1 and 3.2 documents",
    arg_required_else_help = true
)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the clients that codegen.toml names, or a crate for one document
    ///
    /// An operation or schema that can't be generated is left out with an error that says why, and
    /// the rest is written. The last line says how many operations were left out.
    Generate(generate::Generate),
    /// Begin a client: codegen.toml, the crate, its place in the workspace, and a CI job
    ///
    /// Names come from the title of the document. Nothing is overwritten. After an interruption,
    /// run it again.
    New(new::New),
    /// List the clients that codegen.toml names: document, folder, layout, operations
    List(list::List),
    /// Fetch the documents whose spec in codegen.toml is an https URL
    ///
    /// They are stored beside codegen.toml, with their hashes in documents.lock, so that no other
    /// command needs a network. Shows what the new versions change for programs, as diff does.
    Update(update::Update),
    /// Check documents: reports what generate would, and writes nothing
    Lint(input::Selection),
    /// Explain the code of a diagnostic, or list all codes
    Explain {
        /// The code: SW0101
        code: Option<String>,
    },
    #[command(about = "Write a document as OpenAPI 3.0.3, for tools that don't read 3.1")]
    Export(export::Export),
    /// Show what a newer version of a document changes for programs
    ///
    /// Each change is breaking, breaking on the wire, or additive, with its consequence for a
    /// program that uses the client. Changes that the compiler doesn't see, such as descriptions,
    /// are counted.
    Diff(diff::Diff),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, in the format of man
    Man {
        /// Write a page for each subcommand into this folder instead
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For humans
    Text,
    /// One JSON object a line; the last one is "summary", with what was generated and left out
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// Why a command failed, as a message for the user.
type Failure = Box<dyn std::error::Error>;

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let result = match Command::parse().action {
        Action::Generate(generate) => generate.run(),
        Action::New(new) => new.run(),
        Action::List(list) => list.run(),
        Action::Update(update) => update.run(),
        Action::Lint(document) => lint::lint(&document),
        Action::Explain { code } => explain::explain(code.as_deref()),
        Action::Export(export) => export.run(),
        Action::Diff(diff) => diff.run(),
        Action::Completions { shell } => manual::completions(shell, Command::command()),
        Action::Man { out } => manual::pages(out.as_deref(), Command::command()),
    };
    result.unwrap_or_else(|failure| {
        let style = AnsiColor::Red.on_default().effects(Effects::BOLD);
        anstream::eprintln!("{style}error:{style:#} {failure}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_has_no_markdown() {
        fn check(command: &mut clap::Command) {
            let help = command.render_long_help().to_string();
            assert!(!help.contains('`'), "{help}");
            command.get_subcommands_mut().for_each(check);
        }
        let mut command = Command::command();
        command.build();
        check(&mut command);
    }

    #[test]
    fn misspelt_words_are_recognized() {
        for (arguments, meant) in [
            (["specwright", "genrate", "a"], "'generate'"),
            (["specwright", "lint", "--formt"], "'--format'"),
        ] {
            let error = Command::try_parse_from(arguments).unwrap_err().to_string();
            assert!(error.contains(meant), "{error}");
        }
    }
}
