//! `specwright update`: fetches the documents whose `spec` is a URL.
//!
//! In: `codegen.toml`. Out: the copies beside it, their hashes in `documents.lock`, and what the
//! new versions change for programs.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use specwright::{
    compare,
    project::{CONFIG, Client, Project, ProjectError, published},
};

use super::{Failure, Format, input::document, show};

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
        let mut fetched = Vec::new();
        // All of them before any is replaced: a run that fails has changed nothing.
        for (client, url) in self.documents(&project)? {
            let bytes = document::fetch(url)?;
            published::check(url, &bytes)?;
            // There is nothing to compare if no copy exists, or if it can't be read.
            let changes = client.changes(url, &bytes).ok();
            fetched.push((client.name.to_owned(), url.to_owned(), bytes, changes));
        }
        for (client, url, bytes, changes) in fetched {
            if let Some(changes) = changes {
                println!(
                    "{client}: changes from {url}\n\n{}",
                    compare::text(&changes)
                );
            }
            let file = project.store(&client, &url, &bytes)?;
            eprintln!("{client}: wrote {}", file.display());
        }
        eprintln!("`specwright generate` brings the clients up to date");
        Ok(ExitCode::SUCCESS)
    }

    /// The selected clients whose documents have a URL.
    fn documents<'p>(&self, project: &'p Project) -> Result<Vec<(Client<'p>, &'p str)>, Failure> {
        let config = self.config.display();
        let mut documents = Vec::new();
        for client in project.clients() {
            let is_selected = self.api.as_deref().is_none_or(|api| api == client.name);
            match client.url() {
                Some(url) if is_selected => documents.push((client, url)),
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
