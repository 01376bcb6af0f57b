//! Ledgers: names of this run, which are those of the lock where it has their keys.
//!
//! In: scopes, keys and wishes. Out: for a key of the lock its name, for another one a name
//! that no key of the lock has; at the end, all of them as a lock, and what of the old one could
//! not be kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Lock, Scope, Section, Wish};

/// The names of a run.
#[derive(Debug)]
pub(crate) struct Ledger<'l> {
    lock: &'l Lock,
    entries: Mutex<Entries>,
}

/// What was claimed so far.
#[derive(Debug, Default)]
struct Entries {
    names: Lock,
    claimed: BTreeSet<(Section, String)>,
    conflicts: BTreeMap<(Section, String), Conflict>,
}

/// Why a name of the lock was not given to its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// Nothing in the document has the key any more.
    Gone,
    /// Something else has the name.
    Taken,
    /// The configuration sets another name.
    Renamed,
    /// It is not an identifier.
    Invalid,
    /// It is not in the case that Rust asks for.
    Case,
}

impl<'l> Ledger<'l> {
    /// One that has claimed nothing yet.
    pub(crate) fn new(lock: &'l Lock) -> Self {
        Self {
            lock,
            entries: Mutex::default(),
        }
    }

    /// One that has claimed nothing yet, with the same lock.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(self.lock)
    }

    /// The name that the lock has for a key.
    pub(crate) fn locked(&self, section: Section, key: &str) -> Option<&'l str> {
        self.lock.get(section, key)
    }

    /// Keeps the names of the lock whose keys have a prefix.
    pub(crate) fn keep(&self, scope: &mut Scope<'_>, section: Section, prefix: &str) {
        for name in self.lock.within(section, prefix) {
            scope.keep(name);
        }
    }

    /// Keeps the name that the lock has for a key.
    pub(crate) fn keep_at(&self, scope: &mut Scope<'_>, section: Section, key: &str) {
        if let Some(name) = self.locked(section, key) {
            scope.keep(name);
        }
    }

    /// Identifiers for names from the document, in their order; `keys`: those of the wishes.
    pub(crate) fn claim_all(
        &self,
        scope: &mut Scope<'_>,
        section: Section,
        keys: impl IntoIterator<Item = String>,
        wishes: &[Wish<'_>],
    ) -> Vec<String> {
        self.claim_all_but(scope, section, keys, wishes, |_| None)
    }

    /// The same, but for those that were given a name, by their number.
    pub(crate) fn claim_all_but<'g>(
        &self,
        scope: &mut Scope<'_>,
        section: Section,
        keys: impl IntoIterator<Item = String>,
        wishes: &[Wish<'_>],
        renamed: impl Fn(usize) -> Option<&'g str>,
    ) -> Vec<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let keys = keys.into_iter().map(|key| {
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            match *count {
                1 => key,
                count => format!("{key} {count}"),
            }
        });
        let keys: Vec<String> = keys.collect();
        for key in &keys {
            self.keep_at(scope, section, key);
        }
        let kept = keys.iter().map(|one| self.kept(scope, section, one));
        let kept: Vec<Option<String>> = kept.collect();
        for (index, (key, kept)) in keys.iter().zip(&kept).enumerate() {
            let differs = |name| kept.as_deref().is_some_and(|kept| plain(kept) != name);
            if renamed(index).is_some_and(differs) {
                let key = (section, key.clone());
                self.entries().conflicts.insert(key, Conflict::Renamed);
            }
        }
        let open = (0..wishes.len()).filter(|index| kept[*index].is_none());
        let open: Vec<usize> = open.collect();
        let rest = open.iter().map(|index| wishes[*index].clone());
        let rest: Vec<Wish<'_>> = rest.collect();
        let others = scope.claim_all_but(&rest, |index| renamed(open[index]));
        let mut others = others.into_iter();
        let names = kept.into_iter().map(|name| name.or_else(|| others.next()));
        let names: Vec<String> = names.map(Option::unwrap_or_default).collect();
        for ((key, name), wish) in keys.into_iter().zip(&names).zip(wishes) {
            // Nothing needs less change, whatever is added.
            let is_safe = wish.tier == 0 && wish.tie <= 1 && plain(name) == wish.text;
            self.record(section, key, (!is_safe).then_some(name));
        }
        names
    }

    /// An identifier of the first of these that is free, likewise.
    pub(crate) fn claim_any(
        &self,
        scope: &mut Scope<'_>,
        section: Section,
        key: &str,
        wishes: impl IntoIterator<Item = Vec<String>>,
    ) -> String {
        self.keep_at(scope, section, key);
        let name = self.kept(scope, section, key);
        let name = name.unwrap_or_else(|| scope.claim_any(wishes));
        self.record(section, key.to_owned(), Some(&name));
        name
    }

    /// The names of the run, and what of the lock was not kept, by section and key.
    pub(crate) fn finish(self) -> (Lock, BTreeMap<(Section, String), Conflict>) {
        let entries = self.entries.into_inner();
        let mut entries = entries.unwrap_or_else(PoisonError::into_inner);
        for (section, key, _) in self.lock.iter() {
            let key = (section, key.to_owned());
            if !entries.claimed.contains(&key) {
                entries.conflicts.insert(key, Conflict::Gone);
            }
        }
        (entries.names, entries.conflicts)
    }

    /// The name of the lock for the key, if it can be had.
    fn kept(&self, scope: &mut Scope<'_>, section: Section, key: &str) -> Option<String> {
        let name = self.locked(section, key)?;
        let claimed = scope.claim_kept(name);
        if let Err(conflict) = claimed {
            let key = (section, key.to_owned());
            self.entries().conflicts.insert(key, conflict);
        }
        claimed.ok()
    }

    fn record(&self, section: Section, key: String, name: Option<&String>) {
        let mut entries = self.entries();
        if let Some(name) = name {
            let name = match section {
                Section::Features => plain(name).replace('_', "-"),
                _ => plain(name).to_owned(),
            };
            entries.names.insert(section, key.clone(), name);
        }
        entries.claimed.insert((section, key));
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn plain(name: &str) -> &str {
    name.trim_start_matches("r#")
}

#[cfg(test)]
mod tests {
    use super::{Conflict, Ledger};
    use crate::names::{Case, Lock, Scope, Section, Wish};

    /// The names of these fields of `A`, what is listed of them, and what could not be kept.
    fn claimed(lock: &Lock, fields: &[&str]) -> (Vec<String>, Lock, Vec<(String, Conflict)>) {
        let ledger = Ledger::new(lock);
        let mut scope = Scope::new(Case::Snake, "field");
        let wishes: Vec<Wish<'_>> = fields.iter().map(|name| Wish::of(name)).collect();
        let keys = fields.iter().map(|name| format!("A#{name}"));
        ledger.keep(&mut scope, Section::Fields, "A#");
        let names = ledger.claim_all(&mut scope, Section::Fields, keys, &wishes);
        let (lock, conflicts) = ledger.finish();
        let conflicts = conflicts.into_iter().map(|((_, key), why)| (key, why));
        (names, lock, conflicts.collect())
    }

    #[test]
    fn names_stay_when_others_are_added() {
        let empty = Lock::default();
        let (names, lock, conflicts) = claimed(&empty, &["id", "@type", "filter[name]"]);
        assert_eq!(names, ["id", "r#type", "filter_name"]);
        assert_eq!(conflicts, []);
        // What is spelled as in the document needs no entry.
        assert_eq!(lock.get(Section::Fields, "A#id"), None);
        assert_eq!(lock.get(Section::Fields, "A#@type"), Some("type"));

        let more = ["_id", "filter_name", "type", "id", "@type", "filter[name]"];
        let (names, grown, conflicts) = claimed(&lock, &more);
        let expected = [
            "underscore_id",
            "filter_name2",
            "type2",
            "id",
            "r#type",
            "filter_name",
        ];
        assert_eq!(names, expected);
        assert_eq!(conflicts, []);
        // Later names don't change them.
        let (names, again, _) = claimed(&grown, &more);
        assert_eq!(
            (names, &again),
            (expected.map(str::to_owned).into(), &grown)
        );
        assert_eq!(claimed(&empty, &more).0[1..3], ["filter_name", "r#type"]);
    }

    #[test]
    fn names_that_cannot_be_kept_are_reported() {
        let mut lock = Lock::default();
        for (field, name) in [("a", "same"), ("b", "same"), ("c", "no name"), ("d", "d2")] {
            lock.insert(Section::Fields, format!("A#{field}"), name.to_owned());
        }
        let (names, _, conflicts) = claimed(&lock, &["a", "b", "c"]);
        assert_eq!(names, ["same", "b", "c"]);
        let expected = [
            ("A#b".to_owned(), Conflict::Taken),
            ("A#c".to_owned(), Conflict::Invalid),
            ("A#d".to_owned(), Conflict::Gone),
        ];
        assert_eq!(conflicts, expected);
    }
}
