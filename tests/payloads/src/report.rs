//! What was tried, what survived, and why the rest did not: the file and the table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

/// The whole file.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    pub(crate) documents: Vec<Document>,
}

/// One document.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) examples: Count,
    pub(crate) samples: Count,
    pub(crate) failures: Vec<Failed>,
    /// Schemas that were tried.
    pub(crate) schemas: usize,
    /// Schemas that were not tried for time.
    pub(crate) left_out: usize,
    /// Why nothing of the document was tried.
    pub(crate) error: Option<String>,
}

/// Payloads of one kind.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Count {
    pub(crate) tried: usize,
    pub(crate) survived: usize,
    /// Harmless differences, by cause.
    pub(crate) allowed: BTreeMap<&'static str, usize>,
    /// Payloads that their own schema refuses, which are not tried, by the keyword that does.
    pub(crate) invalid: BTreeMap<String, usize>,
    /// Schemas without a payload, by cause.
    pub(crate) without: BTreeMap<String, usize>,
    /// Schemas of which there are fewer than five samples, by cause.
    pub(crate) few: BTreeMap<String, usize>,
}

/// A payload that did not survive.
#[derive(Debug, Serialize)]
pub(crate) struct Failed {
    pub(crate) place: String,
    pub(crate) cause: String,
    pub(crate) detail: String,
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.survived += other.survived;
        for (mine, others) in [
            (&mut self.invalid, &other.invalid),
            (&mut self.without, &other.without),
            (&mut self.few, &other.few),
        ] {
            for (cause, count) in others {
                *mine.entry(cause.clone()).or_default() += count;
            }
        }
        for (cause, count) in &other.allowed {
            *self.allowed.entry(cause).or_default() += count;
        }
    }

    fn row(&self) -> String {
        format!(
            "{:>7} / {:<7} {:>8}",
            self.survived,
            self.tried,
            percent(self.survived, self.tried)
        )
    }
}

/// Rounded down, so that only what is complete says 100.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let parts = part * 10_000 / whole;
    format!("{}.{:02} %", parts / 100, parts % 100)
}

/// The row of a document.
pub(crate) fn row(document: &Document) -> String {
    let mut row = format!(
        "{:<28} {}   {}",
        document.name,
        document.examples.row(),
        document.samples.row()
    );
    if document.left_out > 0 {
        let _ = write!(row, "   {} schemas left out", document.left_out);
    }
    if let Some(error) = &document.error {
        let _ = write!(row, "   {error}");
    }
    row
}

/// What the rows hold.
pub(crate) fn heading() -> String {
    format!("{:<28} {:<26}   samples", "", "examples")
}

/// The sum, what was allowed, and the causes of failures with how often they are met, where, and
/// the first of them.
pub(crate) fn summary(report: &Report) -> String {
    let mut sum = Document {
        name: "all".to_owned(),
        ..Document::default()
    };
    let mut causes: BTreeMap<&str, (usize, Vec<&str>, &Failed)> = BTreeMap::new();
    for document in &report.documents {
        sum.examples.add(&document.examples);
        sum.samples.add(&document.samples);
        sum.left_out += document.left_out;
        for failed in &document.failures {
            let (count, names, _) = causes
                .entry(&failed.cause)
                .or_insert((0, Vec::new(), failed));
            *count += 1;
            if !names.contains(&document.name.as_str()) {
                names.push(&document.name);
            }
        }
    }
    let mut lines = vec![row(&sum), String::new(), "allowed:".to_owned()];
    for (what, count) in [("examples", &sum.examples), ("samples", &sum.samples)] {
        lines.extend(
            count
                .allowed
                .iter()
                .map(|(cause, count)| format!("{count:>8}  {what}: {cause}")),
        );
        lines.push(format!(
            "{:>8}  {what}: refused by their own schema, not tried",
            count.invalid.values().sum::<usize>()
        ));
    }
    for (what, causes) in [
        ("samples refused by", &sum.samples.invalid),
        ("schemas without samples:", &sum.samples.without),
        ("schemas with fewer than five samples:", &sum.samples.few),
    ] {
        let lines_of = causes.iter();
        lines.extend(lines_of.map(|(cause, count)| format!("{count:>8}  {what} {cause}")));
    }
    lines.extend([String::new(), "failures:".to_owned()]);
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(cause, (count, ..))| (usize::MAX - count, *cause));
    for (cause, (count, names, first)) in causes {
        lines.push(format!("{count:>8}  {cause}  ({})", names.join(", ")));
        lines.push(format!("          {}: {}", first.place, first.detail));
    }
    lines.join("\n")
}

pub(crate) fn short(text: &str, length: usize) -> String {
    let mut short: String = text.chars().take(length).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A message without the names, numbers and places of the one payload.
pub(crate) fn general(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or_default();
    let mut made = String::new();
    let mut quoted = None;
    for letter in text.chars() {
        match quoted {
            Some(quote) if quote == letter => quoted = None,
            Some(_) => {}
            None if matches!(letter, '`' | '"') => {
                made.push('…');
                quoted = Some(letter);
            }
            None if letter.is_ascii_digit() => {
                if !made.ends_with('0') {
                    made.push('0');
                }
            }
            None => made.push(letter),
        }
    }
    short(&made, 160)
}

#[cfg(test)]
mod tests {
    use super::{general, percent};

    #[test]
    fn nothing_is_rounded_up() {
        assert_eq!(percent(9_999, 10_000), "99.99 %");
        assert_eq!(percent(99_999, 100_000), "99.99 %");
        assert_eq!(percent(3, 3), "100.00 %");
        assert_eq!(percent(0, 0), "-");
    }

    #[test]
    fn messages_become_causes() {
        assert_eq!(
            general(
                "items[12].`name`: invalid type: string \"x\", expected i64 at line 1 column 22"
            ),
            "items[0].…: invalid type: string …, expected i0"
        );
    }
}
