//! The table, for people and for machines.
//!
//! In: the rows. Out: text for a terminal, Markdown and JSON. It decides nothing about them.

use std::fmt::Write;

use serde_json::{Value, json};

use super::manifest::Expect;
use super::payloads::{self, Cause, Survival};
use super::row::Row;
use super::survival;

/// What happened, and when.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) date: String,
    pub(super) command: String,
    pub(super) checked: bool,
    pub(super) sampled: bool,
    pub(super) seconds: f64,
}

struct Column {
    title: &'static str,
    text: fn(&Row) -> String,
}

const NAME: Column = Column {
    title: "document",
    text: |row| row.name.clone(),
};

const GENERATION: [Column; 9] = [
    Column {
        title: "operations",
        text: |row| row.generation.figures.operations.to_string(),
    },
    Column {
        title: "left out",
        text: |row| row.generation.figures.left_out.to_string(),
    },
    Column {
        title: "models",
        text: |row| row.generation.figures.models.to_string(),
    },
    Column {
        title: "files",
        text: |row| row.generation.figures.files.to_string(),
    },
    Column {
        title: "lines",
        text: |row| row.generation.figures.lines.to_string(),
    },
    Column {
        title: "s",
        text: |row| format!("{:.2}", row.generation.seconds),
    },
    Column {
        title: "MB",
        text: |row| row.generation.peak_mb.to_string(),
    },
    Column {
        title: "warnings",
        text: |row| row.generation.figures.warnings.to_string(),
    },
    Column {
        title: "errors",
        text: |row| row.generation.figures.errors.to_string(),
    },
];

const CHECK: [Column; 4] = [
    Column {
        title: "rustc errors",
        text: |row| of(row.check.as_ref(), |check| check.errors.to_string()),
    },
    Column {
        title: "rustc warnings",
        text: |row| of(row.check.as_ref(), |check| check.warnings.to_string()),
    },
    Column {
        title: "rustc s",
        text: |row| of(row.check.as_ref(), |check| format!("{:.2}", check.seconds)),
    },
    Column {
        title: "rustc MB",
        text: |row| of(row.check.as_ref(), |check| check.peak_mb.to_string()),
    },
];

const PAYLOADS: [Column; 2] = [
    Column {
        title: "examples",
        text: |row| of(row.payloads.as_ref(), |survey| survived(&survey.examples)),
    },
    Column {
        title: "samples",
        text: |row| of(row.payloads.as_ref(), |survey| survived(&survey.samples)),
    },
];

const EXPECT: Column = Column {
    title: "expected",
    text: |row| match (row.expect, row.holds()) {
        (Some(expect), Some(holds)) => {
            let expect = match expect {
                Expect::Pass => "pass",
                Expect::Fail => "fail",
            };
            format!("{expect}: {}", if holds { "holds" } else { "BROKEN" })
        }
        _ => String::new(),
    },
};

const FAULTS: Column = Column {
    title: "faults",
    text: |row| row.faults.join("; "),
};

fn of<T>(value: Option<&T>, text: fn(&T) -> String) -> String {
    value.map_or("–".to_owned(), text)
}

fn survived(survival: &Survival) -> String {
    format!("{} / {}", survival.survived, survival.tried)
}

/// The titles and the cells of each row.
fn cells(run: &Run, rows: &[Row]) -> Vec<Vec<String>> {
    let mut columns: Vec<&Column> = vec![&NAME];
    columns.extend(&GENERATION);
    columns.extend(CHECK.iter().filter(|_| run.checked));
    columns.extend(PAYLOADS.iter().filter(|_| run.sampled));
    columns.extend([&EXPECT, &FAULTS]);
    let titles = columns
        .iter()
        .map(|column| column.title.to_owned())
        .collect();
    let rows = rows
        .iter()
        .map(|row| columns.iter().map(|column| (column.text)(row)).collect());
    std::iter::once(titles).chain(rows).collect()
}

/// The table for a terminal, and what there is to say below it.
pub(super) fn text(run: &Run, rows: &[Row]) -> String {
    let cells = cells(run, rows);
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<_> = (0..cells[0].len())
        .map(|column| width(column).unwrap_or_default())
        .collect();
    let mut out = String::new();
    for row in &cells {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Numbers end at the same place; names, expectations and faults begin there.
            let _ = if index == 0 || index + 2 >= row.len() {
                write!(line, "{cell:width$}  ")
            } else {
                write!(line, "{cell:>width$}  ")
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    for (name, error) in errors(rows) {
        let _ = writeln!(out, "{name}: {error}");
    }
    for Cause { name, count, first } in causes(rows) {
        let _ = writeln!(
            out,
            "{count} × {name}: {}",
            first.as_deref().unwrap_or("allowed")
        );
    }
    for (what, sum) in sums(rows).iter().filter(|_| run.sampled) {
        let (survived, tried, share) = (sum.survived, sum.tried, sum.percent());
        let _ = writeln!(out, "{survived} of {tried} {what} survive, {share}");
    }
    let _ = writeln!(out, "{}", totals(run, rows));
    out
}

/// The table as a page.
pub(super) fn markdown(run: &Run, rows: &[Row]) -> String {
    let mut out = format!(
        "# The corpus\n\nWritten by `{}` on {}; not to be edited by hand. {}.\n\n\
         `operations` are those that were generated, `left out` those of the document that were not; each of them has an error \
         that says why. `s` and `MB` are the time and the largest memory of `specwright generate`",
        run.command,
        run.date,
        totals(run, rows)
    );
    if run.checked {
        out.push_str(
            ", `rustc s` and `rustc MB` those of `cargo check` with the dependencies built",
        );
    }
    out.push_str(". Errors in a document are not faults of the generator.\n\n");
    for (index, row) in cells(run, rows).iter().enumerate() {
        let row: Vec<_> = row.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(out, "| {} |", row.join(" | "));
        if index == 0 {
            let right = "|--:".repeat(row.len() - 3);
            let _ = writeln!(out, "|---{right}|---|---|");
        }
    }
    let errors = errors(rows);
    if !errors.is_empty() {
        out.push_str("\n## Documents with errors\n\n| document | first error |\n|---|---|\n");
        for (name, error) in errors {
            let _ = writeln!(out, "| {name} | {} |", escaped(error));
        }
    }
    if run.sampled {
        out.push_str(&survival::section(&sums(rows), causes(rows)));
    }
    out
}

/// Everything that is known.
pub(super) fn json(run: &Run, rows: &[Row]) -> Value {
    json!({ "date": run.date, "command": run.command, "seconds": run.seconds, "documents": rows })
}

/// Documents with errors, and the first one of each.
fn errors(rows: &[Row]) -> Vec<(&str, &str)> {
    let first = |row: &'_ Row| row.generation.first_error.is_some();
    let rows = rows.iter().filter(|row| first(row));
    rows.map(|row| {
        (
            row.name.as_str(),
            row.generation.first_error.as_deref().unwrap_or_default(),
        )
    })
    .collect()
}

/// The payloads of all documents.
fn sums(rows: &[Row]) -> [(&'static str, Survival); 2] {
    let mut sums = [
        ("examples", Survival::default()),
        ("samples", Survival::default()),
    ];
    for survey in rows.iter().filter_map(|row| row.payloads.as_ref()) {
        sums[0].1.add(&survey.examples);
        sums[1].1.add(&survey.samples);
    }
    sums
}

fn causes(rows: &[Row]) -> Vec<Cause> {
    payloads::causes(rows.iter().filter_map(|row| row.payloads.as_ref()))
}

/// One sentence over all rows, without a full stop.
fn totals(run: &Run, rows: &[Row]) -> String {
    let sum = |number: fn(&Row) -> usize| rows.iter().map(number).sum::<usize>();
    let with = |holds: fn(&Row) -> bool| rows.iter().filter(|row| holds(row)).count();
    format!(
        "{} documents in {:.0} s: {} operations, {} left out, {} models, {} lines; {} with errors of their own, {} with a fault",
        rows.len(),
        run.seconds,
        sum(|row| row.generation.figures.operations),
        sum(|row| row.generation.figures.left_out),
        sum(|row| row.generation.figures.models),
        sum(|row| row.generation.figures.lines),
        with(|row| row.generation.figures.errors > 0),
        with(|row| !row.faults.is_empty()),
    )
}

/// Text of a document in a cell of a table.
pub(super) fn escaped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Check;
    use crate::row::tests::row;

    fn run(checked: bool, sampled: bool) -> Run {
        Run {
            date: "2026-01-02".to_owned(),
            command: "cargo xtask corpus".to_owned(),
            checked,
            sampled,
            seconds: 3.0,
        }
    }

    #[test]
    fn the_table_has_the_columns_that_were_asked_for() {
        let mut broken = row("a-longer-name", Some(Expect::Pass), 1);
        broken.generation.first_error = Some("a.yaml:1:1: SW0101: gone".to_owned());
        broken.judge(None);
        let mut checked = row("b", None, 0);
        checked.check = Some(Check {
            seconds: 1.5,
            peak_mb: 80,
            ..Check::default()
        });
        let rows = [broken, checked];
        let expected = "\
document       operations  left out  models  files  lines     s  MB  warnings  errors  rustc errors  rustc warnings  rustc s  rustc MB  expected      faults
a-longer-name           2         0       0      3      0  0.00   0         0       1             –               –        –         –  pass: BROKEN  valid, but has errors
b                       2         0       0      3      0  0.00   0         0       0             0               0     1.50        80
a-longer-name: a.yaml:1:1: SW0101: gone
2 documents in 3 s: 4 operations, 0 left out, 0 models, 0 lines; 1 with errors of their own, 1 with a fault
";
        assert_eq!(text(&run(true, false), &rows), expected);
    }

    #[test]
    fn a_page_has_a_table_that_text_of_documents_can_t_break() {
        let mut row = row("a", None, 1);
        row.generation.first_error = Some("a|b\n<c>".to_owned());
        let page = markdown(&run(false, true), &[row]);
        let lines: Vec<_> = page.lines().filter(|line| line.starts_with('|')).collect();
        let expected = [
            "| document | operations | left out | models | files | lines | s | MB | warnings | errors | examples | samples | expected | faults |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|",
            "| a | 2 | 0 | 0 | 3 | 0 | 0.00 | 0 | 0 | 1 | – | – |  |  |",
            "| document | first error |",
            "|---|---|",
            "| a | a\\|b &lt;c> |",
            "| | survived | tried | share | refused by their own schema, not tried | schemas without any |",
            "|---|--:|--:|--:|--:|--:|",
            "| examples | 0 | 0 | – | 0 | 0 |",
            "| samples | 0 | 0 | – | 0 | 0 |",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn machines_get_everything() {
        let value = json(&run(false, false), &[row("a", Some(Expect::Fail), 2)]);
        let document = &value["documents"][0];
        assert_eq!(
            (&document["name"], &document["expect"]),
            (&json!("a"), &json!("fail"))
        );
        assert_eq!(
            (&document["operations"], &document["errors"]),
            (&json!(2), &json!(2))
        );
        assert_eq!(
            (&document["check"], &document["faults"]),
            (&json!(null), &json!([]))
        );
    }
}
