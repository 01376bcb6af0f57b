//! `names.lock` beside the configuration: the names that generating again keeps.
//!
//! In: its text, and the names of generated clients. Out: what it is to hold.

use std::{
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{FileEdit, Project, ProjectError, edit::Shared};
use crate::{
    config::{self, ConfigText},
    diagnostics::{Code, Diagnostics},
    names::Locks,
};

/// Its name.
pub(super) const FILE: &str = "names.lock";

/// The file as it is.
#[derive(Debug)]
pub(super) struct Known {
    path: PathBuf,
    text: String,
    pub(super) locks: Locks,
}

impl Known {
    /// Reads the file in the folder of a configuration, which need not be there.
    pub(super) fn read(folder: &Path) -> Result<Self, ProjectError> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(ProjectError::Io(path, error)),
        };
        match Locks::parse(&text) {
            Ok(locks) => Ok(Self { path, text, locks }),
            Err(error) => {
                let shown = path.display().to_string();
                let file = ConfigText {
                    path: shown.clone(),
                    text,
                    table: String::new(),
                };
                let mut found = Diagnostics::new();
                let marker = marker(&file.text);
                let range = marker.clone().or(error.span()).unwrap_or_default();
                let span = config::span(&file, range, &mut found);
                let (message, help) = if marker.is_some() {
                    (
                        "this is a conflict marker of a merge".to_owned(),
                        "remove the markers and keep the lines of both sides, of two for one place that of the \
                         published version; then generate again",
                    )
                } else {
                    (
                        error.message().replace("unknown variant", "unknown table"),
                        "correct the line, or delete the file to choose all names again",
                    )
                };
                found.report(Code::ConfigSyntax, span, message).help(help);
                Err(ProjectError::Config(shown, Box::new(found)))
            }
        }
    }

    /// The file in the folder of a document's crate, if it is there. Its only table is the crate's,
    /// whatever the crate was called.
    pub(super) fn of_crate(out: &str, name: &str) -> Result<Option<Self>, ProjectError> {
        let folder = Path::new(out);
        if out.is_empty() || !folder.join(FILE).exists() {
            return Ok(None);
        }
        let mut known = Self::read(folder)?;
        if let Some(names) = known.locks.only() {
            known.locks = Locks([(name.to_owned(), names.clone())].into());
        }
        Ok(Some(known))
    }

    /// The file with the table of a client, for showing what is wrong with it.
    pub(super) fn text(&self, name: &str) -> ConfigText {
        ConfigText {
            path: self.path.display().to_string(),
            text: self.text.clone(),
            table: name.to_owned(),
        }
    }
}

/// The first line that a merge left in the file.
fn marker(text: &str) -> Option<Range<usize>> {
    let begins = |line: &str| {
        ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|it| line.starts_with(it))
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

impl Project {
    /// The `names.lock` with the names of clients that were generated; those of others stay.
    /// `None` without a configuration file beside which it would be.
    pub(super) fn names(&self, clients: Vec<Shared>) -> Result<Option<FileEdit>, ProjectError> {
        let Some(known) = &self.known else {
            return Ok(None);
        };
        let mut locks = known.locks.clone();
        let apis = &self.config.apis;
        locks.0.retain(|name, _| apis.contains_key(name));
        let given = clients.into_iter();
        locks.0.extend(given.map(|one| (one.client, one.names)));
        let new = locks.text();
        let new =
            new.map_err(|error| ProjectError::Io(known.path.clone(), io::Error::other(error)))?;
        Ok(Some(FileEdit {
            path: known.path.clone(),
            what: "the names to keep",
            old: known.text.clone(),
            new,
        }))
    }
}
