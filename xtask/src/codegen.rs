//! `cargo xtask codegen`: the clients in `generated/`.
//!
//! In: `specs/codegen.toml` and the documents it names. Out: one folder of `generated/src` an API,
//! or, with `--check`, what would change there; and the page of the guide that is made from the
//! generator. What is written or compared is the library's text after rustfmt.

use std::path::{Path, PathBuf};

use specwright::diagnostics::{Style, render};
use specwright::output::{self, ChangeKind};
use specwright::project::{CONFIG, Project, Shared};
use specwright::{Generated, Report, Stage};

use crate::{Outcome, guide};

/// What to do with the clients.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Writes nothing; lists changed, missing and stale files with their differences and fails if
    /// there is one
    #[arg(long)]
    check: bool,
    /// Only this API: a table of specs/codegen.toml
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// The folder with specs/ and generated/ in it, if not this workspace
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Writes nothing; prints the output of a stage: lower, analyze or plan
    #[arg(long, value_name = "STAGE", conflicts_with = "check")]
    dump: Option<Stage>,
}

/// The clients of this repository.
pub(crate) fn open(root: &Path) -> Result<Project, String> {
    let project = Project::open(&root.join("specs").join(CONFIG));
    let project = project.map_err(|error| error.to_string())?;
    Ok(project.maintained_by("specs", "cargo xtask codegen"))
}

/// Generates, then writes or compares.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let root = options.root.as_deref().unwrap_or(root);
    let project = open(root)?;
    let outputs = project
        .generate(options.api.as_deref(), options.dump)
        .map_err(|error| error.to_string())?;
    let mut differences = 0;
    let mut errors = 0;
    let mut shared = Vec::new();
    for mut api in outputs {
        let Generated {
            diagnostics,
            sources,
            report,
            dump,
            ..
        } = &api.generated;
        eprint!("{}", render(diagnostics, sources.as_ref(), Style::Plain));
        errors += report.errors;
        if let Some(dump) = dump {
            print!("{dump}");
        }
        if options.dump.is_some() {
            continue;
        }
        shared.push(api.shared());
        api.format().map_err(|error| error.to_string())?;
        let act = if options.check {
            output::compare
        } else {
            output::write
        };
        let changes = act(&api.folder, &api.generated.files).map_err(|error| error.to_string())?;
        let folder = api.folder.strip_prefix(root).unwrap_or(&api.folder);
        for change in &changes {
            let path = folder.join(&change.path);
            println!("{} {}", verb(change.kind, options.check), path.display());
            if options.check {
                print!("{}", change.diff());
                differences += 1;
            }
        }
        println!(
            "{}",
            line(
                &api.name,
                &api.generated.report,
                changes.len(),
                options.check
            )
        );
    }
    if errors > 0 {
        return Err(format!("{errors} error(s) in the documents, shown above"));
    }
    if options.dump.is_none() {
        differences += edits(root, &project, shared, options.check)?;
    }
    if differences > 0 {
        return Err(format!(
            "{differences} file(s) in generated/ are not what specs/ says; run `cargo xtask codegen`"
        ));
    }
    if options.api.is_some() || options.dump.is_some() {
        return Ok(());
    }
    guide::run(root, options.check)
}

/// Writes or compares the files beside the generated ones. Returns the number of differences.
fn edits(
    root: &Path,
    project: &Project,
    clients: Vec<Shared>,
    check: bool,
) -> Result<usize, String> {
    let edits = project.edits(clients).map_err(|error| error.to_string())?;
    for edit in &edits {
        let (change, path) = (edit.change(), edit.path.strip_prefix(root));
        let path = path.unwrap_or(&edit.path).display();
        println!("{} {path}", verb(change.kind, check));
        if check {
            print!("{}", change.diff());
        } else {
            edit.write().map_err(|error| error.to_string())?;
        }
    }
    Ok(if check { edits.len() } else { 0 })
}

/// The drift check as a step of `cargo xtask test`.
pub(crate) fn check(root: &Path) -> Outcome {
    run(
        root,
        &Options {
            check: true,
            api: None,
            root: None,
            dump: None,
        },
    )
}

/// A file that is not as it should be, or what was done about it.
fn verb(kind: ChangeKind, check: bool) -> &'static str {
    match (kind, check) {
        (ChangeKind::Changed, true) => "changed",
        (ChangeKind::Missing, true) => "missing",
        (ChangeKind::Stale, true) => "stale",
        (ChangeKind::Changed | ChangeKind::Missing, false) => "wrote",
        (ChangeKind::Stale, false) => "removed",
    }
}

/// A line about an API.
fn line(name: &str, report: &Report, changes: usize, check: bool) -> String {
    let changes = match (changes, check) {
        (0, _) => "nothing changed".to_owned(),
        (count, true) => format!("{count} to change"),
        (count, false) => format!("{count} changed"),
    };
    format!(
        "{name}: {} operations, {} models, {} files, {} lines, {} warnings, {:.2} s, {changes}",
        report.operations,
        report.models,
        report.files,
        report.lines,
        report.warnings,
        report.time.as_secs_f64()
    )
}
