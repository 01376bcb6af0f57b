//! The page's part about payloads.
//!
//! In: what the payload test found. Out: Markdown: how many survive, what was not tried, and why any changed.

use std::fmt::Write as _;

use super::payloads::{Cause, Survey, Survival};
use super::report::escaped;

const HEAD: &str = "\n## Payloads\n\nThe document's own examples, and samples that json-schema-faker makes of each component and \
    each body, at least five of each that has so many. Each is read by the generated type and has to be written as the same JSON.\n\n\
    | | survived | tried | share | refused by their own schema, not tried | schemas without any |\n\
    |---|--:|--:|--:|--:|--:|\n";

/// All of it.
pub(super) fn section(
    surveys: &[&Survey],
    sums: &[(&str, Survival)],
    causes: Vec<Cause>,
) -> String {
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
    for survey in surveys.iter().filter(|survey| survey.left_out > 0) {
        let all = survey.schemas + survey.left_out;
        let _ = writeln!(
            out,
            "\nOf `{}` every {} schema is tried, {} of {all}: making samples of all takes hours.",
            survey.name,
            ordinal(all.div_ceil(survey.schemas.max(1))),
            survey.schemas,
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

fn ordinal(number: usize) -> String {
    match number % 10 {
        1 if number % 100 != 11 => format!("{number}st"),
        2 if number % 100 != 12 => format!("{number}nd"),
        3 if number % 100 != 13 => format!("{number}rd"),
        _ => format!("{number}th"),
    }
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
    fn a_part_of_a_document_and_what_is_not_tried_are_told() {
        let samples = Survival {
            tried: 9,
            survived: 9,
            invalid: BTreeMap::from([("oneOf".to_owned(), 2)]),
            few: BTreeMap::from([("a|b".to_owned(), 1)]),
            ..Survival::default()
        };
        let survey = Survey {
            name: "large".to_owned(),
            schemas: 3,
            left_out: 6,
            ..Survey::default()
        };
        let page = section(&[&survey], &[("samples", samples)], Vec::new());
        let lines: Vec<_> = page.lines().skip(5).collect();
        let expected = [
            "| | survived | tried | share | refused by their own schema, not tried | schemas without any |",
            "|---|--:|--:|--:|--:|--:|",
            "| samples | 9 | 9 | 100.000 % | 2 | 0 |",
            "",
            "Of `large` every 3rd schema is tried, 3 of 9: making samples of all takes hours.",
            "",
            "| not tried | keyword or cause | count |",
            "|---|---|--:|",
            "| samples refused by their own schema | oneOf | 2 |",
            "| schemas with fewer than five samples | a\\|b | 1 |",
        ];
        assert_eq!(lines, expected);
    }
}
