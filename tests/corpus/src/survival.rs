//! The page's part about payloads.
//!
//! In: what the payload test found. Out: Markdown: how many survive, what was not tried, and why
//! any changed.

use std::fmt::Write as _;

use super::payloads::{Cause, Survival};
use super::report::escaped;

const HEAD: &str = "\n## Payloads\n\nThe document's own examples, and samples that json-schema-faker makes of each component and \
    each body, at least five of each that has so many. Each is read by the generated type and must be written as the same JSON.\n\n\
    | | survived | tried | share | refused by their own schema, not tried | schemas without any |\n\
    |---|--:|--:|--:|--:|--:|\n";

/// All of it.
pub(super) fn section(sums: &[(&str, Survival)], causes: Vec<Cause>) -> String {
    let mut out = HEAD.to_owned();
    for (what, sum) in sums {
        let _ = writeln!(
            out,
            "| {what} | {} | {} | {} | {} | {} |",
            sum.survived,
            sum.tried,
            sum.percent(),
            sum.invalid.values().sum::<usize>(),
            sum.without.values().sum::<usize>()
        );
    }
    let samples = sums.iter().filter(|(what, _)| *what == "samples");
    out.extend(samples.map(|(_, sum)| untried(sum)));
    if !causes.is_empty() {
        out.push_str("\n## Why payloads changed\n\n| cause | payloads | first |\n|---|--:|---|\n");
        for Cause { name, count, first } in causes {
            let first = escaped(first.as_deref().unwrap_or("allowed"));
            let _ = writeln!(out, "| {} | {count} | {first} |", escaped(&name));
        }
    }
    out
}

/// What of the samples is not tried, or is not there, and why.
fn untried(samples: &Survival) -> String {
    let mut out = String::new();
    for (what, causes) in [
        ("samples refused by their own schema", &samples.invalid),
        ("schemas without samples", &samples.without),
        ("schemas with fewer than five samples", &samples.few),
    ] {
        for (cause, count) in causes {
            let _ = writeln!(out, "| {what} | {} | {count} |", escaped(cause));
        }
    }
    if out.is_empty() {
        return out;
    }
    format!("\n| not tried | keyword or cause | count |\n|---|---|--:|\n{out}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_not_tried_is_told_with_its_cause() {
        let samples = Survival {
            tried: 9,
            survived: 9,
            invalid: BTreeMap::from([("oneOf".to_owned(), 2)]),
            few: BTreeMap::from([("a|b".to_owned(), 1)]),
            ..Survival::default()
        };
        let page = section(&[("samples", samples)], Vec::new());
        let lines: Vec<_> = page.lines().skip(5).collect();
        let expected = [
            "| | survived | tried | share | refused by their own schema, not tried | schemas without any |",
            "|---|--:|--:|--:|--:|--:|",
            "| samples | 9 | 9 | 100.000 % | 2 | 0 |",
            "",
            "| not tried | keyword or cause | count |",
            "|---|---|--:|",
            "| samples refused by their own schema | oneOf | 2 |",
            "| schemas with fewer than five samples | a\\|b | 1 |",
        ];
        assert_eq!(lines, expected);
    }
}
