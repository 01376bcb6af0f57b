//! What is to be reached, and whether it is.
//!
//! In: the results. Out: a table: for each aim the worst that was measured, and where. An aim that
//! nothing was measured of is not there.

use std::fmt::Write;

use super::generation::PARSE;
use super::results::{Group, Results, Sample, Step};
use super::tables::{MEMORY, WALL, figure, ours, ratio};

/// The largest document, which has aims of its own.
const LARGEST: &str = "msgraph-v1";

/// One aim: at most so much.
struct Aim {
    what: &'static str,
    at_most: f64,
    step: Step,
    /// `None`: it says nothing of this group.
    value: fn(&Group) -> Option<f64>,
}

const AIMS: [Aim; 16] = [
    Aim {
        what: "generation, to the fastest other",
        at_most: 0.4,
        step: Step::Generate,
        value: wall_ratio,
    },
    Aim {
        what: "`cargo check`, to the fastest other",
        at_most: 0.3,
        step: Step::Check,
        value: wall_ratio,
    },
    Aim {
        what: "`cargo check`, peak memory to the least other",
        at_most: 0.42,
        step: Step::Check,
        value: memory_ratio,
    },
    Aim {
        what: "`cargo build --release`, to the fastest other",
        at_most: 0.3,
        step: Step::Release,
        value: wall_ratio,
    },
    Aim {
        what: "`cargo build --release`, peak memory to the least other",
        at_most: 0.42,
        step: Step::Release,
        value: memory_ratio,
    },
    Aim {
        what: "from nothing, `cargo check`, to the fastest other",
        at_most: 0.65,
        step: Step::ColdCheck,
        value: wall_ratio,
    },
    Aim {
        what: "from nothing, `cargo build`, to the fastest other",
        at_most: 0.65,
        step: Step::ColdBuild,
        value: wall_ratio,
    },
    Aim {
        what: "from nothing, `cargo build --release`, to the fastest other",
        at_most: 0.65,
        step: Step::ColdRelease,
        value: wall_ratio,
    },
    Aim {
        what: "decoding, to serde's derive",
        at_most: 1.0,
        step: Step::Criterion,
        value: |group| {
            to_derive(group, |what| {
                what.starts_with("decode ") && !is_through_serde(what)
            })
        },
    },
    Aim {
        what: "encoding, to serde's derive",
        at_most: 1.0,
        step: Step::Criterion,
        value: |group| to_derive(group, |what| what.starts_with("encode ")),
    },
    Aim {
        what: "decoding a union by shape, to serde's derive",
        at_most: 0.75,
        step: Step::Criterion,
        value: |group| to_derive(group, |what| what.starts_with("decode union by shape")),
    },
    Aim {
        what: "calls on loopback, 64 in flight, to `reqwest` by hand",
        at_most: 1.05,
        step: Step::Calls,
        value: |group| wall_ratio(group).filter(|_| is_in_flight(group)),
    },
    Aim {
        what: "a call on loopback, alone, to `reqwest` by hand",
        at_most: 1.1,
        step: Step::Calls,
        value: |group| wall_ratio(group).filter(|_| !is_in_flight(group)),
    },
    Aim {
        what: "`msgraph-v1`, seconds to generate",
        at_most: 10.0,
        step: Step::Generate,
        value: |group| largest(group, WALL.of),
    },
    Aim {
        what: "`msgraph-v1`, peak MB to check",
        at_most: 8192.0,
        step: Step::Check,
        value: |group| largest(group, MEMORY.of),
    },
    Aim {
        what: "`msgraph-v1`, seconds to check one tag",
        at_most: 20.0,
        step: Step::Tag,
        value: |group| largest(group, WALL.of),
    },
];

fn wall_ratio(group: &Group) -> Option<f64> {
    ratio(group, WALL.of)
}

fn memory_ratio(group: &Group) -> Option<f64> {
    ratio(group, MEMORY.of)
}

fn largest(group: &Group, of: fn(&Sample) -> f64) -> Option<f64> {
    ours(group)?.median(of).filter(|_| group.subject == LARGEST)
}

/// The size of the document.
pub(super) fn bytes(group: &Group) -> Option<f64> {
    let bytes = group.entry(PARSE)?.figures.get("bytes")?;
    u32::try_from(*bytes).ok().map(f64::from)
}

/// Generation, as a multiple of the bare parse.
pub(super) fn to_parse(group: &Group) -> Option<f64> {
    ours(group)?.to(group.entry(PARSE)?, WALL.of)
}

/// Peak memory of generation, as a multiple of the document.
pub(super) fn to_document(group: &Group) -> Option<f64> {
    Some(ours(group)?.median(MEMORY.of)? / (bytes(group)? / 1e6))
}

/// Of calls: whether many are under way at a time.
fn is_in_flight(group: &Group) -> bool {
    group.subject.ends_with("in flight")
}

fn is_through_serde(what: &str) -> bool {
    what.contains("through serde_json")
}

/// The time of a criterion benchmark that is meant, as a multiple of what serde's derive takes for
/// the same.
fn to_derive(group: &Group, is_meant: fn(&str) -> bool) -> Option<f64> {
    let derive = group.entry("serde derive")?;
    let ratio = ours(group)?.to(derive, WALL.of)?;
    is_meant(&group.subject).then_some(ratio)
}

/// The table.
pub(super) fn table(results: &Results) -> String {
    let mut out = String::new();
    for aim in &AIMS {
        let groups = results.of(aim.step).into_iter();
        let values = groups.filter_map(|group| Some(((aim.value)(group)?, &group.subject)));
        let Some((worst, subject)) = values.max_by(|one, other| one.0.total_cmp(&other.0)) else {
            continue;
        };
        let verdict = if worst <= aim.at_most {
            "reached"
        } else {
            "**not reached**"
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {subject} | {verdict} |",
            aim.what,
            aim.at_most,
            figure(worst)
        );
    }
    if out.is_empty() {
        return out;
    }
    format!("| aim | at most | worst | of | |\n|---|--:|--:|---|---|\n{out}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::entry;

    #[test]
    fn the_worst_tells_whether_an_aim_is_reached() {
        let mut results = Results::default();
        let group = |ours: f64| vec![entry("specwright", &[ours]), entry("one", &[4.0])];
        results.put(Step::Check, "a", group(0.5));
        results.put(Step::Check, "b", group(2.0));
        let table = table(&results);
        let rows: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| `cargo check`, to the fastest other | 0.3 | 0.500 | b | **not reached** |",
                "| `cargo check`, peak memory to the least other | 0.42 | 1.00 | b | **not reached** |",
            ]
        );
    }

    #[test]
    fn the_codec_is_held_against_the_derive() {
        let mut results = Results::default();
        let other = ["serde derive", "serde_json::Value"];
        let mut put = |subject, times: [f64; 3]| {
            let [ours, derive, value] = times;
            let others = [entry(other[0], &[derive]), entry(other[1], &[value])];
            let entries = [entry("codec", &[ours])].into_iter().chain(others);
            results.put(Step::Criterion, subject, entries.collect());
        };
        put("decode union by shape, 2", [3.0, 4.0, 1.0]);
        put("decode spans through serde_json, 1", [5.0, 4.0, 1.0]);
        put("encode spans, 1", [1.0, 4.0, 1.0]);
        let table = table(&results);
        let rows: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| decoding, to serde's derive | 1 | 0.750 | decode union by shape, 2 | reached |",
                "| encoding, to serde's derive | 1 | 0.250 | encode spans, 1 | reached |",
                "| decoding a union by shape, to serde's derive | 0.75 | 0.750 | decode union by shape, 2 | reached |",
            ]
        );
    }
}
