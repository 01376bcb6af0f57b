//! What changes for a Rust program when a client is generated from a newer document.
//!
//! In: the public APIs of two planned crates. Out: changes, each with its operation or type, a
//! verdict, and what it means for a program. Must not know documents, nor compare texts of code.

mod features;
mod judge;
mod names;
mod pairs;
mod report;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::collections::{HashMap, HashSet};

use self::{
    judge::Judge,
    names::Names,
    pairs::{Of, Pair, pairs},
};
pub use self::{
    report::{json, markdown, text},
    view::{Item, Kind, PublicApi, Taken},
};

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Programs may use something new, and all others compile as before.
    Additive,
    /// Programs compile as before, and send or read something else.
    Wire,
    /// A program that uses it stops compiling.
    Breaking,
}

/// A change of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub verdict: Verdict,
    /// The operation or type that it is about: `GET /notes`, `Note`.
    pub place: String,
    /// What changes, as a program writes it: `notes().list()`.
    pub item: String,
    /// What it means for a program, a sentence in Markdown.
    pub consequence: String,
    /// What a program does about it.
    pub help: Option<String>,
}

/// All that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What programs see: operations, the client, types, features, each in the order of the older
    /// document, with what is new at the end.
    pub changes: Vec<Change>,
    /// How many items are documented otherwise.
    pub documentation: usize,
    /// Of how many items `validate()` checks something else.
    pub constraints: usize,
}

/// The part of a version that must grow, as Cargo reads versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bump {
    /// Nothing is different.
    None,
    /// The third number.
    Patch,
    /// The second number; before 1.0 the third.
    Minor,
    /// The first number; before 1.0 the second.
    Major,
}

impl Comparison {
    /// How many changes have that verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let changes = self.changes.iter();
        changes.filter(|change| change.verdict == verdict).count()
    }

    /// The worst of all verdicts.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).max()
    }

    /// The part of the version that must grow.
    #[must_use]
    pub fn bump(&self) -> Bump {
        match self.verdict() {
            Some(Verdict::Breaking | Verdict::Wire) => Bump::Major,
            Some(Verdict::Additive) => Bump::Minor,
            None if self.documentation > 0 || self.constraints > 0 => Bump::Patch,
            None => Bump::None,
        }
    }
}

/// What changes between two versions of a client.
#[must_use]
pub fn compare(old: &PublicApi, new: &PublicApi) -> Comparison {
    let all = |api| Of {
        owner: "",
        items: api,
    };
    let pairs = pairs(all(&old.items), all(&new.items));
    let mut names = Names::of(old, new);
    for pair in &pairs {
        if let Pair::Renamed(old, new) = pair
            && old.kind.is_type()
        {
            names.rename(old, new);
        }
    }
    let types = new.items.iter().filter(|item| item.kind.is_type());
    let mut judge = Judge {
        names,
        types: types.collect(),
        changes: Vec::new(),
        documentation: 0,
        constraints: 0,
        place: String::new(),
    };
    let whole = Whole::of(&pairs);
    let turned_off = features::turned_off(old, new, &pairs);
    for pair in pairs {
        let (Pair::Kept(_, item) | Pair::Renamed(_, item) | Pair::Gone(item) | Pair::New(item)) =
            pair;
        if whole.holds(&pair) {
            continue;
        }
        judge.place = match pair {
            Pair::Renamed(old, _) if old.kind.is_type() => place(old),
            _ => place(item),
        };
        let from = judge.changes.len();
        judge.pair(pair);
        if let (Kind::Resource, Some(change)) = (item.kind, judge.changes.get_mut(from)) {
            change.consequence.push_str(&whole.methods(&pair));
        }
    }
    judge.changes.extend(turned_off);
    Comparison {
        changes: merged(judge.changes),
        documentation: judge.documentation,
        constraints: judge.constraints,
    }
}

/// What a change of an item is filed under.
fn place(item: &Item) -> String {
    match item.kind {
        Kind::Method => item.place.clone(),
        Kind::Feature => "features".to_owned(),
        Kind::Resource => format!("client.{}", item.name),
        _ => item.name.clone(),
    }
}

/// Resources that are added or removed as a whole: their methods are not reported one by one.
struct Whole<'a> {
    gone: HashSet<&'a str>,
    new: HashSet<&'a str>,
    counts: HashMap<&'a str, usize>,
}

impl<'a> Whole<'a> {
    fn of(pairs: &[Pair<'a>]) -> Self {
        let mut whole = Self {
            gone: HashSet::new(),
            new: HashSet::new(),
            counts: HashMap::new(),
        };
        for pair in pairs {
            match pair {
                Pair::Gone(item) if item.kind == Kind::Resource => whole.gone.insert(&item.name),
                Pair::New(item) if item.kind == Kind::Resource => whole.new.insert(&item.name),
                _ => continue,
            };
        }
        for pair in pairs {
            if let (Pair::Gone(item) | Pair::New(item), true) = (pair, whole.holds(pair)) {
                *whole.counts.entry(resource(item)).or_default() += 1;
            }
        }
        whole
    }

    fn holds(&self, pair: &Pair<'_>) -> bool {
        match pair {
            Pair::Gone(item) => item.kind == Kind::Method && self.gone.contains(resource(item)),
            Pair::New(item) => item.kind == Kind::Method && self.new.contains(resource(item)),
            _ => false,
        }
    }

    /// How many methods are added or removed with a resource.
    fn methods(&self, pair: &Pair<'_>) -> String {
        let (Pair::Gone(item) | Pair::New(item)) = pair else {
            return String::new();
        };
        match self.counts.get(item.name.as_str()) {
            None => String::new(),
            Some(1) => ", with its method".to_owned(),
            Some(count) => format!(", with its {count} methods"),
        }
    }
}

/// The resource of a method: `notes()` of `notes().list()`.
fn resource(item: &Item) -> &str {
    item.name
        .split_once('.')
        .map_or(&item.name, |(resource, _)| resource)
}

/// From how many equal consequences on one says them all.
const MANY: usize = 4;

/// Reports equal changes of many operations once.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let tail = |change: &Change| {
        let name = words::code(&change.item);
        let rest = change.consequence.strip_prefix(&name)?;
        rest.starts_with(" needs the credentials")
            .then(|| rest.to_owned())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for tail in changes.iter().filter_map(tail) {
        *counts.entry(tail).or_default() += 1;
    }
    let mut reported = HashSet::new();
    let merged = changes.into_iter().filter_map(|mut change| {
        let Some(tail) = tail(&change) else {
            return Some(change);
        };
        match counts.get(&tail) {
            Some(count) if *count >= MANY => {
                if !reported.insert(tail.clone()) {
                    return None;
                }
                "Client".clone_into(&mut change.place);
                let rest = tail.replacen(" needs", "", 1);
                change.consequence = format!(
                    "{count} methods, {} for one, need{rest}",
                    words::code(&change.item)
                );
                Some(change)
            }
            _ => Some(change),
        }
    });
    merged.collect()
}
