//! Groups: models that the same resources use, which are compiled with any of these.
//!
//! In: which resources use each type, and which a program has by default. Out: the file of each
//! type, and what each file needs. Must not know names.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ModelFile,
    users::{items, named, parts},
};
use crate::{
    ir::{Api, TypeId},
    plan::naming::Naming,
};

/// A group that has, with all that it needs, fewer models than this gets no file of its own: it
/// joins the shared file if a default resource uses it, or else one file with all such groups.
const LITTLE: usize = 24;

/// A group that has fewer models than this, and needs only one other group, joins that group.
const SMALL: usize = 8;

/// The files of all types.
pub(super) struct Groups {
    /// By type.
    pub(super) of: Vec<ModelFile>,
    /// By group: the resources that use it.
    pub(super) users: Vec<Vec<usize>>,
    /// The files that each file needs, except those that one of these needs itself, and the shared
    /// file, which is always compiled.
    pub(super) needs: BTreeMap<ModelFile, Vec<ModelFile>>,
}

impl Groups {
    pub(super) fn find(
        api: &Api,
        naming: &Naming,
        users: &[Vec<usize>],
        defaults: &[bool],
    ) -> Self {
        let all = naming.resources.len();
        let mut sets = sets(naming, users, all);
        let indices = sets.iter().enumerate();
        let indices: BTreeMap<&[usize], usize> = indices.map(|(at, set)| (&set[..], at)).collect();
        let file = |users: &Vec<usize>| match users.as_slice() {
            [] => ModelFile::Unused,
            [only] => ModelFile::Resource(*only),
            several => indices
                .get(several)
                .map_or(ModelFile::Shared, |at| ModelFile::Group(*at)),
        };
        let users = naming.types.iter().zip(users);
        let mut of: Vec<ModelFile> = users
            .map(|(name, users)| match name.as_str() {
                // A type without an item is in no file.
                "" => ModelFile::Shared,
                _ => file(users),
            })
            .collect();
        let named = names(api, naming, &of);
        let targets = targets(api, &of, &named, &sets, defaults);
        sets.push(merged_users(&sets, &targets));
        let mut moved: BTreeMap<ModelFile, BTreeSet<ModelFile>> = BTreeMap::new();
        for (from, to) in named {
            let to = to.into_iter().map(|file| target(&targets, file));
            moved.entry(target(&targets, from)).or_default().extend(to);
        }
        for file in &mut of {
            *file = target(&targets, *file);
        }
        let mut dependencies = Dependencies::default();
        let files = (0..sets.len()).map(ModelFile::Group);
        let files = files.chain((0..all).map(ModelFile::Resource));
        let mut needs = BTreeMap::new();
        for file in files.chain([ModelFile::Unused]) {
            let direct = moved.remove(&file).unwrap_or_default();
            needs.insert(file, dependencies.reduce(file, direct));
        }
        Self {
            of,
            users: sets,
            needs,
        }
        .without_gaps()
    }

    /// Renumbers the groups, since some have joined others.
    fn without_gaps(mut self) -> Self {
        let left: BTreeSet<ModelFile> = self.of.iter().copied().collect();
        let mut numbers = vec![ModelFile::Shared; self.users.len()];
        let mut users = Vec::new();
        for (at, set) in self.users.iter().enumerate() {
            if left.contains(&ModelFile::Group(at)) {
                numbers[at] = ModelFile::Group(users.len());
                users.push(set.clone());
            }
        }
        for file in &mut self.of {
            *file = target(&numbers, *file);
        }
        let needs = self.needs.into_iter();
        let needs =
            needs.filter(|(file, _)| !matches!(file, ModelFile::Group(_)) || left.contains(file));
        let moved = |needs: Vec<ModelFile>| needs.into_iter().map(|file| target(&numbers, file));
        self.needs = needs
            .map(|(file, needs)| (target(&numbers, file), moved(needs).collect()))
            .collect();
        self.users = users;
        self
    }
}

/// The sets of two or more resources, but not of all, that use a type. Larger sets come first, so
/// that each is listed before those that refer to it.
fn sets(naming: &Naming, users: &[Vec<usize>], all: usize) -> Vec<Vec<usize>> {
    let items = naming.types.iter().zip(users);
    let items = items.filter(|(name, _)| !name.is_empty());
    let several = items.map(|(_, users)| users);
    let several = several.filter(|users| users.len() > 1 && users.len() < all);
    let several: BTreeSet<&Vec<usize>> = several.collect();
    let mut sets: Vec<Vec<usize>> = several.into_iter().cloned().collect();
    sets.sort_by_key(|users| std::cmp::Reverse(users.len()));
    sets
}

/// The files that each file refers to.
fn names(api: &Api, naming: &Naming, of: &[ModelFile]) -> BTreeMap<ModelFile, BTreeSet<ModelFile>> {
    let mut names: BTreeMap<ModelFile, BTreeSet<ModelFile>> = BTreeMap::new();
    let mut name = |from: ModelFile, ty| {
        let found = names.entry(from).or_default();
        items(api, naming, ty, &mut |id| {
            found.insert(of[id.index()]);
        });
    };
    let has_item = |id: TypeId| !naming.types[id.index()].is_empty();
    for (id, def) in api.types().filter(|(id, _)| has_item(*id)) {
        for part in parts(def) {
            name(of[id.index()], part);
        }
    }
    for resource in 0..naming.resources.len() {
        for ty in named(api, naming, resource) {
            name(ModelFile::Resource(resource), ty);
        }
    }
    names
}

/// The file of each set. Most sets have only one or two types, too few for a file of their own:
/// those that no default resource uses are merged into one more set, after the others.
fn targets(
    api: &Api,
    of: &[ModelFile],
    named: &BTreeMap<ModelFile, BTreeSet<ModelFile>>,
    users: &[Vec<usize>],
    defaults: &[bool],
) -> Vec<ModelFile> {
    let sets = users.len();
    let mut sizes = vec![0; sets + 1];
    for (file, def) in of.iter().zip(&api.types) {
        if let (ModelFile::Group(set), None) = (file, &def.twin) {
            sizes[*set] += 1;
        }
    }
    let mut targets: Vec<ModelFile> = (0..sets).map(ModelFile::Group).collect();
    let mut dependencies = Dependencies::default();
    for set in 0..sets {
        let file = ModelFile::Group(set);
        let direct = named.get(&file).into_iter().flatten();
        let direct = direct.map(|file| target(&targets, *file)).collect();
        let needs = dependencies.reduce(file, direct);
        let all = dependencies.all(file).chain([file]);
        let weight: usize = all
            .map(|file| match file {
                ModelFile::Group(other) => sizes[other],
                _ => 0,
            })
            .sum();
        match needs.as_slice() {
            _ if weight < LITTLE => {
                let default = users[set].iter().any(|user| defaults[*user]);
                targets[set] = if default {
                    ModelFile::Shared
                } else {
                    ModelFile::Group(sets)
                };
            }
            [ModelFile::Group(only)] if sizes[set] < SMALL => {
                targets[set] = ModelFile::Group(*only);
                sizes[*only] += sizes[set];
            }
            _ => {}
        }
    }
    targets
}

/// The resources that use the merged sets.
fn merged_users(sets: &[Vec<usize>], targets: &[ModelFile]) -> Vec<usize> {
    let little = targets.iter().zip(sets);
    let little = little.filter(|(target, _)| **target == ModelFile::Group(sets.len()));
    let users: BTreeSet<usize> = little.flat_map(|(_, users)| users).copied().collect();
    users.into_iter().collect()
}

fn target(targets: &[ModelFile], file: ModelFile) -> ModelFile {
    match file {
        ModelFile::Group(set) => targets.get(set).copied().unwrap_or(file),
        other => other,
    }
}

/// By file: all files that it needs, directly or through others.
#[derive(Default)]
struct Dependencies(BTreeMap<ModelFile, BTreeSet<ModelFile>>);

impl Dependencies {
    /// The direct needs of a file, without those that another one of them needs, too.
    fn reduce(&mut self, file: ModelFile, mut direct: BTreeSet<ModelFile>) -> Vec<ModelFile> {
        direct.remove(&file);
        direct.remove(&ModelFile::Shared);
        let of_others: BTreeSet<ModelFile> =
            direct.iter().flat_map(|other| self.all(*other)).collect();
        let needs = direct.difference(&of_others).copied().collect();
        direct.extend(of_others);
        self.0.insert(file, direct);
        needs
    }

    fn all(&self, file: ModelFile) -> impl Iterator<Item = ModelFile> {
        self.0.get(&file).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{
        Runtime, Target,
        tests::snippet::{assert_outline, planned_as},
    };

    #[test]
    fn types_are_in_the_file_of_the_only_tag_that_uses_them_or_else_are_shared() {
        assert_outline(
            "
                paths:
                  /a: {get: {tags: [a], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/OfA'}}}}}}}
                  /b: {get: {tags: [b], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/OfB'}}}}}}}
                components:
                  schemas:
                    OfA: {properties: {both: {$ref: '#/components/schemas/OfBoth'}, part: {$ref: '#/components/schemas/OfAAndNone'}}}
                    OfB: {properties: {both: {$ref: '#/components/schemas/OfBoth'}, own: {type: object, properties: {x: {type: string}}}}}
                    OfBoth: {properties: {x: {type: string}, y: {type: string}}}
                    OfNone: {properties: {z: {type: string}, part: {$ref: '#/components/schemas/OfAAndNone'}}}
                    OfAAndNone: {properties: {a: {type: string}}}
            ",
            "
                models/shared.rs: OfBoth, OfNone
                models/a.rs: OfA, OfAAndNone
                models/b.rs: OfB, OfBOwn
                a.rs: A (list)
                b.rs: B (list)
            ",
        );
    }

    #[test]
    fn a_type_without_an_item_has_no_file() {
        let document = "
            paths:
              /a: {get: {tags: [a], responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/OfBoth'}}}}}}}}
              /b: {get: {tags: [b], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/OfB'}}}}}}}
            components:
              schemas:
                OfB: {properties: {both: {$ref: '#/components/schemas/OfBoth'}}}
                OfBoth: {properties: {x: {type: string}}}
        ";
        let package = Target::package("demo", "demo.yaml", Runtime::default());
        for target in [package, Target::module("demo", "demo.yaml")] {
            let (plan, _) = planned_as(&target, document, "");
            let files = plan.modules.iter().map(|module| module.path.as_str());
            let models = files.filter_map(|path| path.split_once("models/").map(|(_, file)| file));
            assert_eq!(models.collect::<Vec<_>>(), ["mod.rs", "shared.rs", "b.rs"]);
        }
    }
}
