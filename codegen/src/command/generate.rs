//! `specwright generate` and `specwright lint`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use specwright::{
    Generated, Input, Usage,
    config::{ApiConfig, Settings},
    diagnostics::Diagnostics,
    disk::Disk,
    generate,
    output::{self, rustfmt},
    plan::{Runtime, Target},
};

use super::{Document, Failure, Format, crate_name, show};

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
    /// Lay the code out with the installed rustfmt, so that `cargo fmt` has nothing to say about it
    #[arg(long)]
    rustfmt: bool,
}

impl Generate {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Some(source) = self.document.source()? else {
            return Ok(ExitCode::FAILURE);
        };
        let name = match &self.name {
            Some(name) => crate_name::given(name)?,
            None => crate_name::derived(&source.spec),
        };
        let target = Target::package(
            &name,
            &file_name(&source.spec),
            runtime(&self.runtime, &self.out)?,
        );
        let mut generated = source.generate(&target)?;
        if self.rustfmt {
            rustfmt::format(&mut generated.files)?;
            let lines = generated.files.iter().map(|file| file.text.lines().count());
            generated.report.lines = lines.sum();
        }
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
                eprintln!("{} {}\n{}", change.kind, change.path, change.diff());
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
        self.tell(&name, &generated, changes.len());
        // The program ends: giving back the memory of a large document piece by piece takes a
        // while.
        std::mem::forget(generated);
        Ok(code)
    }

    /// Prints what was made, and what to do next.
    fn tell(&self, name: &str, generated: &Generated, written: usize) {
        let report = &generated.report;
        let left_out = match report.left_out {
            0 => String::new(),
            count => format!(" ({count} left out)"),
        };
        eprintln!(
            "{name}: {} operations{left_out}, {} models, {} files ({written} written), {} lines, {:.2} s",
            report.operations,
            report.models,
            report.files,
            report.lines,
            report.time.as_secs_f64(),
        );
        for line in next(&self.out, name, &generated.usage) {
            eprintln!("{line}");
        }
    }
}

/// Reports what generating would report.
pub(super) fn lint(document: &Document) -> Result<ExitCode, Failure> {
    let Some(source) = document.source()? else {
        return Ok(ExitCode::FAILURE);
    };
    let generated = source.generate(&Target::module("api", &file_name(&source.spec)))?;
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

/// A document that is there, and what the configuration says of it.
pub(super) struct Source {
    pub(super) spec: PathBuf,
    root: Option<PathBuf>,
    settings: Option<Settings>,
}

impl Document {
    /// The document that is meant; `None`: its configuration can't be read, and that was shown.
    fn source(&self) -> Result<Option<Source>, Failure> {
        let mut settings = None;
        if let Some(path) = &self.config {
            let shown = path.display().to_string();
            let text = fs::read_to_string(path).map_err(|error| format!("`{shown}`: {error}"))?;
            let mut found = Diagnostics::new();
            settings = Settings::read(&shown, &text, &mut found);
            if settings.is_none() {
                show::diagnostics(&found, None, self.format);
                return Ok(None);
            }
        }
        // What the configuration names lies beside it.
        let named = settings.as_ref().zip(self.config.as_ref());
        let named = named.map(|(settings, path)| path.with_file_name(&settings.config.spec));
        Ok(self.spec.clone().or(named).map(|spec| Source {
            spec,
            root: self.root.clone(),
            settings,
        }))
    }
}

impl Source {
    /// A document without a configuration.
    pub(super) fn bare(spec: &Path) -> Self {
        Self {
            spec: spec.to_path_buf(),
            root: None,
            settings: None,
        }
    }

    /// What comes of it.
    pub(super) fn generate(&self, target: &Target) -> Result<Generated, Failure> {
        let (disk, entry) = Disk::for_document(&self.spec, self.root.as_deref())
            .map_err(|error| format!("`{}`: {error}", self.spec.display()))?;
        let none = ApiConfig::default();
        let settings = self.settings.as_ref();
        Ok(generate(&Input {
            reader: &disk,
            entry: &entry,
            config: settings.map_or(&none, |settings| &settings.config),
            config_text: settings.map(|settings| &settings.text),
            target,
            dump: None,
        }))
    }
}

/// What to do with a crate that was written, line by line.
fn next(out: &Path, name: &str, usage: &Usage) -> Vec<String> {
    let mut lines = vec![
        "next:".to_owned(),
        format!("  cargo add --path {} {name}", out.display()),
    ];
    if let [one, _, ..] = usage.features.as_slice() {
        let count = usage.features.len();
        lines.push(format!(
            "    its {count} tags are features; to compile some alone: --no-default-features --features reqwest,{one}"
        ));
    }
    let module = name.replace('-', "_");
    if usage.environment.is_empty() {
        let setter = usage.setters.first();
        let setter = setter.map_or(String::new(), |name| format!(".{name}(…)"));
        lines.push(format!(
            "  use {module}::Client; Client::builder(){setter}.build()?"
        ));
    } else {
        lines.push(format!("  use {module}::Client; Client::from_env()? reads"));
        for (variable, required) in &usage.environment {
            let may = if *required { "" } else { " (if it is set)" };
            lines.push(format!("    {variable}{may}"));
        }
    }
    let burdens = usage
        .shared
        .iter()
        .filter(|one| one.required && !one.per_request);
    for shared in burdens {
        lines.push(format!(
            "  {} of {} operations take the {} `{}`; to set it once on the client, write into codegen.toml, under the document's table:",
            shared.operations,
            shared.of,
            match shared.kind {
                "header" => "header",
                "query" => "query parameter",
                _ => "path parameter",
            },
            shared.name
        ));
        lines.push(format!(
            "    client.{} = {{ {} = {} }}",
            shared.setter,
            shared.kind,
            toml::Value::String(shared.name.clone())
        ));
    }
    lines.push("  cargo doc --open shows every operation with an example".to_owned());
    lines
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

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
