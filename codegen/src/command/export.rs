//! `specwright export`.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};
use specwright::{diagnostics::Diagnostics, export, source::Sources};

use super::{Failure, Format, input::document, show};

/// What to export, and as what.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The document in YAML or JSON: a path, an https URL, or - for standard input
    spec: PathBuf,
    /// The folder that references may reach [default: the document's]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The form of the exported document
    #[arg(long, value_enum, default_value_t = Form::Yaml)]
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// YAML
    Yaml,
    /// JSON
    Json,
}

impl Export {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let (reader, entry) = document::open(&self.spec, self.root.as_deref())?;
        let mut found = Diagnostics::new();
        let sources = Sources::load(&*reader, &entry, &[], &mut found);
        let document = sources
            .as_ref()
            .and_then(|sources| export::export(sources, &mut found));
        found.sort();
        show::diagnostics(&found, sources.as_ref(), Format::Text);
        let Some(document) = document else {
            return Ok(ExitCode::FAILURE);
        };
        let text = match self.form {
            Form::Yaml => export::to_yaml(&document)?,
            Form::Json => export::to_json(&document)?,
        };
        match &self.out {
            Some(path) => {
                fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))?;
            }
            None => print!("{text}"),
        }
        Ok(show::exit_code(&found, None))
    }
}
