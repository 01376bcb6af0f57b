//! `specwright diff`: what a newer document changes for programs that use the client.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use specwright::{
    Surface,
    compare::{self, Comparison, PublicApi, Verdict},
    config::ApiConfig,
    surface,
};

use super::{
    Failure, Format,
    input::{self, document},
    show,
};

/// Two versions of a document, and how to report on them.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The old version: a path, an https URL, or - for standard input
    old: PathBuf,
    /// The new version: a path, an https URL, or - for standard input
    new: PathBuf,
    /// The folder that references may reach [default: the document's]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The same for the old version [default: that of the new one]
    #[arg(long, value_name = "DIR")]
    old_root: Option<PathBuf>,
    /// The configuration of the client, for names as it and names.lock have them
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The same for the old version [default: that of the new one]
    #[arg(long, value_name = "FILE", requires = "config")]
    old_config: Option<PathBuf>,
    /// The client that is meant: a table of the configuration
    #[arg(long, value_name = "NAME", requires = "config")]
    api: Option<String>,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
    /// Exit with 1 if there are such changes
    #[arg(long, value_enum)]
    fail_on: Option<Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// For humans
    Text,
    /// One JSON object a line; the last one is the summary, with the verdict and the counts
    Json,
    /// For a comment on a pull request
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Changes that stop programs from compiling, or change what they send and read
    Breaking,
    /// The same, and what is new
    Additive,
}

impl Diff {
    pub(super) fn run(&self) -> Result<ExitCode, Failure> {
        if self.old == self.new && self.old.as_os_str() == "-" {
            return Err("only one version can be read from standard input".into());
        }
        let old_config = self.old_config.as_ref().or(self.config.as_ref());
        let configs = (
            self.settings(old_config)?,
            self.settings(self.config.as_ref())?,
        );
        let (Some(old_config), Some(config)) = configs else {
            return Ok(ExitCode::FAILURE);
        };
        let old_root = self.old_root.as_deref().or(self.root.as_deref());
        let old = api(&self.old, old_root, &old_config)?;
        let new = api(&self.new, self.root.as_deref(), &config)?;
        let (Some(old), Some(new)) = (old, new) else {
            return Ok(ExitCode::FAILURE);
        };
        let comparison = compare::compare(&old, &new);
        let shown = match self.format {
            Shown::Text => compare::text(&comparison),
            Shown::Json => compare::json(&comparison),
            Shown::Markdown => compare::markdown(&comparison),
        };
        print!("{shown}");
        Ok(exit_code(&comparison, self.fail_on))
    }

    /// What a configuration says of the client; `None`: it is not valid, and that was shown.
    fn settings(&self, path: Option<&PathBuf>) -> Result<Option<ApiConfig>, Failure> {
        let Some(path) = path else {
            return Ok(Some(ApiConfig::default()));
        };
        let Some(project) = input::open(path, Format::Text)? else {
            return Ok(None);
        };
        let wanted = self.api.as_deref();
        let mut clients = project
            .clients()
            .filter(|client| wanted.is_none_or(|name| name == client.name));
        let shown = path.display();
        match (clients.next(), clients.next(), wanted) {
            (Some(client), None, _) => Ok(Some(client.settings())),
            (None, _, Some(name)) => Err(format!("`{shown}` has no client `{name}`").into()),
            (None, _, None) => Err(format!("`{shown}` has no client").into()),
            (Some(_), Some(_), _) => {
                Err(format!("`{shown}` has several clients: name one with --api").into())
            }
        }
    }
}

/// What a program can name of a document's client; `None` if it can't be read, which was reported.
fn api(path: &Path, root: Option<&Path>, config: &ApiConfig) -> Result<Option<PublicApi>, Failure> {
    let (reader, entry) = document::open(path, root)?;
    let Surface {
        api,
        left_out,
        diagnostics,
        sources,
    } = surface(&*reader, &entry, config);
    if api.is_none() {
        show::diagnostics(&diagnostics, sources.as_ref(), Format::Text);
    }
    if left_out > 0 {
        let operations = show::counted(left_out, "operation");
        let are = if left_out == 1 { "is" } else { "are" };
        eprintln!(
            "note: {operations} of `{}` can't be generated and {are} not compared; specwright lint says why",
            reader.shown(&entry)
        );
    }
    Ok(api)
}

/// 1 where there are changes that the caller does not want.
fn exit_code(comparison: &Comparison, fail_on: Option<Level>) -> ExitCode {
    let verdict = comparison.verdict();
    let failed = match fail_on {
        None => false,
        Some(Level::Breaking) => verdict > Some(Verdict::Additive),
        Some(Level::Additive) => verdict.is_some(),
    };
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
