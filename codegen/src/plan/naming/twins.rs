//! Places of equal shape, whose types are one type: its members have one name for all of them.
//!
//! In: a lock. Out: the lock with the names of members at the key of the type, which may have
//! been another one when they were given; and, for the lock of the next run, which keys share
//! them.

use std::collections::BTreeMap;

use super::types::target;
use crate::{
    ir::{Api, TypeId},
    names::{Lock, Section},
};

/// The lock with the names of each type's members at its key.
pub(crate) fn gather(api: &Api, keys: &[String], lock: &Lock) -> Lock {
    let mut gathered = lock.clone();
    gathered.remove(Section::Same);
    if lock.is_empty() {
        return gathered;
    }
    let key = |id: TypeId| keys[id.index()].as_str();
    // Where the lock has the names of the members of a key.
    let source = |key| {
        let same = lock.get(Section::Same, key);
        [Some(key), same]
            .into_iter()
            .flatten()
            .find(|key| lock.has_members(key))
    };
    let mut twins: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (id, def) in api.types() {
        if let Some(target) = target(def) {
            gathered.remove_members(key(id));
            twins.entry(target).or_default().push(id);
        }
    }
    for (id, _) in api.types().filter(|(_, def)| target(def).is_none()) {
        let own = key(id);
        let others = twins.get(&id).into_iter().flatten();
        let mut all = [own].into_iter().chain(others.map(|id| key(*id)));
        if let Some(source) = all.find_map(source)
            && source != own
        {
            gathered.copy_members(lock, source, own);
        }
    }
    gathered
}

/// Records which keys share the names of members with which other one. `types`: their names; a
/// key without one has no named type.
pub(crate) fn record(api: &Api, keys: &[String], types: &[String], lock: &mut Lock) {
    for (id, def) in api.types() {
        let Some(target) = target(def) else {
            continue;
        };
        let (own, of) = (&keys[id.index()], &keys[target.index()]);
        if !types[id.index()].is_empty() && lock.has_members(of) {
            lock.insert(Section::Same, own.clone(), of.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::types::keys, gather, record};
    use crate::{
        lower::tests::snippet::lowered,
        names::{Lock, Section},
    };

    #[test]
    fn names_of_members_follow_the_key_of_the_type() {
        let (api, _) = lowered(
            "
                paths: {}
                components:
                  schemas:
                    A: {properties: {part: {properties: {'@x': {type: string}}}}}
                    B: {properties: {part: {properties: {'@x': {type: string}}}}}
            ",
        );
        let keys = keys(&api);
        // They were chosen when the type was that of `B`.
        let mut lock = Lock::default();
        lock.insert(Section::Fields, "B/part#@x".to_owned(), "x".to_owned());
        let mut next = gather(&api, &keys, &lock);
        assert_eq!(next.get(Section::Fields, "A/part#@x"), Some("x"));
        assert_eq!(next.get(Section::Fields, "B/part#@x"), None);
        let names = vec!["Name".to_owned(); keys.len()];
        record(&api, &keys, &names, &mut next);
        assert_eq!(next.get(Section::Same, "B/part"), Some("A/part"));
        assert_eq!(next.get(Section::Same, "A/part"), None);
    }
}
