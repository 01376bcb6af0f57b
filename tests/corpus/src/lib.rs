//! `cargo xtask corpus`: every document of the corpus through the generator, and on request through
//! the compiler and the payload test.
//!
//! In: which documents, and what to do with them. Out: a table on the terminal, as JSON and as
//! Markdown, and a failure where a document finds a fault of the generator. Documents go one after
//! the other, since the largest need the whole memory.

mod check;
mod chosen;
mod generate;
mod manifest;
mod payloads;
mod report;
mod row;
mod suite;
mod survival;
mod unpack;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use runner::{Outcome, cargo, process};

pub use self::check::feature as first_tag;
use self::manifest::{Document, Kind};
use self::report::Run;
use self::row::Row;
use self::unpack::Corpus;

/// Generates every document of the corpus and reports how it went
///
/// Fails where generating panics, crashes, takes over 20 s or over 1.5 GB, where a conformance
/// fixture is not what its manifest says, where a generated crate has an error or a warning of
/// rustc, and where fewer payloads survive than `--floor` says. Errors of a document are shown, and
/// are not a failure.
///
/// The corpus is the archive in ../shared/corpus, unpacked into the target folder, or the folder
/// that `CORPUS_DIR` names.
#[derive(clap::Parser, Default)]
#[command(name = "cargo xtask corpus", bin_name = "cargo xtask corpus")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are flags of a command line"
)]
pub struct Options {
    /// Does what a step of `cargo xtask test` does
    #[arg(long, exclusive = true)]
    step: Option<Step>,
    /// Prints the paths of the documents, and nothing else
    #[arg(long, exclusive = true)]
    list: bool,
    /// Compiles the crates too; of conformance fixtures those that were generated without an error
    #[arg(long)]
    check: bool,
    /// Runs the payload test over the crates too
    #[arg(long)]
    samples: bool,
    /// How many percent of a document's examples and samples must survive, those aside that may
    /// change
    #[arg(long, value_name = "PERCENT", requires = "samples")]
    floor: Option<f64>,
    /// Runs the official test suite of JSON Schema, and nothing else; with `--samples` it runs
    /// without this, too
    #[arg(long, conflicts_with_all = ["names", "kind", "check", "samples"])]
    suite: bool,
    /// Writes the table to docs/corpus.md; with `--suite` its part about the suite
    #[arg(long, conflicts_with_all = ["names", "kind"])]
    write: bool,
    /// Only documents of this kind
    #[arg(long)]
    kind: Option<Kind>,
    /// Only these documents
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

const NO_CORPUS: &str = "all documents: there is no ../shared/corpus with corpus.tar.gz and manifest.json, and `CORPUS_DIR` names no other corpus";

/// No document takes a tenth of it on an idle machine, but for one with 11,000 operations.
const LIMIT: Duration = Duration::from_secs(20);

/// Where everything is.
#[derive(Debug)]
struct Places {
    root: PathBuf,
    corpus: Corpus,
    /// The generator, built for speed.
    program: PathBuf,
    /// The longest time that a document may take.
    limit: Duration,
    /// One folder a document.
    crates: PathBuf,
    /// The target folder of all crates.
    check_target: PathBuf,
    report: PathBuf,
}

/// A step of `cargo xtask test`.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Step {
    /// The chosen documents generate, and some of them compile
    Daily,
    /// All documents generate, the chosen ones compile, and payloads and the test suite survive
    Nightly,
}

/// Runs the command.
///
/// # Errors
///
/// A document has a fault, or something could not be read, written or started.
pub fn run(root: &Path, options: &Options) -> Outcome {
    match options.step {
        Some(Step::Daily) => return chosen::daily(root),
        Some(Step::Nightly) => return chosen::nightly(root),
        None => {}
    }
    if options.list {
        for (_, path) in paths(root, &[])? {
            println!("{}", path.display());
        }
        return Ok(());
    }
    if options.suite {
        return run_suite(root, options);
    }
    let Some((places, documents)) = open(root, Profile::Release)? else {
        return Ok(());
    };
    let documents = manifest::select(documents, &options.names, options.kind)?;
    faults(&table(&places, &documents, options)?)?;
    if options.samples && options.names.is_empty() && options.kind.is_none() {
        return run_suite(root, options);
    }
    Ok(())
}

/// Runs the test suite of JSON Schema and writes its part of the page.
fn run_suite(root: &Path, options: &Options) -> Outcome {
    let Some(suite) = suite::run(root)? else {
        return Ok(());
    };
    if options.write {
        let path = root.join("docs").join("corpus.md");
        let page = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        write(&path, &suite::replaced(&page, &suite.section()))?;
    }
    suite.faults()
}

/// Where documents of the corpus are, in the order of the manifest. Without a corpus there are
/// none, which standard error says.
///
/// # Errors
///
/// The corpus can't be unpacked or read, or it has no document of one of the names.
pub fn paths(root: &Path, names: &[String]) -> Result<Vec<(String, PathBuf)>, String> {
    let Some((corpus, documents)) = listed(root)? else {
        return Ok(Vec::new());
    };
    let specs = corpus.specs();
    let documents = manifest::select(documents, names, None)?.into_iter();
    Ok(documents
        .map(|document| (document.name.clone(), document.path(&specs)))
        .collect())
}

/// How the generator is built.
#[derive(Clone, Copy)]
enum Profile {
    /// As by the tests, which have compiled it and most of what the crates depend on.
    Dev,
    Release,
}

/// Finds the corpus and builds the generator. `None`: there is no corpus, which standard error
/// says.
fn open(root: &Path, profile: Profile) -> Result<Option<(Places, Vec<Document>)>, String> {
    let Some((corpus, documents)) = listed(root)? else {
        return Ok(None);
    };
    let target = cargo::target(root);
    let (folder, limit, checked, arguments) = match profile {
        Profile::Dev => (
            "debug",
            10 * LIMIT,
            "",
            &["build", "--bin", "specwright"][..],
        ),
        Profile::Release => (
            "release",
            LIMIT,
            "corpus-check",
            &["build", "--release", "--package", "specwright"][..],
        ),
    };
    cargo::command(root, arguments).run()?;
    let program = format!("specwright{}", std::env::consts::EXE_SUFFIX);
    let places = Places {
        root: root.to_path_buf(),
        corpus,
        program: target.join(folder).join(program),
        limit,
        crates: target.join("corpus-crates"),
        check_target: target.join(checked),
        report: target.join("corpus-report"),
    };
    Ok(Some((places, documents)))
}

/// The corpus and what its manifest lists. `None`: there is no corpus, which standard error says.
fn listed(root: &Path) -> Result<Option<(Corpus, Vec<Document>)>, String> {
    let Some(corpus) = unpack::find(root, &cargo::target(root))? else {
        eprintln!("{}{NO_CORPUS}", cargo::LEFT_OUT);
        return Ok(None);
    };
    let text =
        fs::read_to_string(&corpus.manifest).map_err(|error| failed(&corpus.manifest, &error))?;
    let documents = manifest::read(&text).map_err(|error| failed(&corpus.manifest, &error))?;
    Ok(Some((corpus, documents)))
}

/// Makes the table and shows it.
fn table(places: &Places, documents: &[Document], options: &Options) -> Result<Vec<Row>, String> {
    let start = Instant::now();
    fs::create_dir_all(&places.report).map_err(|error| failed(&places.report, &error))?;
    let mut rows = rows(places, documents, options)?;
    // What was found so far is shown even if the payload test breaks.
    let sampled = if options.samples {
        sample(places, documents, &mut rows)
    } else {
        Ok(())
    };
    for row in &mut rows {
        row.judge(options.floor);
    }
    let run = Run {
        date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
        command: command_line(options),
        checked: options.check,
        sampled: options.samples,
        seconds: start.elapsed().as_secs_f64(),
    };
    print!("{}", report::text(&run, &rows));
    let page = report::markdown(&run, &rows);
    write(
        &places.report.join("corpus.json"),
        &format!("{:#}\n", report::json(&run, &rows)),
    )?;
    write(&places.report.join("corpus.md"), &page)?;
    if options.write {
        write(&places.root.join("docs").join("corpus.md"), &page)?;
    }
    sampled?;
    Ok(rows)
}

/// Fails if a row has a fault.
fn faults(rows: &[Row]) -> Outcome {
    match rows.iter().filter(|row| !row.faults.is_empty()).count() {
        0 => Ok(()),
        count => Err(format!(
            "{count} document(s) with a fault, named in the last column"
        )),
    }
}

/// Generates and compiles.
fn rows(places: &Places, documents: &[Document], options: &Options) -> Result<Vec<Row>, String> {
    // Without a terminal it draws nothing.
    let bar = ProgressBar::new(documents.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    let mut rows = Vec::new();
    let mut prepared = false;
    for document in documents {
        bar.set_message(document.name.clone());
        let mut row = Row::new(document, generate::generate(places, document)?);
        if options.check && row.is_compiled() {
            if !prepared {
                check::prepare(places, document)?;
                prepared = true;
            }
            row.check = Some(check::check(places, document)?);
        }
        // Faults are shown as they occur; the table is last.
        row.judge(None);
        for fault in &row.faults {
            bar.suspend(|| eprintln!("{}: {fault}", row.name));
        }
        rows.push(row);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(rows)
}

/// Runs the payload test and adds what it found.
fn sample(places: &Places, documents: &[Document], rows: &mut [Row]) -> Outcome {
    let pairs = documents.iter().zip(rows.iter());
    let sampled: Vec<_> = pairs
        .filter(|(_, row)| row.is_sampled())
        .map(|(document, _)| document)
        .collect();
    if sampled.is_empty() {
        return Ok(());
    }
    let mut surveys = payloads::run(places, &sampled)?;
    for row in rows {
        row.payloads = surveys.remove(&row.name);
    }
    Ok(())
}

/// The command that prints the same table.
fn command_line(options: &Options) -> String {
    let mut words = vec!["cargo xtask corpus".to_owned()];
    let flags = [
        ("--check", options.check),
        ("--samples", options.samples),
        ("--write", options.write),
    ];
    words.extend(
        flags
            .iter()
            .filter(|(_, given)| *given)
            .map(|(flag, _)| (*flag).to_owned()),
    );
    words.extend(options.floor.map(|floor| format!("--floor {floor}")));
    words.extend(options.kind.and_then(|kind| {
        Some(format!(
            "--kind {}",
            clap::ValueEnum::to_possible_value(&kind)?.get_name()
        ))
    }));
    words.extend(options.names.iter().cloned());
    words.join(" ")
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("`{}`: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_fails_the_command() {
        let of = |found: &[&str]| {
            let mut row = row::tests::row("a", None, 0);
            row.faults = found.iter().map(|&fault| fault.to_owned()).collect();
            row
        };
        assert_eq!(faults(&[of(&[]), of(&[])]), Ok(()));
        assert!(faults(&[of(&[]), of(&["timed out"])]).is_err());
    }

    #[test]
    fn the_command_line_is_what_was_asked_for() {
        let options = Options {
            check: true,
            samples: true,
            floor: Some(99.5),
            kind: Some(Kind::RealWorld),
            names: vec!["box".to_owned()],
            ..Options::default()
        };
        assert_eq!(
            command_line(&options),
            "cargo xtask corpus --check --samples --floor 99.5 --kind real-world box"
        );
    }
}
