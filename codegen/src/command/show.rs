//! Showing diagnostics, and the exit code that follows from them.

use std::process::ExitCode;

use specwright::{
    Report,
    diagnostics::{Diagnostics, Style, render, render_json, summary},
    source::Sources,
};

use super::{Deny, Format};

/// Prints all diagnostics: for humans to standard error, for machines to standard output.
pub(super) fn diagnostics(found: &Diagnostics, sources: Option<&Sources>, format: Format) {
    match format {
        Format::Json => print!("{}", render_json(found, sources)),
        Format::Text if found.is_empty() => {}
        Format::Text => {
            // Colours are disabled if standard error is not a terminal or the environment disables
            // them.
            anstream::eprint!("{}", render(found, sources, Style::Coloured));
            eprintln!("{}", summary(found));
        }
    }
}

/// What was generated, in words: `12 operations (1 left out), 3 models`.
pub(super) fn figures_in_words(report: &Report) -> String {
    let left_out = match report.left_out {
        0 => String::new(),
        count => format!(" ({count} left out)"),
    };
    format!(
        "{}{left_out}, {}",
        counted(report.operations, "operation"),
        counted(report.models, "model")
    )
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Prints the figures of a client for machines, as its last line of standard output:
/// `{"summary": {…}}`.
pub(super) fn figures(client: &str, report: &Report) {
    let summary = serde_json::json!({
        "client": client,
        "operations": report.operations,
        "left_out": report.left_out,
        "models": report.models,
        "files": report.files,
        "lines": report.lines,
        "warnings": report.warnings,
        "errors": report.errors,
        "seconds": report.time.as_secs_f64(),
    });
    println!("{}", serde_json::json!({ "summary": summary }));
}

/// 1 where there are errors, or warnings that are denied.
pub(super) fn exit_code(found: &Diagnostics, deny: Option<Deny>) -> ExitCode {
    let failed = found.has_errors() || deny == Some(Deny::Warnings) && !found.is_empty();
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
