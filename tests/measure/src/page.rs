//! The page.
//!
//! In: the results. Out: Markdown. It measures nothing, and what is not there is left out.

use std::fmt::Write;

use super::reach;
use super::results::{Group, Results, Step};
use super::scaling::PEERS_COMPILED;
use super::tables::{self, CPU, MEMORY, MICROSECONDS, Quantity, WALL, figure};

/// A part of the page.
struct Part {
    step: Step,
    title: &'static str,
    /// What was done.
    what: &'static str,
    quantities: &'static [Quantity],
    counts: &'static [(&'static str, &'static str)],
    plot: bool,
}

const TIMES: &[Quantity] = &[WALL, CPU, MEMORY];
const FIGURES: &[(&str, &str)] = &[("files", "Files of Rust"), ("lines", "Lines of Rust")];

const PARTS: [Part; 13] = [
    Part {
        step: Step::Generate,
        title: "Generation",
        what: "From the document to files in an empty folder. `bare parse` only reads the same file: \
               JSON into values with `serde_json`, YAML as events with `saphyr-parser`.",
        quantities: TIMES,
        counts: FIGURES,
        plot: true,
    },
    Part {
        step: Step::Check,
        title: "`cargo check`",
        what: "The generated crate with all of its features; its dependencies are checked beforehand. The memory is that of \
               the largest process, which is rustc on that crate.",
        quantities: TIMES,
        counts: &[],
        plot: true,
    },
    Part {
        step: Step::Tag,
        title: "`cargo check` of one tag",
        what: "The generated crate with only the first of its tags, as compiled by a program that names its tags.",
        quantities: TIMES,
        counts: &[],
        plot: false,
    },
    Part {
        step: Step::Release,
        title: "`cargo build --release`",
        what: "The generated crate; its dependencies are built beforehand.",
        quantities: TIMES,
        counts: &[],
        plot: true,
    },
    Part {
        step: Step::Build,
        title: "`cargo build`",
        what: "The generated crate with debug information, not incremental, as a crate from the registry; its dependencies \
               are built beforehand.",
        quantities: TIMES,
        counts: &[],
        plot: true,
    },
    Part {
        step: Step::ColdCheck,
        title: "From nothing: `cargo check`",
        what: super::program::WHAT,
        quantities: &[WALL, CPU],
        counts: &[("crates", "Crates that are compiled")],
        plot: false,
    },
    Part {
        step: Step::ColdBuild,
        title: "From nothing: `cargo build`",
        what: "The same program.",
        quantities: &[WALL, CPU],
        counts: &[],
        plot: false,
    },
    Part {
        step: Step::ColdRelease,
        title: "From nothing: `cargo build --release`",
        what: "The same program.",
        quantities: &[WALL, CPU],
        counts: &[("bytes", "Bytes of the program, not stripped")],
        plot: false,
    },
    Part {
        step: Step::Edit,
        title: "A change of one line in the user's crate",
        what: "`cargo build` of the same program after a change of a line in its `main`; incremental, as for a user.",
        quantities: &[WALL, CPU],
        counts: &[],
        plot: false,
    },
    Part {
        step: Step::Criterion,
        title: "Decoding and encoding",
        what: "Medians of the criterion benchmarks.",
        quantities: &[MICROSECONDS],
        counts: &[],
        plot: false,
    },
    Part {
        step: Step::Calls,
        title: "Calls on loopback",
        what: "`tests/calls`: calls by the client and by `reqwest` alone, with the same bytes, types and time limit. The runtime is \
               single-threaded; the server is a process of its own, and each has a processor of its own. The figures are \
               per call, from rounds in turns; allocations are counted in another run, since counting takes time.",
        quantities: &[MICROSECONDS],
        counts: &[
            (
                "allocations",
                "Allocations of a call, reallocations counted too",
            ),
            ("bytes", "Bytes that a call allocates"),
        ],
        plot: false,
    },
    Part {
        step: Step::ScaleGenerate,
        title: "Growth: generation",
        what: "Synthetic documents with that number of operations and schemas.",
        quantities: TIMES,
        counts: &[("lines", "Lines of Rust")],
        plot: true,
    },
    Part {
        step: Step::ScaleCheck,
        title: "Growth: `cargo check`",
        what: "The crates of the same documents; their dependencies are checked beforehand.",
        quantities: TIMES,
        counts: &[],
        plot: true,
    },
];

/// The whole page.
pub(super) fn markdown(results: &Results) -> String {
    let mut out = String::from(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench --write`; do not edit. All programs in a comparison ran in turns on one machine. A cell is \
         the median of the samples, with the largest deviation from it; `–` is explained at the end. `to the best other` is the \
         ratio of this project to the best of the others in the same round, the median of the rounds: less is better. No \
         program's memory is less than that of `xtask` itself, some 16 MB. The samples are in [`results.json`](benchmarks/results.json).\n\n",
    );
    runs(results, &mut out);
    let aims = reach::table(results);
    if !aims.is_empty() {
        let _ = write!(out, "\n## Aims\n\nThe worst of all measurements.\n\n{aims}");
    }
    for part in &PARTS {
        let groups = results.of(part.step);
        if !groups.is_empty() {
            write_part(part, &groups, &mut out);
        }
    }
    faults(results, &mut out);
    out
}

fn runs(results: &Results, out: &mut String) {
    out.push_str(
        "| run | date | command | commit | load before | compiler |\n|--:|---|---|---|--:|---|\n",
    );
    for (at, run) in results.runs() {
        let _ = writeln!(
            out,
            "| {} | {} | `{}` | {} | {} | {} |",
            at + 1,
            run.date,
            run.command,
            run.commit,
            run.load,
            run.rustc
        );
    }
    for (at, run) in results.runs() {
        let versions = run.versions.iter();
        let versions = versions.map(|(name, version)| format!("{name} {version}"));
        let facts: Vec<String> = [run.machine.trim_end_matches('.').to_owned()]
            .into_iter()
            .chain(versions)
            .collect();
        let _ = writeln!(out, "\nRun {}: {}.", at + 1, facts.join(", "));
    }
}

fn write_part(part: &Part, groups: &[&Group], out: &mut String) {
    let _ = writeln!(out, "\n## {}\n\n{}", part.title, part.what);
    if part.step == Step::ScaleCheck {
        let _ = writeln!(out, "Peers up to {PEERS_COMPILED}.");
    }
    if part.plot {
        let _ = writeln!(
            out,
            "\n![{}](benchmarks/{})",
            part.title.replace('`', ""),
            plot_name(part.step)
        );
    }
    for quantity in part.quantities {
        let _ = writeln!(
            out,
            "\n{}:\n\n{}",
            quantity.title,
            tables::samples(groups, *quantity).trim_end()
        );
    }
    for (name, title) in part.counts {
        let _ = writeln!(
            out,
            "\n{title}:\n\n{}",
            tables::counts(groups, name).trim_end()
        );
    }
    match part.step {
        Step::Generate => limits(groups, out),
        Step::ScaleGenerate | Step::ScaleCheck => growth(groups, out),
        _ => {}
    }
}

/// How generation compares with the bare parse and to the size of the document.
fn limits(groups: &[&Group], out: &mut String) {
    out.push_str("\n`specwright` and the limits:\n\n|  | MB | time to bare parse | peak memory to document |\n|---|--:|--:|--:|\n");
    for group in groups {
        let mb = reach::bytes(group).map(|bytes| bytes / 1e6);
        let cells = [mb, reach::to_parse(group), reach::to_document(group)];
        let cells = cells.map(|value| value.map_or("–".to_owned(), figure));
        let _ = writeln!(out, "| {} | {} |", group.subject, cells.join(" | "));
    }
}

/// How much faster than the size the cost of the two largest grows.
fn growth(groups: &[&Group], out: &mut String) {
    let [.., small, large] = groups else {
        return;
    };
    let sizes = small
        .subject
        .parse::<f64>()
        .ok()
        .zip(large.subject.parse::<f64>().ok());
    let Some((from, to)) = sizes else {
        return;
    };
    let cost = |group: &Group| group.entry("specwright")?.median(|sample| sample.cpu);
    if let Some((less, more)) = cost(small).zip(cost(large)) {
        let exponent = (more / less).ln() / (to / from).ln();
        let _ = writeln!(
            out,
            "\nFrom {from} to {to} the processor time of `specwright` grows with the power {exponent:.2} of the size; 1 is linear."
        );
    }
}

/// Why cells are empty.
fn faults(results: &Results, out: &mut String) {
    let groups = PARTS.iter().flat_map(|part| {
        let groups = results.of(part.step).into_iter();
        groups.map(move |group| (part.title, group))
    });
    let rows: Vec<String> = groups
        .flat_map(|(title, group)| {
            let entries = group.entries.iter();
            entries.filter_map(move |entry| {
                let fault = entry.fault.as_ref()?;
                let fault = fault
                    .replace('\\', "\\\\")
                    .replace('|', "\\|")
                    .replace('<', "&lt;");
                Some(format!(
                    "| {title} | {} | {} | {fault} |",
                    group.subject, entry.who
                ))
            })
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "\n## What could not be measured\n\n| what | of | who | why |\n|---|---|---|---|\n{}",
            rows.join("\n")
        );
    }
}

/// The file of a plot.
pub(super) fn plot_name(step: Step) -> &'static str {
    match step {
        Step::Generate => "generation.svg",
        Step::Check => "check.svg",
        Step::Release => "release.svg",
        Step::Build => "build.svg",
        Step::ScaleGenerate => "growth-generation.svg",
        Step::ScaleCheck => "growth-check.svg",
        _ => "other.svg",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generation::PARSE;
    use crate::results::tests::entry;
    use crate::results::{Entry, Run};

    #[test]
    fn a_page_has_the_parts_that_were_measured_and_says_what_failed() {
        let mut results = Results::default();
        results.begin(Run::default());
        let mut parse = entry(PARSE, &[0.1]);
        parse.figures.insert("bytes".to_owned(), 2_000_000);
        let fault = Entry::fault("one", "a|b".to_owned());
        results.put(
            Step::Generate,
            "box",
            vec![parse, entry("specwright", &[0.25]), fault],
        );
        results.put(Step::ScaleCheck, "100", vec![entry("specwright", &[1.0])]);
        results.put(Step::ScaleCheck, "1000", vec![entry("specwright", &[10.0])]);
        let page = markdown(&results);
        let titles: Vec<_> = page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(
            titles,
            [
                "## Generation",
                "## Growth: `cargo check`",
                "## What could not be measured"
            ]
        );
        let has = |line: &str| assert!(page.lines().any(|found| found == line), "{page}");
        has("| box | 2.00 | 2.50 | 50.0 |");
        has("| Generation | box | one | a\\|b |");
        has(
            "From 100 to 1000 the processor time of `specwright` grows with the power 1.00 of the size; 1 is linear.",
        );
    }
}
