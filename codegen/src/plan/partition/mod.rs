//! Model files: which files of models there are, and what needs each of them.
//!
//! In: the types, and the operations of each resource. Out: the file of each type; of each file its
//! module, its feature, and the files that it needs. Must not know the contents of a file.
//!
//! Types that only one resource uses are in a file of that resource. Types that the same several
//! resources use are in a file together, which is compiled with any of these resources. So a
//! program that names its tags compiles what these use, and little else.

mod groups;
mod users;

use std::collections::BTreeMap;

use self::groups::Groups;
use crate::{
    config::ApiConfig,
    ir::{Api, TypeId},
    names::{Case, Scope, words},
    plan::{
        Target, markdown,
        naming::{Naming, fitting},
    },
};

/// The file that is always compiled, and the first word of the names of groups.
const SHARED: &str = "shared";

/// A file of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ModelFile {
    /// What is always compiled: what all resources use, or little that a default one uses.
    Shared,
    /// What several resources use, but not all.
    Group(usize),
    /// What no operation names.
    Unused,
    /// What only this resource uses.
    Resource(usize),
}

/// The files of all models.
#[derive(Debug)]
pub(crate) struct ModelFiles {
    /// By type.
    of: Vec<ModelFile>,
    /// By number: the groups.
    groups: Vec<Group>,
    /// What a file needs beside [`ModelFile::Shared`], without what that brings by itself; of
    /// resources also what their operations name.
    needs: BTreeMap<ModelFile, Vec<ModelFile>>,
    /// The file of what no operation names.
    unused: String,
}

/// Models that the same resources use.
#[derive(Debug)]
struct Group {
    users: Vec<usize>,
    module: String,
    /// Its name in the manifest.
    feature: String,
}

/// By resource, whether it is a default feature; `None` without features: a single resource, or a
/// module without the setting.
pub(crate) fn defaults(naming: &Naming, config: &ApiConfig, target: &Target) -> Option<Vec<bool>> {
    let wanted = target.manifest.is_some() || config.features.is_some();
    if !wanted || naming.resources.len() < 2 {
        return None;
    }
    let tags = config.features.as_ref().and_then(|it| it.default.as_ref());
    let tags: Option<Vec<Vec<String>>> =
        tags.map(|tags| tags.iter().map(|tag| words(tag.get_ref())).collect());
    let resources = naming.resources.iter();
    let is_default = resources.map(|resource| {
        let named = tags.as_ref().map(|tags| tags.contains(&resource.words));
        named.unwrap_or(true)
    });
    Some(is_default.collect())
}

impl ModelFiles {
    /// `defaults`: by resource, whether it is a default feature; `None` without features.
    pub(crate) fn find(api: &Api, naming: &Naming, defaults: Option<&[bool]>) -> Self {
        let all = naming.resources.len();
        let users = users::find(api, naming);
        let Some(defaults) = defaults else {
            let file = |users: &Vec<usize>| match users.as_slice() {
                [only] if all > 1 => ModelFile::Resource(*only),
                _ => ModelFile::Shared,
            };
            return Self {
                of: users.iter().map(file).collect(),
                groups: Vec::new(),
                needs: BTreeMap::new(),
                unused: String::new(),
            };
        };
        let groups = Groups::find(api, naming, &users, defaults);
        let modules = (0..all).map(|resource| module(naming, resource));
        let mut scope = Scope::new(Case::Snake, SHARED).reserve(modules, "models");
        scope.claim_text(SHARED);
        let unused = scope.claim_text("unused");
        let names = shortest_names(&groups, naming).into_iter();
        let some = groups.users.iter().zip(names).map(|(users, name)| {
            let mut name = fitting(&words(name));
            name.insert(0, SHARED.to_owned());
            let module = scope.claim(&name);
            let feature = module.replacen(SHARED, "", 1).replace('_', "-");
            Group {
                users: users.clone(),
                feature: feature.replacen('-', "_", 1),
                module,
            }
        });
        Self {
            groups: some.collect(),
            of: groups.of,
            needs: groups.needs,
            unused,
        }
    }

    /// The file of a type.
    pub(crate) fn of(&self, id: TypeId) -> ModelFile {
        self.of[id.index()]
    }

    /// The module of a file.
    pub(crate) fn module<'a>(&'a self, naming: &'a Naming, file: ModelFile) -> &'a str {
        match file {
            ModelFile::Shared => SHARED,
            ModelFile::Group(group) => &self.groups[group].module,
            ModelFile::Unused => &self.unused,
            ModelFile::Resource(index) => &naming.resources[index].module,
        }
    }

    /// The docs of its file.
    pub(crate) fn docs(&self, naming: &Naming, file: ModelFile) -> String {
        let name = |index: &usize| markdown::code(module(naming, *index));
        match file {
            ModelFile::Shared => "Models that several resources share.".to_owned(),
            ModelFile::Group(group) => match self.groups[group].users.as_slice() {
                [first, second] => {
                    format!("Models that {} and {} share.", name(first), name(second))
                }
                [first, others @ ..] => {
                    let count = others.len();
                    format!("Models that {} and {count} others share.", name(first))
                }
                [] => String::new(),
            },
            ModelFile::Unused => "Models that no operation names.".to_owned(),
            ModelFile::Resource(index) => format!("Models of {}.", name(&index)),
        }
    }

    /// The feature of a group, where it is one.
    pub(crate) fn feature(&self, group: usize) -> &str {
        &self.groups[group].feature
    }

    /// The resources that use a group.
    pub(crate) fn users(&self, group: usize) -> &[usize] {
        &self.groups[group].users
    }

    /// Whether there are models that no operation names.
    pub(crate) fn has_unused(&self) -> bool {
        self.of.contains(&ModelFile::Unused)
    }

    /// The files of what some resources use.
    pub(crate) fn shared(&self) -> impl Iterator<Item = ModelFile> {
        (0..self.groups.len()).map(ModelFile::Group)
    }

    /// What a file needs.
    pub(crate) fn needed(&self, file: ModelFile) -> &[ModelFile] {
        self.needs.get(&file).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a file needs a group, itself or through other groups.
    pub(crate) fn brings(&self, file: ModelFile, group: ModelFile) -> bool {
        let mut needed = self.needed(file).iter();
        needed.any(|one| match one {
            ModelFile::Group(_) => *one == group || self.brings(*one, group),
            _ => false,
        })
    }
}

fn module(naming: &Naming, resource: usize) -> &str {
    naming.resources[resource].module.trim_start_matches("r#")
}

/// What groups are named after: the type of each with the shortest name.
fn shortest_names<'n>(groups: &Groups, naming: &'n Naming) -> Vec<&'n str> {
    let mut shortest: Vec<Option<&str>> = vec![None; groups.users.len()];
    for (file, name) in groups.of.iter().zip(&naming.types) {
        if let (ModelFile::Group(group), false) = (file, name.is_empty()) {
            let shortest = &mut shortest[*group];
            if shortest.is_none_or(|other| name.len() < other.len()) {
                *shortest = Some(name);
            }
        }
    }
    shortest
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}
