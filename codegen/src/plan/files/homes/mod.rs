//! Files of models: which there are, and what each is needed by.
//!
//! In: the types, and the operations of each resource. Out: the home of each type, and of each home
//! its file, its feature and what it needs. Must not know what stands in a file.
//!
//! What one resource alone uses stands with it. What the same several resources use stands
//! together, and is compiled where one of theirs is: so a program that names its tags compiles what
//! these use, and little else.

mod groups;
mod users;

use std::collections::BTreeMap;

use self::groups::Groups;
use crate::{
    ir::{Api, TypeId},
    names::{Case, Scope, words},
    plan::{
        docs,
        naming::{Naming, fitting},
    },
};

/// The file of what is always compiled, and how the names of those begin that hold what some
/// resources use.
const SHARED: &str = "shared";

/// A file of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// What is always compiled: what all resources use, or little that a default one uses.
    Shared,
    /// What some resources use.
    Some(usize),
    /// What no operation names.
    Unused,
    /// What only this resource uses.
    Resource(usize),
}

/// Where models stand.
#[derive(Debug)]
pub(crate) struct Homes {
    /// By type.
    of: Vec<Home>,
    /// What some resources use.
    some: Vec<Group>,
    /// What a home needs beside [`Home::Shared`], without what that brings by itself; of resources
    /// also what their operations name.
    needs: BTreeMap<Home, Vec<Home>>,
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

impl Homes {
    /// `defaults`: by resource, whether a program has it that does not choose; none where there is
    /// no choice.
    pub(crate) fn find(api: &Api, naming: &Naming, defaults: Option<&[bool]>) -> Self {
        let all = naming.resources.len();
        let users = users::find(api, naming);
        let Some(defaults) = defaults else {
            let home = |users: &Vec<usize>| match users.as_slice() {
                [only] if all > 1 => Home::Resource(*only),
                _ => Home::Shared,
            };
            return Self {
                of: users.iter().map(home).collect(),
                some: Vec::new(),
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
            some: some.collect(),
            of: groups.of,
            needs: groups.needs,
            unused,
        }
    }

    /// The home of a type.
    pub(crate) fn of(&self, id: TypeId) -> Home {
        self.of[id.index()]
    }

    /// The module of a home.
    pub(crate) fn module<'a>(&'a self, naming: &'a Naming, home: Home) -> &'a str {
        match home {
            Home::Shared => SHARED,
            Home::Some(group) => &self.some[group].module,
            Home::Unused => &self.unused,
            Home::Resource(index) => &naming.resources[index].module,
        }
    }

    /// The docs of its file.
    pub(crate) fn docs(&self, naming: &Naming, home: Home) -> String {
        let name = |index: &usize| docs::code(module(naming, *index));
        match home {
            Home::Shared => "Models that several resources share.".to_owned(),
            Home::Some(group) => match self.some[group].users.as_slice() {
                [first, second] => {
                    format!("Models that {} and {} share.", name(first), name(second))
                }
                [first, others @ ..] => {
                    let count = others.len();
                    format!("Models that {} and {count} others share.", name(first))
                }
                [] => String::new(),
            },
            Home::Unused => "Models that no operation names.".to_owned(),
            Home::Resource(index) => format!("Models of {}.", name(&index)),
        }
    }

    /// The feature of a group, where it is one.
    pub(crate) fn feature(&self, group: usize) -> &str {
        &self.some[group].feature
    }

    /// The resources that use a group.
    pub(crate) fn users(&self, group: usize) -> &[usize] {
        &self.some[group].users
    }

    /// Whether there are models that no operation names.
    pub(crate) fn has_unused(&self) -> bool {
        self.of.contains(&Home::Unused)
    }

    /// The homes of what some resources use.
    pub(crate) fn shared(&self) -> impl Iterator<Item = Home> {
        (0..self.some.len()).map(Home::Some)
    }

    /// What a home needs.
    pub(crate) fn needed(&self, home: Home) -> &[Home] {
        self.needs.get(&home).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a home needs a group, itself or through other groups.
    pub(crate) fn brings(&self, home: Home, group: Home) -> bool {
        let mut needed = self.needed(home).iter();
        needed.any(|one| match one {
            Home::Some(_) => *one == group || self.brings(*one, group),
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
    for (home, name) in groups.of.iter().zip(&naming.types) {
        if let (Home::Some(group), false) = (home, name.is_empty()) {
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
