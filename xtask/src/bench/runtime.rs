//! What generated code costs when it runs.
//!
//! In: nothing. Out: the calls of `tests/calls`, and the criterion benchmarks of the runtime.

use std::process::Command;

use serde::Deserialize;

use super::places::Bench;
use super::results::{Entry, Sample, Step};
use super::{build, criterion, first_error};
use crate::process;

/// A line of `tests/calls`.
#[derive(Debug, Deserialize)]
struct Line {
    case: String,
    who: String,
    seconds: Vec<f64>,
    allocations: u64,
    bytes: u64,
}

/// Runs both.
pub(super) fn run(bench: &mut Bench) -> Result<(), String> {
    let program = build(&bench.root, "calls")?;
    let ended = process::run(&mut Command::new(program), None)?;
    if !ended.status.is_some_and(|status| status.success()) {
        return Err(format!("`calls`: {}", first_error(&ended)));
    }
    let mut cases: Vec<(String, Vec<Entry>)> = Vec::new();
    for line in ended.stdout.lines() {
        let line: Line = serde_json::from_str(line).map_err(|error| format!("`calls`: {error}"))?;
        let (case, entry) = read(line);
        match cases.iter_mut().find(|(name, _)| *name == case) {
            Some((_, entries)) => entries.push(entry),
            None => cases.push((case, vec![entry])),
        }
    }
    for (case, entries) in cases {
        bench.put(Step::Calls, &case, entries)?;
    }
    for (subject, entries) in criterion::run(&bench.root)? {
        bench.put(Step::Criterion, &subject, entries)?;
    }
    Ok(())
}

fn read(line: Line) -> (String, Entry) {
    let sample = |wall: f64| Sample {
        wall,
        cpu: wall,
        mb: 0,
    };
    let mut entry = Entry {
        who: line.who,
        samples: line.seconds.into_iter().map(sample).collect(),
        ..Entry::default()
    };
    entry
        .figures
        .insert("allocations".to_owned(), line.allocations);
    entry.figures.insert("bytes".to_owned(), line.bytes);
    (line.case, entry)
}
