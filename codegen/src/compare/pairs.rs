//! Which items of two versions belong together.
//!
//! In: the items of each. Out: pairs, by the name that a program writes; among those whose name is
//! gone, by their place in the document; among types that have none in common, by their shape.

use std::collections::{HashMap, HashSet};

use super::view::Item;

/// An item of the old version, of the new one, or of both.
#[derive(Clone, Copy)]
pub(super) enum Pair<'a> {
    /// Both have it.
    Kept(&'a Item, &'a Item),
    /// The new version has it under another name.
    Renamed(&'a Item, &'a Item),
    /// Only the old version has it.
    Gone(&'a Item),
    /// Only the new version has it.
    New(&'a Item),
}

/// The items of one owner; the names of its members begin with its own.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) owner: &'a str,
    pub(super) items: &'a [Item],
}

impl<'a> Of<'a> {
    pub(super) fn members(item: &'a Item) -> Self {
        Self {
            owner: &item.name,
            items: &item.members,
        }
    }

    fn local(&self, item: &'a Item) -> &'a str {
        let last = || item.name.rsplit("::").next();
        item.name
            .strip_prefix(self.owner)
            .or_else(last)
            .unwrap_or_default()
    }
}

/// The pairs in the order of the old version, with what is new at the end.
pub(super) fn pairs<'a>(old: Of<'a>, new: Of<'a>) -> Vec<Pair<'a>> {
    let by_name: HashMap<_, usize> = new
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| ((space(item), new.local(item)), index))
        .collect();
    let kept: Vec<Option<usize>> = old
        .items
        .iter()
        .map(|item| by_name.get(&(space(item), old.local(item))).copied())
        .collect();
    let mut taken: HashSet<usize> = kept.iter().flatten().copied().collect();
    let mut renamed: HashMap<usize, usize> = HashMap::new();
    for key in [place, shape] {
        let left = |index: &usize| kept[*index].is_none() && !renamed.contains_key(index);
        let before = unique(old, (0..old.items.len()).filter(left), key);
        let after = unique(
            new,
            (0..new.items.len()).filter(|index| !taken.contains(index)),
            key,
        );
        for (key, index) in before {
            if let Some(other) = after.get(&key) {
                renamed.insert(index, *other);
                taken.insert(*other);
            }
        }
    }
    let mut pairs: Vec<Pair<'a>> = old
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| match (kept[index], renamed.get(&index)) {
            (Some(other), _) => Pair::Kept(item, &new.items[other]),
            (None, Some(other)) => Pair::Renamed(item, &new.items[*other]),
            (None, None) => Pair::Gone(item),
        })
        .collect();
    let added = new.items.iter().enumerate();
    let added = added.filter(|(index, _)| !taken.contains(index));
    pairs.extend(added.map(|(_, item)| Pair::New(item)));
    pairs
}

/// What shares its names.
fn space(item: &Item) -> u8 {
    if item.kind.is_type() {
        0
    } else {
        item.kind as u8 + 1
    }
}

/// The items of which there is only one with that key.
fn unique<'a>(
    of: Of<'a>,
    indices: impl Iterator<Item = usize>,
    key: fn(Of<'a>, &'a Item) -> Option<String>,
) -> HashMap<String, usize> {
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    for index in indices {
        let Some(key) = key(of, &of.items[index]) else {
            continue;
        };
        found
            .entry(key)
            .and_modify(|one| *one = None)
            .or_insert(Some(index));
    }
    let single = found
        .into_iter()
        .filter_map(|(key, index)| Some((key, index?)));
    single.collect()
}

fn place<'a>(_: Of<'a>, item: &'a Item) -> Option<String> {
    (!item.place.is_empty()).then(|| format!("{} {}", space(item), item.place))
}

/// What a type consists of; nothing of a type without parts, which many are like.
fn shape<'a>(_: Of<'a>, item: &'a Item) -> Option<String> {
    let own = Of::members(item);
    if !item.kind.is_type() || item.members.len() < 2 {
        return None;
    }
    let members = item.members.iter().map(|member| {
        let takes = member.takes.iter().map(|taken| taken.ty.to_string());
        let takes: Vec<String> = takes.collect();
        let gives = member.gives.as_ref().map(ToString::to_string);
        format!(
            "{:?} {} {takes:?} {gives:?} {:?}",
            member.kind,
            own.local(member),
            member.wire
        )
    });
    let members: Vec<String> = members.collect();
    let gives = item.gives.as_ref().map(ToString::to_string);
    Some(format!("{:?} {gives:?} {members:?}", item.kind))
}
