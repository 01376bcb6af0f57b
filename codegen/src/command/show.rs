//! Showing diagnostics, and the exit code that follows from them; `specwright diff`.

use std::{path::Path, process::ExitCode};

use similar::TextDiff;
use specwright::{
    Report,
    diagnostics::{Diagnostics, Style, render, render_json, summary},
    disk::Disk,
    ir, lower, openapi,
    source::Sources,
};

use super::{Deny, Failure, Format};

/// Prints all diagnostics: for people on standard error, for machines on standard output.
pub(super) fn diagnostics(found: &Diagnostics, sources: Option<&Sources>, format: Format) {
    match format {
        Format::Json => print!("{}", render_json(found, sources)),
        Format::Text if found.is_empty() => {}
        Format::Text => {
            // The colours are left out where standard error takes none, or the environment says so.
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

/// Prints what differs between the meanings of two documents; exit code 1 if anything does.
pub(super) fn diff(old: &Path, new: &Path) -> Result<ExitCode, Failure> {
    let (before, after) = (meaning(old)?, meaning(new)?);
    if before == after {
        println!("no difference");
        return Ok(ExitCode::SUCCESS);
    }
    let diff = TextDiff::from_lines(before.as_str(), after.as_str());
    let (old, new) = (old.display().to_string(), new.display().to_string());
    print!(
        "{}",
        diff.unified_diff().context_radius(3).header(&old, &new)
    );
    Ok(ExitCode::FAILURE)
}

/// The text dump of a document's API.
fn meaning(path: &Path) -> Result<String, Failure> {
    let (disk, entry) =
        Disk::for_document(path, None).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let mut found = Diagnostics::new();
    let sources = Sources::load(&disk, &entry, &[], &mut found);
    let api = sources.as_ref().and_then(|sources| {
        let document = openapi::read(sources, &mut found)?;
        Some(lower::as_written(&document, sources, &mut found))
    });
    found.sort();
    diagnostics(&found, sources.as_ref(), Format::Text);
    api.map(|api| ir::dump(&api))
        .ok_or_else(|| format!("`{}` can't be read", path.display()).into())
}
