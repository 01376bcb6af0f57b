//! What CI compares: the size of what is generated, and the instructions of generating and
//! decoding.
//!
//! In: `tests/measure/baseline.json`. Out: a table of what was and what is, and a failure where
//! something grew by more than 5 %. Times are not compared: machines differ, and each is busy now
//! and then. `cargo xtask bench --baseline` writes the file again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{build, callgrind, failed, first_error, machine};
use crate::{Outcome, cargo, process};

/// How much something may grow.
const LIMIT: f64 = 0.05;

/// The project's own documents, and how each becomes an argument.
const SPECS: [&str; 3] = ["scale-gp-v5", "fiddler-v3", "galileo-v2"];

/// Documents of the corpus, where there is one: small enough to take no time, large enough to have
/// everything.
const CORPUS: [&str; 4] = ["qdrant", "discord", "galileo", "openai"];

/// Why what was counted in instructions is or is not compared.
#[derive(Debug, PartialEq)]
enum Counts {
    Compared,
    LeftOut(String),
}

/// What is written down.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
struct Baseline {
    /// Instructions are those of what this compiler made.
    rustc: String,
    /// By what they are of and what they count.
    sizes: BTreeMap<String, BTreeMap<String, f64>>,
    instructions: BTreeMap<String, f64>,
}

/// The step of `cargo xtask test`.
pub(super) fn step(root: &Path) -> Outcome {
    let path = path(root);
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    let before: Baseline = serde_json::from_str(&text).map_err(|error| failed(&path, &error))?;
    let now = measure(root)?;
    let counts = counts(&before, &now);
    let (table, grown) = compare(&before, &now, &counts);
    print!("{table}");
    if grown.is_empty() {
        if let Counts::LeftOut(why) = counts {
            eprintln!("{}instructions: {why}", cargo::LEFT_OUT);
        }
        return Ok(());
    }
    Err(format!(
        "grew by more than {:.0} %: {}; if that is worth it, run `cargo xtask bench --baseline` and say why in the commit",
        LIMIT * 100.0,
        grown.join(", ")
    ))
}

/// Writes the file. What can't be measured here stays as it was.
pub(super) fn write(root: &Path) -> Outcome {
    let path = path(root);
    let before: Baseline = fs::read_to_string(&path)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let mut now = measure(root)?;
    for (name, sizes) in before.sizes {
        now.sizes.entry(name).or_insert(sizes);
    }
    if now.instructions.is_empty() {
        println!("instruction counts stay as they were: valgrind is not installed");
        now.instructions = before.instructions;
        now.rustc = before.rustc;
    }
    let text = serde_json::to_string_pretty(&now).map_err(|error| failed(&path, &error))?;
    fs::write(&path, text + "\n").map_err(|error| failed(&path, &error))
}

fn path(root: &Path) -> PathBuf {
    root.join("tests/measure/baseline.json")
}

fn measure(root: &Path) -> Result<Baseline, String> {
    let program = build(root, "specwright")?;
    let folder = cargo::target(root).join("bench").join("short");
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    let mut documents: Vec<(String, PathBuf)> = SPECS
        .map(|name| {
            let path = root.join("specs").join(format!("{name}.yaml"));
            (format!("specs/{name}"), path)
        })
        .to_vec();
    documents.extend(corpus::paths(root, &CORPUS.map(str::to_owned))?);
    let mut now = Baseline {
        rustc: machine::rustc(),
        ..Baseline::default()
    };
    for (at, (name, path)) in documents.iter().enumerate() {
        let out = folder.join(format!("document-{at}"));
        now.sizes.insert(name.clone(), sizes(&program, path, &out)?);
    }
    if callgrind::is_there() {
        let [.., (name, path)] = &documents[..SPECS.len()] else {
            return Ok(now);
        };
        let out = folder.join("counted");
        let [path, out] = [path, &out].map(|path| path.display().to_string());
        // A runtime of a registry, since one that is written out is the same for every document.
        let runtime = "--runtime=0.1.0";
        let arguments = [
            "generate", &path, "--out", &out, "--name", "counted", runtime,
        ];
        let count = callgrind::count(&program, &arguments)?;
        now.instructions
            .insert(format!("generate {name}"), float(count));
        let decoding = build(root, "decoding")?;
        let count = |direction: &str| callgrind::count(&decoding, &[direction]);
        // What the program does beside it is counted by itself, and taken off.
        let idle = count("nothing")?;
        for direction in ["decode", "encode"] {
            let count = count(direction)?.saturating_sub(idle);
            now.instructions
                .insert(format!("{direction} 1,000 spans"), float(count));
        }
    }
    Ok(now)
}

/// Generates a crate and measures its text.
fn sizes(program: &Path, document: &Path, out: &Path) -> Result<BTreeMap<String, f64>, String> {
    let mut command = Command::new(program);
    command
        .arg("generate")
        .arg(document)
        .arg("--out")
        .arg(out)
        .args(["--name", "measured", "--format", "json"]);
    let ended = process::run(&mut command, None)?;
    let last = ended.stdout.lines().last().unwrap_or_default();
    let summary: Value = serde_json::from_str(last).map_err(|_| first_error(&ended))?;
    let number = |name: &str| {
        summary["summary"][name]
            .as_f64()
            .unwrap_or_default()
            .max(1.0)
    };
    let source = out.join("src");
    let mut text = Text::default();
    text.add(&source, false)?;
    Ok(BTreeMap::from([
        (
            "lines per model".to_owned(),
            round(text.models / number("models")),
        ),
        (
            "lines per operation".to_owned(),
            round(text.others / number("operations")),
        ),
        ("bytes".to_owned(), text.bytes),
    ]))
}

/// Lines of models and of all else, and bytes.
#[derive(Default)]
struct Text {
    models: f64,
    others: f64,
    bytes: f64,
}

impl Text {
    fn add(&mut self, folder: &Path, models: bool) -> Result<(), String> {
        let fault = |error: std::io::Error| failed(folder, &error);
        for entry in fs::read_dir(folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            let models = models || path.file_stem().is_some_and(|name| name == "models");
            if path.is_dir() {
                self.add(&path, models)?;
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
            let lines = float(text.lines().count() as u64);
            *(if models {
                &mut self.models
            } else {
                &mut self.others
            }) += lines;
            self.bytes += float(text.len() as u64);
        }
        Ok(())
    }
}

/// Exact up to 2^53, which is more than any of these counts.
#[expect(
    clippy::cast_precision_loss,
    reason = "no count of these is that large"
)]
fn float(count: u64) -> f64 {
    count as f64
}

/// Two digits after the point, so that the file is readable.
fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn counts(before: &Baseline, now: &Baseline) -> Counts {
    if now.instructions.is_empty() {
        return Counts::LeftOut("valgrind is not installed".to_owned());
    }
    if before.rustc != now.rustc {
        return Counts::LeftOut(format!(
            "those of the baseline are of `{}`, and this is `{}`",
            before.rustc, now.rustc
        ));
    }
    Counts::Compared
}

/// A line for each number that is known of both, and the names of those that grew too much.
fn compare(before: &Baseline, now: &Baseline, counts: &Counts) -> (String, Vec<String>) {
    let mut numbers = Vec::new();
    for (document, sizes) in &now.sizes {
        for (what, number) in sizes {
            let old = before.sizes.get(document).and_then(|sizes| sizes.get(what));
            numbers.push((format!("{what} of {document}"), old, *number));
        }
    }
    if *counts == Counts::Compared {
        for (what, number) in &now.instructions {
            numbers.push((
                format!("instructions to {what}"),
                before.instructions.get(what),
                *number,
            ));
        }
    }
    let (mut table, mut grown) = (String::new(), Vec::new());
    for (name, old, new) in numbers {
        let Some(old) = old else {
            grown.push(format!("{name} (not in the baseline)"));
            continue;
        };
        let growth = new / old - 1.0;
        let _ = writeln!(table, "{name}: {new}, was {old} ({:+.1} %)", growth * 100.0);
        if new > old * (1.0 + LIMIT) {
            grown.push(name);
        }
    }
    (table, grown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(rustc: &str, lines: f64, instructions: f64) -> Baseline {
        let lines = BTreeMap::from([("lines per model".to_owned(), lines)]);
        Baseline {
            rustc: rustc.to_owned(),
            sizes: BTreeMap::from([("box".to_owned(), lines)]),
            instructions: BTreeMap::from([("decode".to_owned(), instructions)]),
        }
    }

    fn grown(before: &Baseline, now: &Baseline) -> Vec<String> {
        compare(before, now, &counts(before, now)).1
    }

    #[test]
    fn more_than_a_twentieth_is_too_much() {
        let before = baseline("rustc 1", 100.0, 1000.0);
        assert!(grown(&before, &baseline("rustc 1", 105.0, 1050.0)).is_empty());
        assert_eq!(
            grown(&before, &baseline("rustc 1", 105.1, 900.0)),
            ["lines per model of box"]
        );
        assert_eq!(
            grown(&before, &baseline("rustc 1", 90.0, 1051.0)),
            ["instructions to decode"]
        );
    }

    #[test]
    fn instructions_of_another_compiler_are_not_compared() {
        let (before, now) = (
            baseline("rustc 1", 100.0, 1000.0),
            baseline("rustc 2", 100.0, 2000.0),
        );
        assert!(matches!(counts(&before, &now), Counts::LeftOut(why) if why.contains("`rustc 2`")));
        assert!(grown(&before, &now).is_empty());
        let without = Baseline {
            instructions: BTreeMap::new(),
            ..baseline("rustc 1", 100.0, 0.0)
        };
        assert!(
            matches!(counts(&before, &without), Counts::LeftOut(why) if why.contains("valgrind"))
        );
    }

    #[test]
    fn a_document_that_is_new_has_to_be_written_down() {
        let now = baseline("rustc 1", 1.0, 1.0);
        let before = Baseline {
            sizes: BTreeMap::new(),
            ..baseline("rustc 1", 1.0, 1.0)
        };
        assert_eq!(
            grown(&before, &now),
            ["lines per model of box (not in the baseline)"]
        );
    }
}
