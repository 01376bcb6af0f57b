//! The CI job that fails when a client is not what its document says.
//!
//! In: paths, and how to install the command. Out: a GitHub workflow.

use std::path::{Path, PathBuf};

/// The parameters of a job.
pub(super) struct Job<'a> {
    /// The crate of the client.
    pub(super) package: &'a str,
    /// Its folder, from that of the configuration.
    pub(super) out: &'a str,
    /// The folder of the configuration, from the root of the repository; empty: the root.
    pub(super) folder: &'a str,
    /// The arguments of `cargo install`, if a job can install the command.
    pub(super) install: Option<&'a str>,
    /// Whether the document has errors, so that the command fails without `--keep-going`.
    pub(super) has_errors: bool,
}

/// The root of the repository around a folder, which holds the workflows.
pub(super) fn repository(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let mut around = folder.ancestors();
    around
        .find(|folder| folder.join(".git").exists())
        .map(Path::to_path_buf)
}

impl Job<'_> {
    /// The file of the workflow, from the root of the repository.
    pub(super) fn file(&self) -> String {
        format!(".github/workflows/{}.yml", self.package)
    }

    /// The workflow.
    pub(super) fn text(&self) -> String {
        let Self {
            package,
            out,
            folder,
            ..
        } = self;
        let defaults = match *folder {
            "" => String::new(),
            // YAML reads a text of JSON.
            folder => format!(
                "    defaults:\n      run:\n        working-directory: {}\n",
                serde_json::Value::from(folder)
            ),
        };
        let check = if self.has_errors {
            "specwright generate --check --keep-going # what can't be generated is left out"
        } else {
            "specwright generate --check"
        };
        let check = match self.install {
            Some(arguments) => {
                // `--path` is relative to the root.
                let root = match *folder {
                    "" => "",
                    _ => "\n        working-directory: .",
                };
                format!(
                    "      - run: cargo install --locked {arguments}{root}\n      - run: {check}\n"
                )
            }
            None => format!(
                "      # Where this job can install the command from is not known. Once it is:
      # - run: cargo install --locked specwright
      # - run: {check}\n"
            ),
        };
        format!(
            "# Fails when {package} is not what its document says, or does not compile.
# `specwright generate` brings it up to date.
name: {package}

on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

jobs:
  client:
    runs-on: ubuntu-latest
    timeout-minutes: 20
{defaults}    steps:
      - uses: actions/checkout@v4
      - run: rustup toolchain install stable --profile minimal --component rustfmt
      - run: rustup default stable
{check}      - run: cargo check --manifest-path {out}/Cargo.toml
"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands of a job, each after the folder that it runs in.
    fn commands(job: &Job<'_>) -> Vec<String> {
        let workflow: serde_json::Value = serde_yaml::from_str(&job.text()).unwrap();
        let job = &workflow["jobs"]["client"];
        let folder = &job["defaults"]["run"]["working-directory"];
        let steps = job["steps"].as_array().unwrap().iter();
        let runs = steps.filter_map(|step| {
            let folder = step["working-directory"].as_str().or(folder.as_str());
            Some(format!(
                "{}: {}",
                folder.unwrap_or("."),
                step["run"].as_str()?
            ))
        });
        runs.skip(2).collect()
    }

    #[test]
    fn a_job_installs_checks_and_compiles() {
        let job = Job {
            package: "notes-client",
            out: "notes-client",
            folder: "",
            install: Some("specwright --version 0.1.0"),
            has_errors: false,
        };
        assert_eq!(
            commands(&job),
            [
                ".: cargo install --locked specwright --version 0.1.0",
                ".: specwright generate --check",
                ".: cargo check --manifest-path notes-client/Cargo.toml",
            ]
        );
        let below = Job {
            folder: "services/ö: # notes",
            install: Some("--path tools"),
            has_errors: true,
            ..job
        };
        assert_eq!(
            commands(&below),
            [
                ".: cargo install --locked --path tools",
                "services/ö: # notes: specwright generate --check --keep-going",
                "services/ö: # notes: cargo check --manifest-path notes-client/Cargo.toml",
            ]
        );
    }

    #[test]
    fn what_can_t_be_installed_is_left_out() {
        let job = Job {
            package: "a",
            out: "a",
            folder: "",
            install: None,
            has_errors: false,
        };
        assert_eq!(
            commands(&job),
            [".: cargo check --manifest-path a/Cargo.toml"]
        );
    }
}
