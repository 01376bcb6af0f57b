//! `specwright new`: a client for a document, from nothing.
//!
//! In: a document. Out: `codegen.toml`, the client, its place in the workspace, and a CI job.
//! Nothing is overwritten, and an interrupted run can be repeated.

mod configuration;
mod find;
mod install;
mod job;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use clap::Args;
use specwright::{
    Usage,
    project::{Bare, CONFIG, Project, published},
};

use self::{configuration::Client, job::Job};
use super::{
    Failure, Format,
    generate::{
        Generate,
        workspace::{self, Membership},
    },
    input::{
        document::{self, Text},
        names::Names,
    },
    show,
};

/// Which document to begin with.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The document in YAML or JSON: a path or an https URL [default: the one in this folder]
    document: Option<PathBuf>,
    /// The name of the crate and of its folder [default: from the document's title]
    #[arg(long)]
    name: Option<String>,
}

/// A document that was read.
struct Document {
    /// As the configuration names it.
    spec: String,
    /// The bytes that the URL returned.
    text: Option<Vec<u8>>,
    names: Names,
}

impl New {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Document { spec, text, names } = self.document()?;
        let Some(usage) = usage(&spec, text.as_deref(), &names)? else {
            return Ok(ExitCode::FAILURE);
        };
        let client = Client {
            spec: &spec,
            names: &names,
            usage: &usage,
            rustfmt: has_rustfmt(),
        };
        configure(&client)?;
        if let Some(bytes) = text {
            let mut project = Project::read(Path::new(CONFIG))?;
            let copy = project.store(&names.table, &spec, &bytes)?;
            eprintln!("wrote {}", copy.display());
        }
        let (code, mut clients) = Generate::all().generate()?;
        join(&names.package)?;
        let has_errors = code != ExitCode::SUCCESS;
        add_job(&names.package, has_errors)?;
        for client in &mut clients {
            // Some files may be from a run that was interrupted.
            client.is_new = true;
            client.tell_next();
        }
        eprintln!("  commit all of it; when the document changes: specwright generate");
        if has_errors {
            eprintln!(
                "  the errors above are of the document: what they are about is left out. Correct it, or write an overlay;\n    until then, generate fails without --keep-going"
            );
        }
        Ok(code)
    }

    fn document(&self) -> Result<Document, Failure> {
        let found = match &self.document {
            Some(document) => document.clone(),
            None => PathBuf::from(find::document(Path::new("."))?),
        };
        if found.as_os_str() == "-" {
            return Err("`new` needs a document that later runs can read again: save it as openapi.yaml first".into());
        }
        let (spec, text, bytes) = if let Some(Text { name, bytes }) = document::text(&found)? {
            published::check(&name, &bytes)?;
            (name, Some(bytes.clone()), bytes)
        } else {
            let bytes = fs::read(&found);
            let bytes = bytes.map_err(|error| format!("`{}`: {error}", found.display()))?;
            (inside(&found)?, None, bytes)
        };
        let names = if let Some(name) = &self.name {
            Names::given(name).ok_or_else(|| {
                format!("`{name}` can't be the name of a crate: give another one with --name")
            })?
        } else {
            let file = spec.rsplit('/').next().unwrap_or_default();
            Names::of(&published::title(&bytes).unwrap_or_default(), file)
        };
        Ok(Document { spec, text, names })
    }
}

/// The document as a configuration in this folder names it.
fn inside(document: &Path) -> Result<String, Failure> {
    let full = |path: &Path| {
        let full = path.canonicalize();
        full.map_err(|error| format!("`{}`: {error}", path.display()))
    };
    let (file, here) = (full(document)?, full(Path::new("."))?);
    let shown = document.display();
    let outside = job::repository(&here).filter(|repository| !file.starts_with(repository));
    if let Some(repository) = outside {
        return Err(format!(
            "`{shown}` is outside the repository `{}`, where no CI job has it: copy it here first",
            repository.display()
        )
        .into());
    }
    let inner = match file.strip_prefix(&here) {
        Ok(inner) => inner,
        Err(_) if document.is_relative() => document,
        Err(_) => {
            return Err(format!(
                "`{shown}` is not in this folder: copy it here, or give a relative path"
            )
            .into());
        }
    };
    let parts = inner.components().map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<_>> = parts.collect();
    let parts = parts.ok_or_else(|| format!("`{shown}` is not a UTF-8 name"))?;
    Ok(parts.join("/"))
}

/// What a program can set on the client; `None` if nothing can be generated, which was reported.
fn usage(spec: &str, text: Option<&[u8]>, names: &Names) -> Result<Option<Usage>, Failure> {
    let project = Project::bare(Bare {
        document: Path::new(spec),
        text: text.map(<[u8]>::to_vec),
        out: &names.package,
        package: &names.package,
        runtime: None,
        rustfmt: false,
    })?;
    let Some(output) = project.generate(None, None)?.pop() else {
        return Ok(None);
    };
    let generated = output.generated;
    if generated.files.is_empty() {
        // Otherwise they are reported when the client is generated.
        show::diagnostics(
            &generated.diagnostics,
            generated.sources.as_ref(),
            Format::Text,
        );
        return Ok(None);
    }
    Ok(Some(generated.usage))
}

/// Whether rustfmt is installed. Without the component, rustup's program of that name fails.
fn has_rustfmt() -> bool {
    let version = Command::new("rustfmt").arg("--version").output();
    version.is_ok_and(|version| version.status.success())
}

/// Writes the configuration, unless an interrupted run has written the same one.
fn configure(client: &Client<'_>) -> Result<(), Failure> {
    let text = client.file();
    match fs::read_to_string(CONFIG) {
        Ok(present) if present == text => return Ok(()),
        Ok(_) => {
            return Err(format!(
                "`{CONFIG}` is there already, and was not changed. For this document, add to it:\n\n{}\nand run `specwright generate`",
                client.table()
            )
            .into());
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(format!("`{CONFIG}`: {error}").into()),
    }
    write(Path::new(CONFIG), &text)
}

/// Makes the crate a member of the workspace around it, if there is one.
fn join(package: &str) -> Result<(), Failure> {
    match workspace::join(Path::new(package))
        .map_err(|error| format!("the workspace around `{package}`: {error}"))?
    {
        Membership::Settled => {}
        Membership::Added(manifest) => {
            eprintln!("added the member {package} to {}", manifest.display());
        }
        Membership::ByHand(manifest, member) => {
            eprintln!(
                "add \"{member}\" to the members of the workspace in {}",
                manifest.display()
            );
        }
    }
    Ok(())
}

/// Writes the CI job, unless there is one.
fn add_job(package: &str, has_errors: bool) -> Result<(), Failure> {
    let here = Path::new(".").canonicalize()?;
    let repository = job::repository(&here);
    let root = repository.as_deref().unwrap_or(&here);
    let folder = here
        .strip_prefix(root)
        .unwrap_or(Path::new(""))
        .to_string_lossy()
        .replace('\\', "/");
    let program = std::env::current_exe()?;
    let install = install::arguments(&program, root);
    let job = Job {
        package,
        out: package,
        folder: &folder,
        install: install.as_deref(),
        has_errors,
    };
    let path = root.join(job.file());
    let shown = path.strip_prefix(&here).unwrap_or(&path);
    match fs::read_to_string(&path) {
        Ok(present) if present == job.text() => return Ok(()),
        Ok(_) => {
            eprintln!("kept {}: it is there already", shown.display());
            return Ok(());
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(format!("`{}`: {error}", shown.display()).into()),
    }
    write(shown, &job.text())?;
    if install.is_none() {
        eprintln!(
            "  it compiles the client, and does not run --check: say in it where it can install this command from"
        );
    }
    if repository.is_none() {
        eprintln!("  it runs once this folder is the root of a repository");
    }
    Ok(())
}

/// Writes a file atomically, and reports it.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| format!("`{}`: {error}", path.display());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(failed)?;
    eprintln!("wrote {}", path.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_from_this_folder() {
        assert_eq!(
            inside(Path::new("src/../Cargo.toml")).unwrap(),
            "Cargo.toml"
        );
        assert!(inside(Path::new("/")).is_err());
    }
}
