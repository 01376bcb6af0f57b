//! Types that a feature no longer turns on.
//!
//! In: the types that both versions have, each with the features that compile it. Out: what a
//! program misses that chooses its features.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Change, Verdict,
    pairs::Pair,
    view::{Item, Kind, PublicApi, UNUSED},
    words,
};

/// How many types are named in one sentence.
const NAMED: usize = 4;

/// What programs miss, in the order of their features.
pub(super) fn turned_off(old: &PublicApi, new: &PublicApi, pairs: &[Pair<'_>]) -> Vec<Change> {
    let (before, now) = (tags(old), tags(new));
    // Where there was no choice, no program has made one.
    if before.is_empty() {
        return Vec::new();
    }
    let kept: BTreeSet<&str> = before.intersection(&now).copied().collect();
    let mut missing: BTreeMap<(Vec<&str>, &BTreeSet<String>), Vec<&Item>> = BTreeMap::new();
    for pair in pairs {
        let (Pair::Kept(was, is) | Pair::Renamed(was, is)) = pair else {
            continue;
        };
        if is.features.is_empty() {
            continue;
        }
        let lost = kept.iter().filter(|feature| {
            let had = was.features.is_empty() || was.features.contains(**feature);
            had && !is.features.contains(**feature)
        });
        let lost: Vec<&str> = lost.copied().collect();
        if !lost.is_empty() {
            missing.entry((lost, &is.features)).or_default().push(is);
        }
    }
    let changes = missing.into_iter();
    let changes = changes.map(|((lost, on), types)| change(&lost, on, &types));
    changes.collect()
}

/// The features of tags. A model that no operation names leaves its feature as soon as one does,
/// which is not reported.
fn tags(api: &PublicApi) -> BTreeSet<&str> {
    let features = api.items.iter();
    let features = features.filter(|item| item.kind == Kind::Feature && item.place != UNUSED);
    features.map(|item| item.name.as_str()).collect()
}

fn change(lost: &[&str], on: &BTreeSet<String>, types: &[&Item]) -> Change {
    let (noun, verb) = match lost {
        [_] => ("feature", "turns"),
        _ => ("features", "turn"),
    };
    let types = types.iter().map(|item| item.name.as_str());
    let types = words::list(&types.collect::<Vec<_>>(), "and", NAMED);
    let on: Vec<&str> = on.iter().map(String::as_str).collect();
    Change {
        verdict: Verdict::Breaking,
        place: "features".to_owned(),
        item: lost.join(", "),
        consequence: format!(
            "the {noun} {} no longer {verb} on {types}",
            words::list(lost, "and", NAMED)
        ),
        help: Some(format!("turn on {}", words::list(&on, "or", NAMED))),
    }
}
