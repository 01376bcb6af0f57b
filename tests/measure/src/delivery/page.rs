//! The page about delivery.
//!
//! In: the results. Out: Markdown. It measures nothing.

use std::fmt::Write;

use super::{LOADS, Load, PYTHON};
use crate::results::{Entry, Group, Results, Step};

/// Writes the page; `None` where nothing was measured.
pub(crate) fn markdown(results: &Results) -> Option<String> {
    let groups = results.of(Step::Delivery);
    let first = groups.first()?;
    let mut page = format!(
        "# Delivery\n\n\
         Written by `cargo xtask bench --measure delivery --write`; not to be edited by hand. A program ends spans and shuts \
         down, once with `ScaleExporter::batched` of `spanwire-delivery` and once with `{PYTHON}`, Scale's SDK for Python. \
         Both send to the same server on loopback, a process of its own on the same processors, which counts distinct \
         spans. Each span has an input of the size named and an output of 256 bytes. Of several runs, the one is shown in \
         which the fewest spans arrived.\n\n\
         `lost` is what did not arrive. `ended` is when the last span ended, `sent` when the program was done with its \
         shutdown; `a second` is what arrived by then. The largest memory and the processor's time are those of the \
         program, not of the server.\n"
    );
    let run = results.runs().find(|(at, _)| *at == first.run());
    if let Some((_, run)) = run {
        let _ = write!(
            page,
            "\nOn {}, `{}` of commit {}: {}; {}; load before {}.\n",
            run.date, run.command, run.commit, run.machine, run.rustc, run.load
        );
    }
    for load in &LOADS {
        let group = groups.iter().find(|group| group.subject == load.name);
        if let Some(group) = group {
            table(&mut page, load, group);
        }
    }
    Some(page)
}

fn table(page: &mut String, load: &Load, group: &Group) {
    let title = load.name;
    let _ = write!(
        page,
        "\n## {}{}\n\n\
         | | spans | arrived | lost | a second | ended, s | sent, s | requests | memory, MB | processor, s |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        title[..1].to_uppercase(),
        &title[1..]
    );
    for entry in &group.entries {
        let _ = match &entry.fault {
            Some(fault) => writeln!(
                page,
                "| {} | left out: {fault} | | | | | | | | |",
                entry.who
            ),
            None => writeln!(page, "| {} {}", entry.who, cells(entry)),
        };
    }
}

#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
fn cells(entry: &Entry) -> String {
    let figure = |name: &str| entry.figures.get(name).copied().unwrap_or_default();
    let arrived = figure("arrived");
    let spans = figure("spans");
    let lost = spans.saturating_sub(arrived);
    let part = 100.0 * lost as f64 / spans as f64;
    let lost = if lost == 0 {
        "0".to_owned()
    } else {
        format!("{lost} ({part:.1} %)")
    };
    let seconds = |name: &str| figure(name) as f64 / 1_000.0;
    let sent = seconds("sent ms");
    format!(
        "| {spans} | {arrived} | {lost} | {:.0} | {:.2} | {sent:.2} | {} | {} | {:.2} |",
        arrived as f64 / sent.max(0.001),
        seconds("ended ms"),
        figure("requests"),
        entry
            .samples
            .iter()
            .map(|sample| sample.mb)
            .max()
            .unwrap_or_default(),
        entry.median(|sample| sample.cpu).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::results::{Run, Sample};

    #[test]
    fn a_row_says_what_was_lost() {
        let load = &LOADS[3];
        let figures = [
            ("spans", 20_000),
            ("arrived", 8_200),
            ("requests", 41),
            ("ended ms", 500),
            ("sent ms", 4_100),
        ];
        let entry = Entry {
            who: PYTHON.to_owned(),
            samples: vec![Sample {
                wall: 4.2,
                cpu: 3.0,
                mb: 90,
            }],
            figures: figures
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<BTreeMap<_, _>>(),
            ..Entry::default()
        };
        assert_eq!(
            cells(&entry),
            "| 20000 | 8200 | 11800 (59.0 %) | 2000 | 0.50 | 4.10 | 41 | 90 | 3.00 |"
        );
        let mut results = Results::default();
        assert!(markdown(&results).is_none());
        results.begin(Run::default());
        let missing = Entry::fault("other", "no network".to_owned());
        results.put(Step::Delivery, load.name, vec![entry, missing]);
        let page = markdown(&results).unwrap();
        assert!(page.contains("| other | left out: no network |"), "{page}");
    }
}
