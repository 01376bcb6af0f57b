//! The manifests around modules: written by hand, but for the features of the modules' tags.
//!
//! In: a project, and the features of its modules. Out: each manifest with them, where it differs.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::{Project, ProjectError};
use crate::{
    config::Layout,
    output::{
        Change,
        features::{self, ManifestError},
    },
};

/// A manifest around modules.
#[derive(Debug)]
pub struct Manifest {
    /// The file.
    pub path: PathBuf,
    old: String,
    new: String,
}

impl Manifest {
    /// How its features differ from those of the modules; `None`: they don't.
    #[must_use]
    pub fn change(&self) -> Option<Change<'_>> {
        Change::of(
            &self.path.display().to_string(),
            self.old.clone(),
            &self.new,
        )
    }

    /// Writes the features of the modules into it.
    ///
    /// # Errors
    ///
    /// The system refused.
    pub fn write(&self) -> Result<(), ProjectError> {
        features::replace(&self.path, &self.new)
            .map_err(|error| ProjectError::Io(self.path.clone(), error))
    }
}

impl Project {
    /// The manifests around modules, with the features of those that are given: the name of a
    /// client and its features as lines. Everything else in them is as it is.
    ///
    /// # Errors
    ///
    /// A manifest can't be read, or has no place for the features, or a place for those of a module
    /// whose tags have none.
    pub fn manifests(&self, declared: &[(String, String)]) -> Result<Vec<Manifest>, ProjectError> {
        let mut manifests = BTreeMap::new();
        for client in self.clients() {
            if client.config.layout != Layout::Module {
                continue;
            }
            let lines = declared.iter().find(|(name, _)| name == client.name);
            let Some(path) = client.manifest() else {
                if lines.is_some() {
                    let error = ManifestError::Missing(client.name.to_owned());
                    return Err(ProjectError::Manifest(client.folder(), error));
                }
                continue;
            };
            if !manifests.contains_key(&path) {
                let text = fs::read_to_string(&path)
                    .map_err(|error| ProjectError::Io(path.clone(), error))?;
                self.no_stale(&text)
                    .map_err(|error| ProjectError::Manifest(path.clone(), error))?;
                manifests.insert(path.clone(), (text.clone(), text));
            }
            if let (Some((name, lines)), Some((_, new))) = (lines, manifests.get_mut(&path)) {
                *new = features::put(new, name, &self.shown(), lines)
                    .map_err(|error| ProjectError::Manifest(path, error))?;
            }
        }
        let manifests = manifests.into_iter();
        Ok(manifests
            .map(|(path, (old, new))| Manifest { path, old, new })
            .collect())
    }

    /// Refuses features of a module whose tags have none.
    fn no_stale(&self, manifest: &str) -> Result<(), ManifestError> {
        let has_none = |name: &str| {
            let api = self.config.apis.get(name);
            api.is_none_or(|api| api.features.is_none())
        };
        match features::marked(manifest).find(|name| has_none(name)) {
            Some(stale) => Err(ManifestError::Stale(stale.to_owned())),
            None => Ok(()),
        }
    }
}
