//! Tables of what was measured.
//!
//! In: groups and a quantity. Out: Markdown: a row a subject, a column for each who takes part, and
//! how the first of them compares with the best of the others.

use std::fmt::Write;

use super::generation::PARSE;
use super::results::{Entry, Group, Sample};

/// What a table shows.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    pub(super) title: &'static str,
    pub(super) of: fn(&Sample) -> f64,
    /// What it is multiplied with, for its unit.
    pub(super) scale: f64,
}

pub(super) const WALL: Quantity = Quantity {
    title: "Wall-clock time, s",
    of: |sample| sample.wall,
    scale: 1.0,
};

pub(super) const CPU: Quantity = Quantity {
    title: "Processor time of all threads, s",
    of: |sample| sample.cpu,
    scale: 1.0,
};

pub(super) const MEMORY: Quantity = Quantity {
    title: "Peak memory, MB",
    of: |sample| megabytes(sample.mb),
    scale: 1.0,
};

pub(super) const MICROSECONDS: Quantity = Quantity {
    title: "Microseconds",
    of: |sample| sample.wall,
    scale: 1e6,
};

/// Who is compared with the others.
pub(super) const OURS: [&str; 3] = ["specwright", "spanwire", "codec"];

fn megabytes(mb: u64) -> f64 {
    u32::try_from(mb).map_or(f64::MAX, f64::from)
}

/// A table of samples.
pub(super) fn samples(groups: &[&Group], quantity: Quantity) -> String {
    let cell = |entry: &Entry| {
        let median = entry
            .median(quantity.of)
            .map(|median| median * quantity.scale);
        let spread = entry.spread(quantity.of).map(|spread| spread * 100.0);
        match (median, spread) {
            (Some(median), Some(spread)) => format!("{} ±{spread:.0} %", figure(median)),
            (Some(median), None) => figure(median),
            (None, _) => "–".to_owned(),
        }
    };
    let ratio = |group: &Group| {
        ratio(group, quantity.of).map_or("–".to_owned(), |ratio| format!("**{}**", figure(ratio)))
    };
    table(groups, cell, Some(&ratio))
}

/// A table of one of the counts.
pub(super) fn counts(groups: &[&Group], name: &str) -> String {
    let cell = |entry: &Entry| {
        let figure = entry.figures.get(name).filter(|_| entry.fault.is_none());
        figure.map_or("–".to_owned(), u64::to_string)
    };
    let without: Vec<Group> = groups
        .iter()
        .map(|group| {
            let mut group = (*group).clone();
            group.entries.retain(|entry| entry.who != PARSE);
            group
        })
        .collect();
    table(&without.iter().collect::<Vec<_>>(), cell, None)
}

/// What was measured of this project.
pub(super) fn ours(group: &Group) -> Option<&Entry> {
    let is_ours = |entry: &&Entry| OURS.contains(&entry.who.as_str());
    group.entries.iter().find(is_ours)
}

/// How the first compares with the best of the others; less is better.
pub(super) fn ratio(group: &Group, of: fn(&Sample) -> f64) -> Option<f64> {
    ours(group)?.to(best(group, of)?, of)
}

/// The best of the others.
fn best(group: &Group, of: fn(&Sample) -> f64) -> Option<&Entry> {
    let others = group
        .entries
        .iter()
        .filter(|entry| entry.who != PARSE && !OURS.contains(&entry.who.as_str()));
    others
        .filter_map(|entry| Some((entry, entry.median(of)?)))
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(entry, _)| entry)
}

fn table(
    groups: &[&Group],
    cell: impl Fn(&Entry) -> String,
    ratio: Option<&dyn Fn(&Group) -> String>,
) -> String {
    let mut who: Vec<&str> = Vec::new();
    for entry in groups.iter().flat_map(|group| &group.entries) {
        if !who.contains(&entry.who.as_str()) {
            who.push(&entry.who);
        }
    }
    let mut out = format!("|  | {} |", who.join(" | "));
    out.push_str(if ratio.is_some() {
        " to the best other | run |\n"
    } else {
        " run |\n"
    });
    let columns = who.len() + 1 + usize::from(ratio.is_some());
    let _ = writeln!(out, "|---{}|", "|--:".repeat(columns));
    for group in groups {
        let cells = who
            .iter()
            .map(|who| group.entry(who).map_or(String::new(), &cell));
        let mut cells: Vec<String> = cells.collect();
        cells.extend(ratio.map(|ratio| ratio(group)));
        let run = group.run() + 1;
        let _ = writeln!(out, "| {} | {} | {run} |", group.subject, cells.join(" | "));
    }
    out
}

/// A number with three digits that count.
pub(super) fn figure(value: f64) -> String {
    let digits = match value.abs() {
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        value if value >= 1.0 => 2,
        _ => 3,
    };
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tests::entry;
    use crate::results::{Results, Step};

    #[test]
    fn a_row_tells_who_took_what_and_how_we_stand_to_the_best_other() {
        let mut results = Results::default();
        let failed = Entry::fault("other", "no".to_owned());
        let entries = vec![
            entry(PARSE, &[0.1]),
            entry("specwright", &[0.5, 0.4, 0.6]),
            entry("one", &[2.0]),
            failed,
        ];
        results.put(Step::Generate, "box", entries);
        let expected = "\
|  | bare parse | specwright | one | other | to the best other | run |
|---|--:|--:|--:|--:|--:|--:|
| box | 0.100 | 0.500 ±20 % | 2.00 | – | **0.250** | 1 |
";
        assert_eq!(samples(&results.of(Step::Generate), WALL), expected);
    }

    #[test]
    fn three_digits_of_a_number_count() {
        let numbers = [0.0123, 1.234, 12.34, 1234.5].map(figure);
        assert_eq!(numbers, ["0.012", "1.23", "12.3", "1234"]);
    }
}
