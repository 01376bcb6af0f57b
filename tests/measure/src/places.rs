//! What all measures share: where things are, who takes part, and how a command is measured.
//!
//! In: the options. Out: the programs, installed or built, and samples of commands. It does not
//! know what is measured.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::generators::Generator;
use super::results::{Entry, Results, Sample, Step};
use super::{Options, build, failed, first_error, install, machine};
use crate::cargo;
use crate::process::{self, Ended};

/// A run of the benchmark.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) root: PathBuf,
    /// Everything that is made lies in here.
    pub(super) folder: PathBuf,
    /// The results so far.
    pub(super) kept: PathBuf,
    pub(super) results: Results,
    pub(super) runs: usize,
    /// Who takes part, each with its program, or why it has none.
    pub(super) programs: Vec<(Generator, Result<PathBuf, String>)>,
    /// The bare parse.
    pub(super) parse: PathBuf,
    limit: Duration,
    memory: u64,
}

/// A document.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) name: String,
    path: PathBuf,
    /// The same in the dialect of 3.0, for those that read no other.
    pub(super) old: Option<PathBuf>,
    pub(super) bytes: u64,
}

impl Subject {
    pub(super) fn new(name: String, path: PathBuf) -> Result<Self, String> {
        let bytes = fs::metadata(&path)
            .map_err(|error| failed(&path, &error))?
            .len();
        let old = None;
        Ok(Self {
            name,
            path,
            old,
            bytes,
        })
    }

    /// The file that a generator reads.
    pub(super) fn path(&self, generator: Option<Generator>) -> &Path {
        let old = self
            .old
            .as_ref()
            .filter(|_| generator.is_some_and(Generator::is_old));
        old.unwrap_or(&self.path)
    }
}

impl Bench {
    /// Builds and installs what takes part.
    pub(super) fn open(root: &Path, options: &Options) -> Result<Self, String> {
        let folder = cargo::target(root).join("bench");
        let cache = folder.join("peers");
        fs::create_dir_all(&cache).map_err(|error| failed(&cache, &error))?;
        let kept = folder.join("results.json");
        let committed = root.join("docs").join("benchmarks").join("results.json");
        let results = Results::open(&[&kept, &committed])?;
        let mut programs = Vec::new();
        let mut parse = PathBuf::new();
        if !options.page && super::needs_generators(options) {
            parse = build(root, "parsing")?;
            for generator in super::chosen(&options.generators, &Generator::ALL) {
                let program = match generator {
                    Generator::Specwright => build(root, "specwright"),
                    peer => install::program(root, &cache, peer),
                };
                if let Err(fault) = &program {
                    println!("{}: {fault}", generator.name());
                }
                programs.push((generator, program));
            }
        }
        Ok(Self {
            root: root.to_path_buf(),
            folder,
            kept,
            results,
            runs: options.runs.max(1),
            programs,
            parse,
            limit: options.limit(),
            memory: options.memory,
        })
    }

    /// Begins a run of this command.
    pub(super) fn begin(&mut self, command: String) {
        let version = |generator: Generator| generator.package().map(|package| package.version);
        let versions: BTreeMap<_, _> = self
            .programs
            .iter()
            .filter_map(|(generator, _)| {
                Some((generator.name().to_owned(), version(*generator)?.to_owned()))
            })
            .collect();
        self.results
            .begin(machine::describe(&self.root, command, versions));
    }

    /// Keeps what was measured, on the disk too.
    pub(super) fn put(
        &mut self,
        step: Step,
        subject: &str,
        entries: Vec<Entry>,
    ) -> Result<(), String> {
        for entry in &entries {
            let time = match (&entry.fault, entry.median(|sample| sample.wall)) {
                (Some(fault), _) => fault.clone(),
                (None, Some(wall)) => format!("{wall:.3} s"),
                (None, None) => String::new(),
            };
            println!("{step:?} {subject} {}: {time}", entry.who);
        }
        self.results.put(step, subject, entries);
        self.results.save(&self.kept)
    }

    /// Runs a command within the limits of time and memory.
    pub(super) fn ended(&self, command: &Command) -> Result<Ended, String> {
        process::run(&mut limited(command, self.memory), Some(self.limit))
    }

    /// Runs a command and takes its sample, or says in a line why it did not end well.
    pub(super) fn sample(&self, command: &Command) -> Result<Sample, String> {
        let ended = self.ended(command)?;
        match ended.status {
            Some(status) if status.success() => Ok(sample(&ended)),
            _ => Err(self.fault(&ended)),
        }
    }

    /// Why a program did not end well.
    pub(super) fn fault(&self, ended: &Ended) -> String {
        match ended.status {
            None => format!("not done after {} s", self.limit.as_secs()),
            Some(_) => first_error(ended),
        }
    }

    /// A cargo that builds as it does for a user who has set nothing.
    pub(super) fn cargo(&self, arguments: &[&str], manifest: &Path, target: &Path) -> Command {
        let mut command = cargo::plain(&self.root);
        command
            .args(arguments)
            .arg("--manifest-path")
            .arg(manifest)
            .env("CARGO_TARGET_DIR", target);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            let sets = [
                "CARGO_PROFILE_",
                "CARGO_BUILD_",
                "RUSTFLAGS",
                "CARGO_ENCODED_RUSTFLAGS",
            ];
            if sets.iter().any(|start| text.starts_with(start)) {
                command.env_remove(&name);
            }
        }
        command
    }
}

/// The figures of a program that has ended.
pub(super) fn sample(ended: &Ended) -> Sample {
    Sample {
        wall: ended.seconds,
        cpu: ended.cpu_seconds,
        mb: ended.peak_mb,
    }
}

/// The same command with a limit of its memory, and that of all that it starts.
fn limited(command: &Command, gb: u64) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args([
            "-c",
            &format!("ulimit -v {}; exec \"$0\" \"$@\"", gb * 1024 * 1024),
        ])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_command_keeps_its_arguments_and_its_environment() {
        let mut command = Command::new("sh");
        command
            .args(["-c", "echo \"$1 $A $(ulimit -v)\"", "sh", "a b"])
            .env("A", "c");
        let ended = process::run(&mut limited(&command, 2), None).unwrap();
        assert_eq!(ended.stdout, "a b c 2097152\n");
    }
}
