//! What generated code costs when it runs.
//!
//! In: nothing. Out: the calls of `tests/calls`, and the criterion benchmarks of the runtime.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::places::Bench;
use super::results::{Entry, Sample, Step};
use super::{build, criterion, first_error};
use crate::process;

/// A line of a program of `tests/calls`.
#[derive(Debug, Deserialize)]
struct Line<F> {
    case: String,
    who: String,
    rounds: Vec<F>,
}

/// Runs the calls.
pub(super) fn calls(bench: &mut Bench) -> Result<(), String> {
    let calls = build(&bench.root, "calls")?;
    let mut allocations = lines::<(u64, u64)>(&calls.with_file_name("allocations"))?;
    let mut cases: Vec<(String, Vec<Entry>)> = Vec::new();
    for line in lines(&calls.with_file_name("times"))? {
        let same = |other: &Line<_>| other.case == line.case && other.who == line.who;
        let last = allocations.iter_mut().find(|other| same(other));
        let counted = last.and_then(|other| other.rounds.pop());
        let (case, entry) = entry(line, counted);
        match cases.iter_mut().find(|(name, _)| *name == case) {
            Some((_, entries)) => entries.push(entry),
            None => cases.push((case, vec![entry])),
        }
    }
    for (case, entries) in cases {
        bench.put(Step::Calls, &case, entries)?;
    }
    Ok(())
}

/// Runs the benchmarks of decoding and encoding.
pub(super) fn codec(bench: &mut Bench) -> Result<(), String> {
    for (subject, entries) in criterion::run(&bench.root)? {
        bench.put(Step::Criterion, &subject, entries)?;
    }
    Ok(())
}

/// What a program of `tests/calls` prints.
fn lines<F: DeserializeOwned>(program: &Path) -> Result<Vec<Line<F>>, String> {
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    let ended = process::run(&mut Command::new(&program), None)?;
    if !ended.status.is_some_and(|status| status.success()) {
        return Err(format!("`{}`: {}", program.display(), first_error(&ended)));
    }
    let lines = ended.stdout.lines().map(serde_json::from_str);
    let lines: Result<_, _> = lines.collect();
    lines.map_err(|error| format!("`{}`: {error}", program.display()))
}

fn entry(line: Line<f64>, counted: Option<(u64, u64)>) -> (String, Entry) {
    let sample = |wall: f64| Sample {
        wall,
        cpu: wall,
        mb: 0,
    };
    let mut entry = Entry {
        who: line.who,
        samples: line.rounds.into_iter().map(sample).collect(),
        ..Entry::default()
    };
    if let Some((allocations, bytes)) = counted {
        entry.figures.insert("allocations".to_owned(), allocations);
        entry.figures.insert("bytes".to_owned(), bytes);
    }
    (line.case, entry)
}
