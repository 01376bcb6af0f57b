//! `specwright list`: the clients of a configuration.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use specwright::{config::Layout, project::CONFIG};

use super::{Failure, Format, input};

/// Which configuration to list.
#[derive(Debug, Args)]
pub(super) struct List {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    config: PathBuf,
    /// For humans, or one JSON object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl List {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Some(project) = input::open(&self.config, self.format)? else {
            return Ok(ExitCode::FAILURE);
        };
        let outputs = project.generate(None, None)?;
        let rows: Vec<[String; 5]> = project
            .clients()
            .zip(&outputs)
            .map(|(client, output)| {
                [
                    client.name.to_owned(),
                    client.document().display().to_string(),
                    output.folder.display().to_string(),
                    layout(client.config.layout).to_owned(),
                    output.generated.report.operations.to_string(),
                ]
            })
            .collect();
        match self.format {
            Format::Json => rows.iter().for_each(json),
            Format::Text => table(rows),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::Crate => "crate",
        Layout::Module => "module",
    }
}

fn json([name, document, folder, layout, operations]: &[String; 5]) {
    let client = serde_json::json!({
        "name": name,
        "document": document,
        "folder": folder,
        "layout": layout,
        "operations": operations.parse::<usize>().unwrap_or_default(),
    });
    println!("{client}");
}

fn table(mut rows: Vec<[String; 5]>) {
    rows.insert(
        0,
        ["NAME", "DOCUMENT", "FOLDER", "LAYOUT", "OPERATIONS"].map(str::to_owned),
    );
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..4).filter_map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        println!("{}  {}", cells.join("  "), row[4]);
    }
}
