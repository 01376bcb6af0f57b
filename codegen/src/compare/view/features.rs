//! The features of a crate, and what each of them turns on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Kind, plain};
use crate::plan::{Crate, Item as Planned};

/// The features that a program chooses from, and what they turn on.
pub(super) struct Features<'p> {
    /// By feature: itself and those that it brings.
    brought: Vec<(&'p str, BTreeSet<&'p str>)>,
    /// By module: the features that enable it; empty if it is always compiled.
    conditions: BTreeMap<&'p str, &'p [String]>,
    /// The feature of the models that no operation names.
    unused: Option<&'p str>,
}

/// The place of the feature of the models that no operation names.
pub(in crate::compare) const UNUSED: &str = "models that no operation names";

impl<'p> Features<'p> {
    pub(super) fn of(plan: &'p Crate) -> Self {
        let features = &plan.features;
        let chosen = features.tags.iter().chain(&features.unused);
        let needs: BTreeMap<&str, &[String]> = chosen
            .clone()
            .chain(&features.shared)
            .map(|one| (one.name.as_str(), one.needs.as_slice()))
            .collect();
        let brought = chosen.map(|one| {
            let mut all = BTreeSet::new();
            let mut open = vec![one.name.as_str()];
            while let Some(name) = open.pop() {
                if all.insert(name) {
                    let needs = needs.get(name).copied().unwrap_or_default();
                    open.extend(needs.iter().map(String::as_str));
                }
            }
            (one.name.as_str(), all)
        });
        let items = plan.modules.iter().flat_map(|module| &module.items);
        let declared = items.flat_map(|item| match item {
            Planned::Modules(declared) => declared.as_slice(),
            _ => &[],
        });
        let conditions = declared.map(|one| (plain(&one.name), one.features.as_slice()));
        Self {
            brought: brought.collect(),
            conditions: conditions.collect(),
            unused: features.unused.as_ref().map(|one| one.name.as_str()),
        }
    }

    /// The features that enable the items of a module; empty if they are always compiled.
    pub(super) fn of_module(&self, name: &str) -> BTreeSet<String> {
        let conditions = self.conditions.get(name).copied().unwrap_or_default();
        let turns_on = |all: &BTreeSet<&str>| conditions.iter().any(|one| all.contains(&**one));
        let features = self.brought.iter();
        let features = features.filter(|(_, all)| turns_on(all));
        features.map(|(name, _)| (*name).to_owned()).collect()
    }

    /// The features as items.
    pub(super) fn items(&self) -> impl Iterator<Item = Item> {
        self.brought.iter().map(|(name, _)| {
            let is_unused = self.unused == Some(*name);
            let place = if is_unused { UNUSED } else { "" };
            Item::new(Kind::Feature, *name).at(place)
        })
    }
}
