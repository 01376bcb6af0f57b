//! What a command works on: the clients of a configuration, or one document without it.

pub(super) mod document;
pub(super) mod names;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use specwright::{
    config::RuntimeSource,
    project::{ApiOutput, Bare, CONFIG, Project, ProjectError, crate_name, published},
};

use self::{document::Text, names::Names};
use super::{Deny, Failure, Format, show};

/// Which clients, and how to report on them.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// A document in YAML or JSON to use without a configuration: a path, an https URL, or - for
    /// standard input [default: all clients of codegen.toml]
    pub(super) document: Option<PathBuf>,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = CONFIG, conflicts_with = "document")]
    pub(super) config: PathBuf,
    /// Only this client: a table of the configuration
    #[arg(long, value_name = "NAME", conflicts_with = "document")]
    pub(super) api: Option<String>,
    /// The folder that references may reach [default: the one around the document and the
    /// configuration]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Fail on these too
    #[arg(long, value_enum)]
    pub(super) deny: Option<Deny>,
}

/// How to generate a document without a configuration.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    pub(super) out: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) runtime: Option<&'a str>,
    pub(super) rustfmt: bool,
}

impl Selection {
    /// All clients of the configuration in this folder.
    pub(super) fn all() -> Self {
        Self {
            document: None,
            config: PathBuf::from(CONFIG),
            api: None,
            root: None,
            format: Format::Text,
            deny: None,
        }
    }

    /// The selected project; `None` if its configuration is invalid, which was reported.
    pub(super) fn project(&self, wanted: &Wanted<'_>) -> Result<Option<Project>, Failure> {
        let project = match &self.document {
            Some(document) => bare(document, wanted)?,
            None => match open(&self.config, self.format)? {
                Some(project) => project,
                None => return Ok(None),
            },
        };
        Ok(Some(project.reaching(self.root.clone())))
    }

    /// The name to report: the document that was given, or the client.
    pub(super) fn shown(&self, api: &ApiOutput) -> String {
        match &self.document {
            Some(document) => document.display().to_string(),
            None => api.name.clone(),
        }
    }

    /// Prints the diagnostics of a document, and returns the exit code that follows.
    pub(super) fn show(&self, api: &ApiOutput) -> ExitCode {
        let generated = &api.generated;
        let sources = generated.sources.as_ref();
        show::diagnostics(&generated.diagnostics, sources, self.format);
        if self.format == Format::Json {
            show::figures(&api.name, &generated.report);
        }
        if generated.files.is_empty() {
            return ExitCode::FAILURE;
        }
        show::exit_code(&generated.diagnostics, self.deny)
    }
}

/// Opens a configuration; `None` if it is invalid, which was reported.
pub(super) fn open(config: &Path, format: Format) -> Result<Option<Project>, Failure> {
    match Project::open(config) {
        Ok(project) if project.clients().next().is_none() => Err(format!(
            "`{}` names no client: add a table with its document, such as\n\n[notes]\nspec = \"openapi.yaml\"",
            config.display()
        )
        .into()),
        Ok(project) => Ok(Some(project)),
        Err(ProjectError::Config(_, found)) => {
            show::diagnostics(&found, None, format);
            Ok(None)
        }
        Err(ProjectError::Io(path, _)) if !path.exists() && path == Path::new(CONFIG) => Err(
            "there is no `codegen.toml` here: name a document, or a configuration with --config"
                .into(),
        ),
        Err(error) => Err(error.into()),
    }
}

/// A document on its own.
pub(super) fn bare(document: &Path, wanted: &Wanted<'_>) -> Result<Project, Failure> {
    let text = document::text(document)?;
    let document = text.as_ref().map_or(document, |text| Path::new(&text.name));
    let package = match wanted.name {
        Some(name) if crate_name::is_valid(name) => name.to_owned(),
        Some(name) => {
            return Err(format!(
                "`{name}` can't be the name of a crate: give another one with --name"
            )
            .into());
        }
        None => Names::of(&title(document, text.as_ref()), &file_name(document)).package,
    };
    let runtime = wanted.runtime.map(runtime).transpose()?;
    Ok(Project::bare(Bare {
        document,
        text: text.as_ref().map(|text| text.bytes.clone()),
        out: wanted.out,
        package: &package,
        runtime,
        rustfmt: wanted.rustfmt,
    })?)
}

/// The title of a document; empty if it has none, or can't be read, which is reported later.
fn title(document: &Path, text: Option<&Text>) -> String {
    let read = || fs::read(document).ok();
    let Some(bytes) = text.map(|text| text.bytes.clone()).or_else(read) else {
        return String::new();
    };
    let title = published::title(&bytes);
    title.unwrap_or_default()
}

/// The last part of a path or URL.
fn file_name(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The runtime as `--runtime` names it: a folder, or a version.
fn runtime(given: &str) -> Result<RuntimeSource, Failure> {
    let first = given.chars().next();
    if first.is_some_and(|first| first.is_ascii_digit()) && !Path::new(given).exists() {
        return Ok(RuntimeSource::Version(given.to_owned()));
    }
    fs::metadata(given).map_err(|error| format!("`{given}`: {error}"))?;
    Ok(RuntimeSource::Path(given.to_owned()))
}
