//! `specwright update`: fetches the documents that are given by a URL.
//!
//! In: `codegen.toml`. Out: the copies beside it, their hashes in `documents.lock`, and what
//! differs in meaning from before.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Args;
use specwright::project::{CONFIG, Project, ProjectError, published};

use super::{Failure, Format, document, show};

/// Which documents to fetch.
#[derive(Debug, Args)]
pub(super) struct Update {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    config: PathBuf,
    /// Only the document of this client: a table of the configuration
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

impl Update {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let mut project = match Project::read(&self.config) {
            Ok(project) => project,
            Err(ProjectError::Config(_, found)) => {
                show::diagnostics(&found, None, Format::Text);
                return Ok(ExitCode::FAILURE);
            }
            Err(error) => return Err(error.into()),
        };
        let documents = self.documents(&project)?;
        let mut fetched = Vec::new();
        // All of them before any is replaced: a run that fails has changed nothing.
        for (client, url, file) in documents {
            let bytes = document::fetch(&url)?;
            published::document((&url, &bytes))?;
            fetched.push((client, url, file, bytes));
        }
        for (client, url, file, bytes) in fetched {
            tell(&client, &url, &file, &bytes);
            let file = project.store(&client, &url, &bytes)?;
            eprintln!("{client}: wrote {}", file.display());
        }
        eprintln!("`specwright generate` brings the clients up to date");
        Ok(ExitCode::SUCCESS)
    }

    /// The clients that are meant, each with its URL and its copy.
    fn documents(&self, project: &Project) -> Result<Vec<(String, String, PathBuf)>, Failure> {
        let config = self.config.display();
        let mut documents = Vec::new();
        for client in project.clients() {
            let is_meant = self.api.as_deref().is_none_or(|api| api == client.name);
            match client.url() {
                Some(url) if is_meant => {
                    documents.push((client.name.to_owned(), url.to_owned(), client.document()));
                }
                None if self.api.as_deref() == Some(client.name) => {
                    return Err(format!(
                        "the document of `{}` is a file: only one whose `spec` is an https URL is fetched",
                        client.name
                    )
                    .into());
                }
                _ => {}
            }
        }
        match &self.api {
            Some(api) if documents.is_empty() => Err(format!(
                "`{config}` has no client `{api}`: `specwright list` shows them"
            )
            .into()),
            None if documents.is_empty() => Err(format!(
                "`{config}` has no document to fetch: set `spec` to an https URL"
            )
            .into()),
            _ => Ok(documents),
        }
    }
}

/// Prints what differs from the copy so far.
fn tell(client: &str, url: &str, file: &std::path::Path, bytes: &[u8]) {
    let shown = file.display().to_string();
    let Ok(before) = fs::read(file) else {
        return;
    };
    // A copy that is not a document any more has nothing to compare.
    let Ok(changes) = published::changes((&shown, &before), (url, bytes)) else {
        return;
    };
    let count = show::counted(changes.len(), "difference");
    println!("{client}: {count} in meaning from {url}");
    for change in changes {
        println!("  {change}");
    }
}
