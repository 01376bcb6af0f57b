//! The files of a project beside the generated ones: `names.lock`, and the manifests around
//! modules.
//!
//! In: what generating a client gave for them. Out: how the files are to change; they are written
//! on demand.

use std::path::PathBuf;

use super::{ApiOutput, Project, ProjectError};
use crate::{
    names::Lock,
    output::{self, Change},
};

/// A file that is to change.
#[derive(Debug)]
pub struct FileEdit {
    /// The file.
    pub path: PathBuf,
    /// What changes in it, in words.
    pub what: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

/// What a client that was generated puts into these files.
#[derive(Debug)]
pub struct Shared {
    /// The name of the client.
    pub(super) client: String,
    /// The features of its module, as lines.
    pub(super) features: Option<String>,
    /// The names to keep.
    pub(super) names: Lock,
}

impl FileEdit {
    /// How the file differs from what it is to hold.
    #[must_use]
    pub fn change(&self) -> Change<'_> {
        let path = self.path.display().to_string();
        Change::of(&path, self.old.clone(), &self.new)
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// The system refused.
    pub fn write(&self) -> Result<(), ProjectError> {
        output::replace_file(&self.path, self.new.as_bytes())
            .map_err(|error| ProjectError::Io(self.path.clone(), error))
    }
}

impl ApiOutput {
    /// What it puts into the files beside the generated ones. What was left out for an error in
    /// the document keeps its names, too.
    #[must_use]
    pub fn shared(&self) -> Shared {
        let mut names = self.generated.names.clone();
        if self.generated.report.left_out > 0 || self.generated.files.is_empty() {
            names.keep(&self.locked);
        }
        let features = self.generated.features.as_ref();
        Shared {
            client: self.name.clone(),
            features: features.map(|features| features.lines.clone()),
            names,
        }
    }
}

impl Project {
    /// The files beside the generated ones that are to change: what they have of other clients
    /// stays.
    ///
    /// # Errors
    ///
    /// A manifest can't be read, or has no place for the features, or a place for those of a module
    /// whose tags have none; or the names can't be written down, which is a bug.
    pub fn edits(&self, clients: Vec<Shared>) -> Result<Vec<FileEdit>, ProjectError> {
        let mut edits = self.manifests(&clients)?;
        edits.extend(self.names(clients)?);
        edits.retain(|edit| edit.old != edit.new);
        Ok(edits)
    }
}
