//! Who takes part: this generator and its peers, and how each is used.
//!
//! In: a document and a folder. Out: the command that fills the folder, and what makes a crate of
//! it by the generator's own documentation. It measures nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::failed;

/// A generator of Rust clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Generator {
    Specwright,
    OpenapiToRust,
    Ploidy,
    Progenitor,
    #[value(name = "oas3-gen")]
    Oas3Gen,
    Spargen,
}

/// What is installed of a peer.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) name: &'static str,
    /// The newest that builds with the compiler that is used here.
    pub(super) version: &'static str,
    /// The program that it installs.
    pub(super) program: &'static str,
}

/// spargen generates in build scripts and macros only, so its library gets the smallest program.
/// The second use prints what the code depends on, which is not part of generating.
pub(super) const SPARGEN_DRIVER: &str = r#"
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let spec = spargen::Spec::new(&arguments[2]);
    let report = match arguments[1].as_str() {
        "generate" => spargen::generate(&spec.build(&arguments[3])),
        _ => match spargen::requirements(&spec) {
            Ok(requirements) => {
                println!("{requirements}");
                return ExitCode::SUCCESS;
            }
            Err(report) => report,
        },
    };
    for error in report.errors() {
        eprintln!("error: {error}");
    }
    if report.succeeded() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
"#;

impl Generator {
    /// This one first, then its peers.
    pub(super) const ALL: [Self; 6] = [
        Self::Specwright,
        Self::OpenapiToRust,
        Self::Ploidy,
        Self::Progenitor,
        Self::Oas3Gen,
        Self::Spargen,
    ];

    /// The name of its project.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Specwright => "specwright",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Ploidy => "ploidy",
            Self::Progenitor => "progenitor",
            Self::Oas3Gen => "oas3-gen",
            Self::Spargen => "spargen",
        }
    }

    /// What to install; `None` for the one that is built here.
    pub(super) fn package(self) -> Option<Package> {
        let (name, version, program) = match self {
            Self::Specwright => return None,
            Self::OpenapiToRust => ("openapi-to-rust", "0.23.0", "openapi-to-rust"),
            Self::Ploidy => ("ploidy", "0.15.0", "ploidy"),
            Self::Progenitor => ("cargo-progenitor", "0.15.1", "cargo-progenitor"),
            Self::Oas3Gen => ("oas3-gen", "0.29.0", "oas3-gen"),
            Self::Spargen => ("spargen", "0.5.0", "spargen-driver"),
        };
        Some(Package {
            name,
            version,
            program,
        })
    }

    /// Whether it reads 3.0, and not 3.1.
    pub(super) fn is_old(self) -> bool {
        self == Self::Progenitor
    }

    /// The command that generates a client into a folder that is not there yet.
    pub(super) fn command(self, program: &Path, task: &Task) -> Command {
        let mut command = Command::new(program);
        let Task {
            name,
            document,
            out,
            runtime,
        } = task;
        match self {
            Self::Specwright => command
                .arg("generate")
                .arg(document)
                .arg("--out")
                .arg(out)
                .args(["--name", name, "--runtime"])
                .arg(runtime),
            Self::OpenapiToRust => command
                .args(["generate", "--quiet"])
                .arg(document)
                .arg("--output-dir")
                .arg(out.join("src").join("generated")),
            Self::Ploidy => command
                .args(["generate", "rust", "--name", name])
                .arg(document)
                .arg("--output")
                .arg(out),
            Self::Progenitor => command
                .args(["progenitor", "--name", name, "--version", "0.1.0", "-i"])
                .arg(document)
                .arg("-o")
                .arg(out),
            Self::Oas3Gen => command
                .args(["generate", "client-mod", "--workspace", "-i"])
                .arg(document)
                .arg("-o")
                .arg(out),
            Self::Spargen => command
                .arg("generate")
                .arg(document)
                .arg(out.join("src").join("lib.rs")),
        };
        command
    }

    /// Makes what was generated a crate, where the generator leaves that to its user.
    pub(super) fn finish(self, program: &Path, task: &Task) -> Result<(), String> {
        let out = task.out;
        match self {
            Self::OpenapiToRust => {
                let required = out.join("src").join("generated").join("REQUIRED_DEPS.toml");
                let dependencies =
                    fs::read_to_string(&required).map_err(|error| failed(&required, &error))?;
                write(&out.join("Cargo.toml"), &manifest(task.name, &dependencies))?;
                write(
                    &out.join("src").join("lib.rs"),
                    "pub mod generated;\npub use generated::*;\n",
                )
            }
            Self::Spargen => {
                let ended = crate::process::run(
                    Command::new(program).arg("deps").arg(task.document),
                    None,
                )?;
                write(&out.join("Cargo.toml"), &manifest(task.name, &ended.stdout))
            }
            Self::Specwright | Self::Ploidy | Self::Progenitor | Self::Oas3Gen => Ok(()),
        }
    }
}

/// One document to generate a client from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task<'a> {
    /// Of the crate.
    pub(super) name: &'a str,
    pub(super) document: &'a Path,
    /// The crate's folder.
    pub(super) out: &'a Path,
    /// What this generator's clients depend on.
    pub(super) runtime: &'a Path,
}

fn manifest(name: &str, dependencies: &str) -> String {
    let table = if dependencies.contains("[dependencies]") {
        ""
    } else {
        "[dependencies]\n"
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{table}{dependencies}"
    )
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| failed(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_stand_in_one_table() {
        let bare = manifest("a", "serde = \"1\"\n");
        assert_eq!(bare, manifest("a", "[dependencies]\nserde = \"1\"\n"));
        let manifest: toml::Table = bare.parse().unwrap();
        assert_eq!(manifest["dependencies"]["serde"].as_str(), Some("1"));
    }
}
