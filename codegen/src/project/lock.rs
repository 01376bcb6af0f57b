//! `names.lock` beside the configuration: the names that generating again keeps.
//!
//! In: its text, and the names of generated clients. Out: what it is to hold.

use std::{
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{ApiOutput, Project, ProjectError};
use crate::{
    config::{self, ConfigText},
    diagnostics::{Code, Diagnostics},
    names::{Lock, Locks},
    output::{Change, features},
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

/// The file, and what it is to hold.
#[derive(Debug)]
pub struct LockFile {
    /// The file.
    pub path: PathBuf,
    old: String,
    new: String,
}

impl LockFile {
    /// How the file differs from the names that were given; `None`: it doesn't.
    #[must_use]
    pub fn change(&self) -> Option<Change<'_>> {
        Change::of(
            &self.path.display().to_string(),
            self.old.clone(),
            &self.new,
        )
    }

    /// Writes the names.
    ///
    /// # Errors
    ///
    /// The system refused.
    pub fn write(&self) -> Result<(), ProjectError> {
        features::replace(&self.path, &self.new)
            .map_err(|error| ProjectError::Io(self.path.clone(), error))
    }
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
    ///
    /// # Errors
    ///
    /// The names can't be written down, which is a bug.
    pub fn names(&self, given: Vec<(String, Lock)>) -> Result<Option<LockFile>, ProjectError> {
        let Some(known) = &self.known else {
            return Ok(None);
        };
        let mut locks = known.locks.clone();
        let apis = &self.config.apis;
        locks.0.retain(|name, _| apis.contains_key(name));
        locks.0.extend(given);
        let new = locks.text();
        let new =
            new.map_err(|error| ProjectError::Io(known.path.clone(), io::Error::other(error)))?;
        Ok(Some(LockFile {
            path: known.path.clone(),
            old: known.text.clone(),
            new,
        }))
    }
}

impl ApiOutput {
    /// The names that generating again keeps. What was left out for an error in the document keeps
    /// its names, too.
    #[must_use]
    pub fn names(&self) -> (String, Lock) {
        let mut names = self.generated.names.clone();
        if self.generated.report.left_out > 0 || self.generated.files.is_empty() {
            names.keep(&self.locked);
        }
        (self.name.clone(), names)
    }
}
