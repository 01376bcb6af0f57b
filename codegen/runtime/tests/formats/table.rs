//! The table of the guide: which kinds of models survive which formats. No value may become another
//! one.

use super::formats::{ALL, Format};
use super::rows::column;

const GUIDE: &str = include_str!("../../../../docs/guide/src/formats.md");

fn name(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Yaml => "YAML",
        Format::Toml => "TOML",
        Format::Ron => "RON",
        Format::Cbor => "CBOR",
        Format::Named => "MessagePack, named",
        Format::Compact => "MessagePack",
        Format::Form => "form",
        Format::Csv => "CSV",
        Format::Bincode => "bincode",
        Format::Postcard => "postcard",
    }
}

#[test]
fn the_guide_says_which_models_survive_which_formats() {
    let columns: Vec<_> = ALL.iter().map(|format| column(*format)).collect();
    let names: Vec<_> = ALL.iter().map(|format| name(*format)).collect();
    let mut lines = vec![
        format!("| | {} |", names.join(" | ")),
        format!("|---|{}", ":-:|".repeat(ALL.len())),
    ];
    for (at, (kind, _)) in columns[0].iter().enumerate() {
        let cells: Vec<_> = columns
            .iter()
            .map(|column| if column[at].1.is_ok() { "✓" } else { "–" })
            .collect();
        lines.push(format!("| {kind} | {} |", cells.join(" | ")));
    }
    let table = lines.join("\n");
    if !GUIDE.contains(&table) {
        for (format, column) in names.iter().zip(&columns) {
            for (kind, read) in column {
                if let Err(error) = read {
                    println!("{format}: {kind}: {error}");
                }
            }
        }
        panic!("docs/guide/src/formats.md needs this table:\n\n{table}");
    }
}
