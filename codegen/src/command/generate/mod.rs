//! `specwright generate`.

pub(super) mod next;
mod vendored;
pub(super) mod workspace;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use specwright::{
    output::{self, Change, ChangeKind},
    project::{ApiOutput, Project, Shared},
};

use self::next::Written;
use super::{
    Failure,
    input::{Selection, Wanted},
    progress::Progress,
    show::{counted, figures_in_words},
};

/// What to generate, and what becomes of the files.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    selection: Selection,
    /// The folder of a document's crate
    #[arg(long, value_name = "DIR", requires = "document")]
    out: Option<PathBuf>,
    /// The name of a document's crate [default: from the document's title]
    #[arg(long, requires = "document")]
    name: Option<String>,
    /// The runtime of a document's crate: a folder or a version [default: the runtime is written
    /// into the crate's folder]
    #[arg(long, value_name = "PATH|VERSION", requires = "document")]
    runtime: Option<String>,
    /// Write nothing; list what differs, and fail if anything does
    #[arg(long)]
    check: bool,
    /// Lay a document's crate out with the installed rustfmt, so that cargo fmt changes
    /// nothing
    #[arg(long, requires = "document")]
    rustfmt: bool,
    /// Succeed although a document has errors: what can't be generated is left out
    #[arg(long, conflicts_with = "deny")]
    keep_going: bool,
}

impl Generate {
    /// Writes all clients of the configuration in this folder.
    pub(super) fn all() -> Self {
        Self {
            selection: Selection::all(),
            out: None,
            name: None,
            runtime: None,
            check: false,
            rustfmt: false,
            keep_going: false,
        }
    }

    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let (code, clients) = self.generate()?;
        clients.iter().for_each(Written::tell_next);
        Ok(code)
    }

    /// Generates, and returns the exit code and the clients that were written.
    pub(super) fn generate(&self) -> Result<(ExitCode, Vec<Written>), Failure> {
        let Some(project) = self.project()? else {
            return Ok((ExitCode::FAILURE, Vec::new()));
        };
        let mut clients = Vec::new();
        let mut code = ExitCode::SUCCESS;
        let mut differing = 0;
        let mut is_any = false;
        let mut shared = Vec::new();
        let progress = Progress::begin("generating");
        let mut generated = project.generate(self.selection.api.as_deref(), None)?;
        for api in &mut generated {
            api.format()?;
        }
        drop(progress);
        for api in generated {
            let found = self.selection.show(&api);
            let is_empty = api.generated.files.is_empty();
            if found != ExitCode::SUCCESS && (is_empty || !self.keep_going) {
                code = found;
            }
            if !is_empty {
                differing += self.put(&api, &mut clients)?;
                is_any = true;
            }
            shared.push(api.shared());
        }
        if !is_any {
            // Nothing was generated, and that was shown: no client needs the rest.
            return Ok((code, clients));
        }
        differing += self.runtime(&project)?;
        differing += self.edits(&project, shared)?;
        if differing > 0 {
            let differ = if differing == 1 { "differs" } else { "differ" };
            let files = counted(differing, "file");
            return Err(format!(
                "{files} {differ}; generate without --check to write what changed"
            )
            .into());
        }
        Ok((code, clients))
    }

    fn project(&self) -> Result<Option<Project>, Failure> {
        let out = match (&self.out, &self.selection.document) {
            (Some(out), _) => out
                .to_str()
                .ok_or_else(|| format!("`{}` is not a UTF-8 name", out.display()))?,
            (None, None) => "",
            (None, Some(document)) => {
                let shown = document.display();
                return Err(format!(
                    "name the folder of the crate with --out; `specwright new {shown}` writes a configuration with it"
                )
                .into());
            }
        };
        self.selection.project(&Wanted {
            out,
            name: self.name.as_deref(),
            runtime: self.runtime.as_deref(),
            rustfmt: self.rustfmt,
        })
    }

    /// Writes the files of a client and reports them, or prints the differences and returns their
    /// number.
    fn put(&self, api: &ApiOutput, clients: &mut Vec<Written>) -> Result<usize, Failure> {
        let files = &api.generated.files;
        if self.check {
            let changes = output::compare(&api.folder, files)?;
            for change in &changes {
                show(&api.folder, change);
            }
            if changes.is_empty() {
                let figures = figures_in_words(&api.generated.report);
                eprintln!("{}: up to date: {figures}", name(api));
            }
            return Ok(changes.len());
        }
        let changes = output::write(&api.folder, files)?;
        print_report(api, changes.len());
        let missing = changes.iter().filter(|it| it.kind == ChangeKind::Missing);
        clients.push(Written {
            folder: api.folder.clone(),
            package: api.package.clone(),
            usage: api.generated.usage.clone(),
            lacks: api.lacks.clone(),
            is_new: missing.count() == files.len(),
            is_configured: self.selection.document.is_none(),
        });
        Ok(0)
    }

    /// The same for the runtime, where clients take it from a folder that is written.
    fn runtime(&self, project: &Project) -> Result<usize, Failure> {
        let Some(around) = project.vendored() else {
            return Ok(0);
        };
        let mut differing = 0;
        let mut written = 0;
        for vendored in vendored::crates()? {
            let folder = around.join(vendored.folder);
            if self.check {
                let changes = output::compare(&folder, &vendored.files)?;
                for change in &changes {
                    show(&folder, change);
                }
                differing += changes.len();
            } else {
                written += output::write(&folder, &vendored.files)?.len();
            }
        }
        if written > 0 {
            let files = counted(written, "file");
            eprintln!("wrote the runtime into {}: {files}", around.display());
        }
        Ok(differing)
    }

    /// The same for the files beside the generated ones.
    fn edits(&self, project: &Project, clients: Vec<Shared>) -> Result<usize, Failure> {
        let edits = project.edits(clients)?;
        for edit in &edits {
            if self.check {
                show(Path::new(""), &edit.change());
            } else {
                edit.write()?;
                eprintln!("wrote {} into {}", edit.what, edit.path.display());
            }
        }
        Ok(if self.check { edits.len() } else { 0 })
    }
}

fn show(folder: &Path, change: &Change<'_>) {
    let path = folder.join(&change.path);
    eprintln!("{} {}\n{}", change.kind, path.display(), change.diff());
}

/// The name of a client in messages: its crate, or its module.
fn name(api: &ApiOutput) -> &str {
    api.package.as_ref().unwrap_or(&api.name)
}

/// Prints what was written.
fn print_report(api: &ApiOutput, written: usize) {
    let report = &api.generated.report;
    eprintln!(
        "{}: {}, {} ({written} written), {}, {:.2} s",
        name(api),
        figures_in_words(report),
        counted(report.files, "file"),
        counted(report.lines, "line"),
        report.time.as_secs_f64(),
    );
}
