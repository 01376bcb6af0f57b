//! What a change of an item means for a program.
//!
//! In: an item of each version. Out: changes, by the rules of Rust and of generated clients: types
//! are `#[non_exhaustive]`, so that fields and variants can be added; arguments have no names, so
//! that two of one type can change places unseen.

use super::{
    Change, Verdict,
    names::Names,
    pairs::{Of, Pair, pairs},
    view::{Item, Kind, Taken},
    words,
};
use crate::plan::{Deprecation, RustType};

mod arguments;
mod wire;

/// The changes that are found, and what they are found by.
pub(super) struct Judge<'a> {
    pub(super) names: Names<'a>,
    /// The types of the new version, for what has become another name of one.
    pub(super) types: Vec<&'a Item>,
    pub(super) changes: Vec<Change>,
    /// How many items are documented otherwise.
    pub(super) documentation: usize,
    /// Of how many items `validate()` checks something else.
    pub(super) constraints: usize,
    /// The operation or type that is looked at.
    pub(super) place: String,
}

impl<'a> Judge<'a> {
    pub(super) fn report(
        &mut self,
        verdict: Verdict,
        item: &Item,
        consequence: String,
    ) -> &mut Change {
        self.changes.push(Change {
            verdict,
            place: self.place.clone(),
            item: item.name.clone(),
            consequence,
            help: None,
        });
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    pub(super) fn pair(&mut self, pair: Pair<'a>) {
        match pair {
            Pair::Kept(old, new) => self.item(old, new),
            Pair::Renamed(old, new) => {
                self.renamed(old, new);
                self.item(old, new);
            }
            Pair::Gone(old) => self.gone(old),
            // It has no name in a program that awaits its calls.
            Pair::New(new) if new.kind == Kind::Builder => {}
            Pair::New(new) => {
                self.report(Verdict::Additive, new, words::is_new(new));
            }
        }
    }

    fn gone(&mut self, old: &'a Item) {
        // It may go on under another name that it had.
        let other = self.names.moved(old).filter(|_| old.kind.is_type());
        let other = other.map(ToString::to_string);
        let same = other.and_then(|name| self.declared(&name, old.kind));
        let help = same.map(|item| format!("{} is the same type", words::shown(item)));
        self.report(Verdict::Breaking, old, words::is_gone(old))
            .help = help.or_else(|| words::instead(old));
        if let Some(same) = same {
            self.parts(old, same);
        }
    }

    /// The type of the new version that is declared under a name, if it is of that kind.
    fn declared(&self, name: &str, kind: Kind) -> Option<&'a Item> {
        let mut types = self.types.iter().copied();
        types.find(|one| one.name == name && one.kind == kind)
    }

    /// A name that is written in programs. That of a conversion is its type's, of which it is said.
    fn renamed(&mut self, old: &'a Item, new: &Item) {
        if let (Kind::Conversion, Some(before), Some(after)) = (old.kind, &old.gives, &new.gives) {
            if !self.names.same(before, after) {
                self.gone(old);
                self.report(Verdict::Additive, new, words::is_new(new));
            }
            return;
        }
        self.report(Verdict::Breaking, old, words::is_renamed(old, new));
    }

    /// Two items that are one for a program.
    pub(super) fn item(&mut self, old: &'a Item, new: &'a Item) {
        self.documentation += usize::from(old.docs != new.docs);
        self.constraints += usize::from(old.constraints != new.constraints);
        if old.deprecated == Deprecation::No && new.deprecated != Deprecation::No {
            let text = format!("{} is deprecated", words::shown(new));
            let help = words::instead_of_deprecated(new);
            self.report(Verdict::Additive, new, text).help = Some(help);
        }
        if old.kind != new.kind || old.kind == Kind::Alias {
            self.kind(old, new);
            return;
        }
        // A setter takes what its field is, of which it is said.
        if old.kind != Kind::Setter {
            self.arguments(old, new);
        }
        self.parts(old, new);
    }

    fn parts(&mut self, old: &'a Item, new: &'a Item) {
        self.gives(old, new);
        self.wire(old, new);
        self.members(old, new);
    }

    fn members(&mut self, old: &'a Item, new: &'a Item) {
        for pair in pairs(Of::members(old), Of::members(new)) {
            self.pair(pair);
        }
    }

    /// Types of different kinds, and other names for types.
    fn kind(&mut self, old: &'a Item, new: &'a Item) {
        let (before, after) = (old.kind == Kind::Alias, new.kind == Kind::Alias);
        let (target, now) = (old.gives.as_ref(), new.gives.as_ref());
        let name = words::shown(old);
        match (before, after, target, now) {
            (true, true, Some(target), Some(now)) => {
                if !self.names.same(target, now) {
                    let text = format!("{name} is another name for `{now}` instead of `{target}`");
                    self.report(Verdict::Breaking, new, text);
                }
            }
            (true, false, Some(target), _) => {
                let is_it = RustType::name(&new.name);
                if !self.names.same(target, &is_it) {
                    let text = format!(
                        "{name} is {} of its own instead of another name for `{target}`",
                        words::noun(new.kind)
                    );
                    let help = format!(
                        "where a program passes `{target}` for {name}, the types differ now"
                    );
                    self.report(Verdict::Breaking, new, text).help = Some(help);
                }
            }
            (false, true, _, Some(now)) => self.became_alias(old, new, now),
            _ => {
                let text = format!(
                    "{name} is {} instead of {}",
                    words::noun(new.kind),
                    words::noun(old.kind)
                );
                self.report(Verdict::Breaking, new, text);
            }
        }
    }

    /// A type that is another name now: for one that has all that it had, or for something else.
    fn became_alias(&mut self, old: &'a Item, new: &'a Item, now: &RustType) {
        let name = words::shown(old);
        let meant = self.names.is(&new.name).to_string();
        let Some(target) = self.declared(&meant, old.kind) else {
            let noun = words::noun(old.kind);
            let text = format!("{name} is another name for `{now}` instead of {noun}");
            self.report(Verdict::Breaking, new, text);
            return;
        };
        // That the type is declared under another of its names is nothing to see.
        if self.names.was(&meant).to_string() != old.name {
            let text = format!("{name} is another name for `{now}`");
            self.report(Verdict::Additive, new, text);
        }
        if let Some(value) = old.members.iter().find(|one| one.kind == Kind::Value) {
            self.gone(value);
        }
        self.parts(old, target);
    }

    /// Its return type, type or error.
    fn gives(&mut self, old: &Item, new: &Item) {
        let same = |before: Option<&_>, after: Option<&_>| match (before, after) {
            (Some(before), Some(after)) => self.names.same(before, after),
            (None, None) => true,
            _ => false,
        };
        let gives = same(old.gives.as_ref(), new.gives.as_ref());
        let fails = same(old.fails.as_ref(), new.fails.as_ref());
        if !gives {
            let text = words::gives(new, old.gives.as_ref());
            let help = words::adapt(old.gives.as_ref(), new.gives.as_ref());
            self.report(Verdict::Breaking, new, text).help = help;
        }
        if let (false, Some(before), Some(after)) = (fails, &old.fails, &new.fails) {
            let text = format!(
                "{} fails with `{after}` instead of `{before}`",
                words::shown(new)
            );
            self.report(Verdict::Breaking, new, text);
        }
    }
}

/// How an argument is called in a sentence.
fn label(taken: &Taken) -> String {
    let said = ["query ", "header ", "cookie ", "request ", "media "];
    if said.iter().any(|word| taken.means.starts_with(word)) {
        format!("the {}", taken.means)
    } else {
        format!("`{}`", taken.name)
    }
}
