//! `cargo xtask codegen`: the clients in `generated/`.
//!
//! In: `specs/codegen.toml` and the documents it names. Out: one folder of `generated/src` an API, or, with `--check`, what
//! would change there; and the page of the guide that is made from the generator. What is written or compared is the
//! library's text after rustfmt.

use std::path::{Path, PathBuf};

use specwright::diagnostics::{Style, render};
use specwright::output::{self, Change, ChangeKind, rustfmt};
use specwright::project::{ApiOutput, MANIFEST, Project};
use specwright::render::GeneratedFile;
use specwright::{Generated, Report, Stage};

use crate::{Outcome, guide};

/// What to do with the clients.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Writes nothing; lists changed, missing and stale files with their differences and fails if there is one
    #[arg(long)]
    check: bool,
    /// Only this API: a table of specs/codegen.toml
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// The folder with specs/ and generated/ in it, if not this workspace
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Writes nothing; prints what comes out of a stage: lower, analyze or plan
    #[arg(long, value_name = "STAGE", conflicts_with = "check")]
    dump: Option<Stage>,
}

/// Generates, then writes or compares.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let root = options.root.as_deref().unwrap_or(root);
    let project = Project::open(root).map_err(|error| error.to_string())?;
    let outputs = project
        .generate(options.api.as_deref(), options.dump)
        .map_err(|error| error.to_string())?;
    let mut differences = 0;
    let mut errors = 0;
    let mut declared = Vec::new();
    for ApiOutput { name, generated } in outputs {
        let Generated {
            mut files,
            diagnostics,
            sources,
            report,
            dump,
            features,
            ..
        } = generated;
        eprint!("{}", render(&diagnostics, sources.as_ref(), Style::Plain));
        errors += report.errors;
        if let Some(dump) = dump {
            print!("{dump}");
        }
        if options.dump.is_some() {
            continue;
        }
        rustfmt::format(&mut files).map_err(|error| error.to_string())?;
        let folder = project.folder(&name);
        let act = if options.check {
            output::compare
        } else {
            output::write
        };
        let changes = act(&folder, &files).map_err(|error| error.to_string())?;
        let folder = folder.strip_prefix(root).unwrap_or(&folder);
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
            line(&name, &report, &files, changes.len(), options.check)
        );
        declared.extend(features.map(|features| (name, features.lines)));
    }
    if errors > 0 {
        return Err(format!("{errors} error(s) in the documents, shown above"));
    }
    if options.dump.is_none() {
        differences += manifest(root, &project, &declared, options.check)?;
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

/// Writes or compares the features of the modules, by name, in the manifest around them. Gives the number of differences.
fn manifest(
    root: &Path,
    project: &Project,
    declared: &[(String, String)],
    check: bool,
) -> Result<usize, String> {
    let path = root.join(MANIFEST);
    // Without features of tags there is nothing to say about it.
    if declared.is_empty() && !path.exists() {
        return Ok(0);
    }
    let old = project.manifest().map_err(|error| error.to_string())?;
    let modules = declared.iter();
    let modules = modules.map(|(name, features)| (name.as_str(), features.as_str()));
    let new = project.with_features(&old, modules);
    let new = new.map_err(|error| error.to_string())?;
    let Some(change) = Change::of(MANIFEST, old, &new) else {
        return Ok(0);
    };
    println!("{} {MANIFEST}", verb(change.kind, check));
    if check {
        print!("{}", change.diff());
        return Ok(1);
    }
    output::features::replace(&path, &new)
        .map(|()| 0)
        .map_err(|error| format!("`{MANIFEST}`: {error}"))
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

/// What is told of an API. Lines are counted after rustfmt, as they lie in the folder.
fn line(
    name: &str,
    report: &Report,
    files: &[GeneratedFile],
    changes: usize,
    check: bool,
) -> String {
    let changes = match (changes, check) {
        (0, _) => "nothing changed".to_owned(),
        (count, true) => format!("{count} to change"),
        (count, false) => format!("{count} changed"),
    };
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    format!(
        "{name}: {} operations, {} models, {} files, {lines} lines, {} warnings, {:.2} s, {changes}",
        report.operations,
        report.models,
        files.len(),
        report.warnings,
        report.time.as_secs_f64()
    )
}
