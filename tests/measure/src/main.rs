//! `cargo xtask bench`: this project and its peers, side by side on one machine.
//!
//! In: which measures, on which documents. Out: `target/bench/results.json`, written after each
//! thing that was measured, and with `--write` the page, the JSON file and the plots in `docs/`.
//! Those that are compared take turns, so that what disturbs the machine disturbs all of them.

mod callgrind;
mod compile;
mod criterion;
mod delivery;
mod generation;
mod generators;
mod install;
mod machine;
mod page;
mod places;
mod plot;
mod program;
mod reach;
mod results;
mod rounds;
mod runtime;
mod scaling;
mod short;
mod synthetic;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use runner::process::{self, Ended};
use runner::{Outcome, cargo, root};

use self::generators::Generator;
use self::places::{Bench, Subject};

/// Measures this project and its peers side by side
///
/// Peers are installed from the package registry into target/bench/peers, at the versions that are
/// pinned in tests/measure/src/generators.rs. Documents are those of the corpus, see `cargo xtask
/// corpus`. What was measured is kept in target/bench/results.json from one run to the next, and a
/// new run replaces what it measures again.
#[derive(clap::Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are flags of a command line"
)]
struct Options {
    /// Only this measure; may be repeated
    #[arg(long = "measure", value_name = "MEASURE")]
    measures: Vec<Measure>,
    /// How often each is measured, those that are compared by turns
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: usize,
    /// Writes docs/benchmarks.md, docs/benchmarks/ and docs/delivery.md
    #[arg(long)]
    write: bool,
    /// Only these generators
    #[arg(long = "only", value_name = "GENERATOR")]
    generators: Vec<Generator>,
    /// Of `compile`, only this step
    #[arg(long = "step", value_name = "STEP")]
    steps: Vec<compile::Profile>,
    /// How long one step of one document may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    limit: u64,
    /// How much memory each program may ask for
    #[arg(long, value_name = "GB", default_value_t = 16)]
    memory: u64,
    /// Measures nothing; makes the page and the plots of what is known
    #[arg(long)]
    page: bool,
    /// Measures what does not depend on the machine, and fails where it grew
    #[arg(long, exclusive = true)]
    size: bool,
    /// The same, and writes tests/measure/baseline.json
    #[arg(long, exclusive = true)]
    baseline: bool,
    /// Only these documents of the corpus
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,
}

/// What can be measured, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Measure {
    /// From a document to files
    Generation,
    /// The generated crate through the compiler, what it depends on built before
    Compile,
    /// A program that calls one operation: from nothing at all, and after a change of one line
    Program,
    /// Decoding and encoding
    Codec,
    /// Calls on loopback
    Calls,
    /// Spans that arrive at a server on loopback, beside Scale's SDK for Python; docs/delivery.md
    Delivery,
    /// 100, 1,000 and 10,000 operations
    Scaling,
}

impl Measure {
    const ALL: [Self; 7] = [
        Self::Generation,
        Self::Compile,
        Self::Program,
        Self::Codec,
        Self::Calls,
        Self::Delivery,
        Self::Scaling,
    ];
}

/// The documents that are measured unless others are named.
const DOCUMENTS: [&str; 9] = [
    "openai",
    "galileo",
    "discord",
    "qdrant",
    "figma",
    "k8s-api-v1",
    "stripe-2023-09",
    "github-api",
    "msgraph-v1",
];

fn main() -> ExitCode {
    match run(&root(), &Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command.
fn run(root: &Path, options: &Options) -> Outcome {
    if options.size {
        return short::step(root);
    }
    if options.baseline {
        return short::write(root);
    }
    let mut bench = Bench::open(root, options)?;
    if !options.page {
        let documents = if needs_generators(options) {
            documents(root, options)?
        } else {
            Vec::new()
        };
        bench.begin(command_line(options));
        for measure in chosen(&options.measures, &Measure::ALL) {
            match measure {
                Measure::Generation => generation::run(&mut bench, &documents)?,
                Measure::Compile => {
                    for profile in chosen(&options.steps, &compile::Profile::ALL) {
                        compile::run(&mut bench, &documents, profile)?;
                    }
                }
                Measure::Program => program::run(&mut bench)?,
                Measure::Codec => runtime::codec(&mut bench)?,
                Measure::Calls => runtime::calls(&mut bench)?,
                Measure::Delivery => delivery::run(&mut bench)?,
                Measure::Scaling => scaling::run(&mut bench)?,
            }
        }
        generation::tidy(&bench)?;
    }
    let text = page::markdown(&bench.results);
    let here = bench.folder.join("benchmarks.md");
    fs::write(&here, &text).map_err(|error| failed(&here, &error))?;
    println!("{} and {}", here.display(), bench.kept.display());
    let delivery = delivery::markdown(&bench.results);
    if let Some(text) = &delivery {
        let here = bench.folder.join("delivery.md");
        fs::write(&here, text).map_err(|error| failed(&here, &error))?;
        println!("{}", here.display());
    }
    if options.write {
        let docs = root.join("docs");
        let folder = docs.join("benchmarks");
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
        bench.results.save(&folder.join("results.json"))?;
        plot::write(&bench.results, &folder)?;
        let page = docs.join("benchmarks.md");
        fs::write(&page, &text).map_err(|error| failed(&page, &error))?;
        if let Some(text) = delivery {
            let page = docs.join("delivery.md");
            fs::write(&page, text).map_err(|error| failed(&page, &error))?;
        }
    }
    Ok(())
}

/// Whether anything is measured that generators take part in.
fn needs_generators(options: &Options) -> bool {
    let measures = chosen(&options.measures, &Measure::ALL);
    measures.iter().any(|measure| *measure != Measure::Delivery)
}

/// What was asked for, or all.
fn chosen<T: Copy>(asked: &[T], all: &[T]) -> Vec<T> {
    if asked.is_empty() { all } else { asked }.to_vec()
}

/// The documents that were asked for.
fn documents(root: &Path, options: &Options) -> Result<Vec<Subject>, String> {
    if options.documents.is_empty() {
        return documents_of(root, &DOCUMENTS);
    }
    let names: Vec<_> = options.documents.iter().map(String::as_str).collect();
    documents_of(root, &names)
}

/// Documents of the corpus, the smallest first. Without a corpus there are none, which standard
/// error says.
fn documents_of(root: &Path, names: &[&str]) -> Result<Vec<Subject>, String> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut documents: Vec<Subject> = corpus::paths(root, &names)?
        .into_iter()
        .map(|(name, path)| Subject::new(name, path))
        .collect::<Result<_, _>>()?;
    documents.sort_by_key(|document| document.bytes);
    Ok(documents)
}

/// The command that measures the same.
fn command_line(options: &Options) -> String {
    fn names<T: clap::ValueEnum>(flag: &str, values: &[T]) -> Vec<String> {
        let names = values.iter().filter_map(clap::ValueEnum::to_possible_value);
        names
            .map(|value| format!("--{flag} {}", value.get_name()))
            .collect()
    }
    let mut words = vec!["cargo xtask bench".to_owned()];
    words.extend(names("measure", &options.measures));
    words.extend(names("step", &options.steps));
    words.extend(names("only", &options.generators));
    words.push(format!("--runs {}", options.runs));
    words.extend((options.limit != 600).then(|| format!("--limit {}", options.limit)));
    words.extend((options.memory != 16).then(|| format!("--memory {}", options.memory)));
    words.extend(options.documents.iter().cloned());
    words.join(" ")
}

/// The line of what a program printed that says what was wrong.
fn first_error(ended: &Ended) -> String {
    let status = ended
        .status
        .map_or(String::new(), |status| status.to_string());
    let line = wrong_line(&ended.stderr).or_else(|| wrong_line(&ended.stdout));
    let line = line.unwrap_or(format!("ended without a word ({status})"));
    let line = without_folders(&line);
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Of each absolute path, the last two parts: the folders of a machine are private.
fn without_folders(line: &str) -> String {
    let short = |word: &str| {
        let before = |start: &usize| !word[..*start].contains(char::is_alphanumeric);
        let Some(start) = word.find('/').filter(before) else {
            return word.to_owned();
        };
        let parts: Vec<&str> = word[start..]
            .split('/')
            .filter(|part| !part.trim().is_empty())
            .collect();
        match parts.as_slice() {
            [_, .., one, two] => format!("{}…/{one}/{two}", &word[..start]),
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = line.split(' ').map(short).collect();
    words.join(" ")
}

/// The first line that begins as an error does, or else the last one.
fn wrong_line(text: &str) -> Option<String> {
    let text = without_colours(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let begins = |line: &&str| {
        ["error", "Error", "gen fail"]
            .iter()
            .any(|word| line.starts_with(word))
    };
    let breaks = |line: &&str| {
        ["panicked at", "overflowed its stack"]
            .iter()
            .any(|word| line.contains(word))
    };
    let line = lines
        .clone()
        .find(begins)
        .or_else(|| lines.clone().find(breaks));
    line.or_else(|| lines.next_back()).map(str::to_owned)
}

/// The text without what colours it on a terminal.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("`{}`: {error}", path.display())
}

/// The least that `Bench::open` needs of the options.
impl Options {
    fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }
}

/// Builds something of the workspace for speed.
fn build(root: &Path, package: &str) -> Result<PathBuf, String> {
    cargo::command(
        root,
        &["build", "--release", "--quiet", "--package", package],
    )
    .run()?;
    let file = format!("{package}{}", std::env::consts::EXE_SUFFIX);
    Ok(cargo::target(root).join("release").join(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_says_what_was_wrong_is_found() {
        let found = |text| wrong_line(text).unwrap_or_default();
        let progress =
            "Generating `error.rs`...\n\u{1b}[31mError:\u{1b}[0m  no such file\n  at a.rs\n";
        assert_eq!(found(progress), "Error:  no such file");
        assert_eq!(
            found("a\nthread 'main' has overflowed its stack\nb\n"),
            "thread 'main' has overflowed its stack"
        );
        assert_eq!(
            found("reading\n3.1 is not supported\n\n"),
            "3.1 is not supported"
        );
        assert_eq!(found(" \n"), "");
    }

    #[test]
    fn no_folder_of_a_machine_is_shown() {
        let message = super::without_folders(
            "thread 'main' panicked at /opt/sources/x-1.0/src/a.rs:1:2: can't write `/a/b/c/d` or 3/4 of a/b/c/d",
        );
        assert_eq!(
            message,
            "thread 'main' panicked at …/src/a.rs:1:2: can't write `…/c/d` or 3/4 of a/b/c/d"
        );
    }
}
