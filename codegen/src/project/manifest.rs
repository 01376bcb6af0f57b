//! The manifests around modules: written by hand, but for the features of the modules' tags.
//!
//! In: a project, and the features of its modules. Out: each manifest with them.

use std::{collections::BTreeMap, fs};

use super::{FileEdit, Project, ProjectError, edit::Shared};
use crate::{
    config::Layout,
    output::features::{self, ManifestError},
};

impl Project {
    /// The manifests around modules, with the features of the modules that were generated.
    /// Everything else in them is as it is.
    pub(super) fn manifests(&self, clients: &[Shared]) -> Result<Vec<FileEdit>, ProjectError> {
        let mut manifests = BTreeMap::new();
        for client in self.clients() {
            if client.config.layout != Layout::Module {
                continue;
            }
            let shared = clients.iter().find(|one| one.client == client.name);
            let lines = shared.and_then(|one| one.features.as_deref());
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
            if let (Some(lines), Some((_, new))) = (lines, manifests.get_mut(&path)) {
                *new = features::put(new, client.name, &self.shown(), lines)
                    .map_err(|error| ProjectError::Manifest(path, error))?;
            }
        }
        let manifests = manifests.into_iter();
        Ok(manifests
            .map(|(path, (old, new))| FileEdit {
                path,
                what: "the features of modules",
                old,
                new,
            })
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
