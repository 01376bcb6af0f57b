//! `specwright generate` and `specwright lint`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use specwright::{
    Generated, Input,
    config::{ApiConfig, Config, ConfigText},
    diagnostics::Diagnostics,
    disk::Disk,
    generate, output,
    plan::{Runtime, Target},
};

use super::{Document, Failure, Format, show};

/// Where to write the crate, and what it is called.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    document: Document,
    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the crate; from the name of the document unless given
    #[arg(long)]
    name: Option<String>,
    /// The runtime crate: a folder, or a version
    #[arg(long, value_name = "PATH|VERSION", default_value = env!("CARGO_PKG_VERSION"))]
    runtime: String,
    /// Write nothing; list what differs, and fail if anything does
    #[arg(long)]
    check: bool,
}

/// A configuration file with a table for the one document.
struct Settings {
    config: ApiConfig,
    text: Option<ConfigText>,
}

impl Generate {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let name = match &self.name {
            Some(name) => crate_name(name)?,
            None => crate_name(
                &self
                    .document
                    .spec
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .replace('.', "-"),
            )?,
        };
        let target = Target::package(
            &name,
            &file_name(&self.document.spec),
            runtime(&self.runtime, &self.out)?,
        );
        let Some(generated) = self.document.generate(&target)? else {
            return Ok(ExitCode::FAILURE);
        };
        show::diagnostics(
            &generated.diagnostics,
            generated.sources.as_ref(),
            self.document.format,
        );
        if self.document.format == Format::Json {
            show::figures(&generated.report);
        }
        if generated.files.is_empty() {
            return Ok(ExitCode::FAILURE);
        }
        let code = show::exit_code(&generated.diagnostics, self.document.deny);
        if self.check {
            let changes = output::compare(&self.out, &generated.files)?;
            for change in &changes {
                eprintln!("{} {}\n{}", change.kind, change.path, change.diff);
            }
            if changes.is_empty() {
                return Ok(code);
            }
            return Err(format!(
                "{} files differ; generate without `--check` to write them",
                changes.len()
            )
            .into());
        }
        let changes = output::write(&self.out, &generated.files)?;
        let report = &generated.report;
        let left_out = match report.left_out {
            0 => String::new(),
            count => format!(" ({count} left out)"),
        };
        eprintln!(
            "{name}: {} operations{left_out}, {} models, {} files ({} written), {} lines, {:.2} s",
            report.operations,
            report.models,
            report.files,
            changes.len(),
            report.lines,
            report.time.as_secs_f64(),
        );
        eprintln!(
            "next: cargo check --manifest-path {}",
            self.out.join("Cargo.toml").display()
        );
        // The program ends: giving back the memory of a large document piece by piece takes a while.
        std::mem::forget(generated);
        Ok(code)
    }
}

/// Reports what generating would report.
pub(super) fn lint(document: &Document) -> Result<ExitCode, Failure> {
    let target = Target::module("api", &file_name(&document.spec));
    let Some(generated) = document.generate(&target)? else {
        return Ok(ExitCode::FAILURE);
    };
    show::diagnostics(
        &generated.diagnostics,
        generated.sources.as_ref(),
        document.format,
    );
    if document.format == Format::Json {
        show::figures(&generated.report);
    }
    Ok(show::exit_code(&generated.diagnostics, document.deny))
}

impl Document {
    /// What comes of the document; `None`: its configuration can't be read, and that was shown.
    fn generate(&self, target: &Target) -> Result<Option<Generated>, Failure> {
        let (disk, entry) = Disk::for_document(&self.spec, self.root.as_deref())
            .map_err(|error| format!("`{}`: {error}", self.spec.display()))?;
        let Some(settings) = self.settings()? else {
            return Ok(None);
        };
        Ok(Some(generate(&Input {
            reader: &disk,
            entry: &entry,
            config: &settings.config,
            config_text: settings.text.as_ref(),
            target,
            dump: None,
        })))
    }

    fn settings(&self) -> Result<Option<Settings>, Failure> {
        let Some(path) = &self.config else {
            return Ok(Some(Settings {
                config: ApiConfig::default(),
                text: None,
            }));
        };
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| format!("`{shown}`: {error}"))?;
        let mut found = Diagnostics::new();
        let Some(config) = Config::read(&shown, &text, &mut found) else {
            show::diagnostics(&found, None, self.format);
            return Ok(None);
        };
        let [(table, config)] = config
            .apis
            .into_iter()
            .collect::<Vec<_>>()
            .try_into()
            .map_err(|apis: Vec<_>| {
                format!(
                    "`{shown}` has {} tables: one is wanted, for the document given",
                    apis.len()
                )
            })?;
        Ok(Some(Settings {
            config,
            text: Some(ConfigText {
                path: shown,
                text,
                table,
            }),
        }))
    }
}

/// The runtime as the manifest names it: a folder relative to the crate's, or a version.
fn runtime(given: &str, out: &Path) -> Result<Runtime, Failure> {
    if given
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_digit())
        && !Path::new(given).exists()
    {
        return Ok(Runtime::Version(given.to_owned()));
    }
    let path = fs::canonicalize(given).map_err(|error| format!("`{given}`: {error}"))?;
    // The folder need not exist yet, and looking must not make it.
    let out = fs::canonicalize(out)
        .or_else(|_| std::path::absolute(out))
        .map_err(|error| format!("`{}`: {error}", out.display()))?;
    Ok(Runtime::Path(relative(&path, &out)))
}

/// The way from one folder to another.
fn relative(to: &Path, from: &Path) -> String {
    let shared = to
        .components()
        .zip(from.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..".to_owned(), from.components().count() - shared);
    let down = to
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A name that cargo takes.
fn crate_name(name: &str) -> Result<String, Failure> {
    let fine = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fine {
        Ok(name.to_owned())
    } else {
        Err(format!("`{name}` can't be the name of a crate: give one with --name").into())
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
