//! Models that the same resources use, which are compiled where one of these is.
//!
//! In: which resources use each type, and which a program has by default. Out: the home of each
//! type, and what each home needs. Must not know names.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Home,
    users::{items, named, parts},
};
use crate::{
    ir::{Api, TypeId},
    plan::naming::Naming,
};

/// With fewer models than this, itself and all that it needs, a group is not worth a file of its
/// own: it is always compiled if a default resource uses it, or else with the others of its kind.
const LITTLE: usize = 24;

/// With fewer models than this of its own, a group that needs only one other stands with that one.
const SMALL: usize = 8;

/// The homes of all types.
pub(super) struct Groups {
    /// By type.
    pub(super) of: Vec<Home>,
    /// By group: the resources that use it.
    pub(super) users: Vec<Vec<usize>>,
    /// What a home needs, without what that brings by itself, and without what is always compiled.
    pub(super) needs: BTreeMap<Home, Vec<Home>>,
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
        let home = |users: &Vec<usize>| match users.as_slice() {
            [] => Home::Unused,
            [only] => Home::Resource(*only),
            several => indices
                .get(several)
                .map_or(Home::Shared, |at| Home::Some(*at)),
        };
        let users = naming.types.iter().zip(users);
        let mut of: Vec<Home> = users
            .map(|(name, users)| match name.as_str() {
                // What is no item stands nowhere.
                "" => Home::Shared,
                _ => home(users),
            })
            .collect();
        let named = names(api, naming, &of);
        let places = places(api, &of, &named, &sets, defaults);
        sets.push(together(&sets, &places));
        let mut moved: BTreeMap<Home, BTreeSet<Home>> = BTreeMap::new();
        for (from, to) in named {
            let to = to.into_iter().map(|home| place(&places, home));
            moved.entry(place(&places, from)).or_default().extend(to);
        }
        for home in &mut of {
            *home = place(&places, *home);
        }
        let mut brought = Brought::default();
        let homes = (0..sets.len()).map(Home::Some);
        let homes = homes.chain((0..all).map(Home::Resource));
        let mut needs = BTreeMap::new();
        for home in homes.chain([Home::Unused]) {
            let direct = moved.remove(&home).unwrap_or_default();
            needs.insert(home, brought.reduce(home, direct));
        }
        Self {
            of,
            users: sets,
            needs,
        }
        .without_gaps()
    }

    /// Numbers the groups that are left.
    fn without_gaps(mut self) -> Self {
        let left: BTreeSet<Home> = self.of.iter().copied().collect();
        let mut numbers = vec![Home::Shared; self.users.len()];
        let mut users = Vec::new();
        for (at, set) in self.users.iter().enumerate() {
            if left.contains(&Home::Some(at)) {
                numbers[at] = Home::Some(users.len());
                users.push(set.clone());
            }
        }
        for home in &mut self.of {
            *home = place(&numbers, *home);
        }
        let needs = self.needs.into_iter();
        let needs = needs.filter(|(home, _)| !matches!(home, Home::Some(_)) || left.contains(home));
        let moved = |needs: Vec<Home>| needs.into_iter().map(|home| place(&numbers, home));
        self.needs = needs
            .map(|(home, needs)| (place(&numbers, home), moved(needs).collect()))
            .collect();
        self.users = users;
        self
    }
}

/// The sets of several resources, but not of all, that use a type: those of more first, so that
/// what is named comes before what names it.
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

/// Which homes each home names.
fn names(api: &Api, naming: &Naming, of: &[Home]) -> BTreeMap<Home, BTreeSet<Home>> {
    let mut names: BTreeMap<Home, BTreeSet<Home>> = BTreeMap::new();
    let mut name = |from: Home, ty| {
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
            name(Home::Resource(resource), ty);
        }
    }
    names
}

/// By set: the home of what it uses. Most sets use a type or two, and would be files of their own;
/// those of no default resource stand together, in a set after these.
fn places(
    api: &Api,
    of: &[Home],
    named: &BTreeMap<Home, BTreeSet<Home>>,
    users: &[Vec<usize>],
    defaults: &[bool],
) -> Vec<Home> {
    let sets = users.len();
    let mut sizes = vec![0; sets + 1];
    for (home, def) in of.iter().zip(&api.types) {
        if let (Home::Some(set), None) = (home, &def.twin) {
            sizes[*set] += 1;
        }
    }
    let mut places: Vec<Home> = (0..sets).map(Home::Some).collect();
    let mut brought = Brought::default();
    for set in 0..sets {
        let home = Home::Some(set);
        let direct = named.get(&home).into_iter().flatten();
        let direct = direct.map(|home| place(&places, *home)).collect();
        let needs = brought.reduce(home, direct);
        let all = brought.all(home).chain([home]);
        let weight: usize = all
            .map(|home| match home {
                Home::Some(other) => sizes[other],
                _ => 0,
            })
            .sum();
        match needs.as_slice() {
            _ if weight < LITTLE => {
                let default = users[set].iter().any(|user| defaults[*user]);
                places[set] = if default {
                    Home::Shared
                } else {
                    Home::Some(sets)
                };
            }
            [Home::Some(only)] if sizes[set] < SMALL => {
                places[set] = Home::Some(*only);
                sizes[*only] += sizes[set];
            }
            _ => {}
        }
    }
    places
}

/// Which resources use the little sets that stand together.
fn together(sets: &[Vec<usize>], places: &[Home]) -> Vec<usize> {
    let little = places.iter().zip(sets);
    let little = little.filter(|(place, _)| **place == Home::Some(sets.len()));
    let users: BTreeSet<usize> = little.flat_map(|(_, users)| users).copied().collect();
    users.into_iter().collect()
}

fn place(places: &[Home], home: Home) -> Home {
    match home {
        Home::Some(set) => places.get(set).copied().unwrap_or(home),
        other => other,
    }
}

/// By home: all that it brings, by itself or through others.
#[derive(Default)]
struct Brought(BTreeMap<Home, BTreeSet<Home>>);

impl Brought {
    /// What must be named of what a home names; the rest is brought by that.
    fn reduce(&mut self, home: Home, mut direct: BTreeSet<Home>) -> Vec<Home> {
        direct.remove(&home);
        direct.remove(&Home::Shared);
        let of_others: BTreeSet<Home> = direct.iter().flat_map(|other| self.all(*other)).collect();
        let needs = direct.difference(&of_others).copied().collect();
        direct.extend(of_others);
        self.0.insert(home, direct);
        needs
    }

    fn all(&self, home: Home) -> impl Iterator<Item = Home> {
        self.0.get(&home).into_iter().flatten().copied()
    }
}
