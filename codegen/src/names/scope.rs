//! Scopes: identifiers that are unique within a scope.
//!
//! In: wishes, in the order of the document. Out: an identifier for each. Two names are the same
//! here when they differ in case only, so that no two ever meet after casing. Of those that are
//! claimed together, the one that needs the least change has the plain name, whatever their order;
//! the others get it with their symbols spelled, or a number that nobody wishes for.

mod wishes;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::wishes::Wish;
use super::{Conflict, case, keywords};

/// How the identifiers of a scope are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Values, fields, functions and modules.
    Snake,
    /// Types and variants.
    Pascal,
}

impl Case {
    fn apply(self, words: &[String]) -> String {
        match self {
            Self::Snake => case::snake(words),
            Self::Pascal => case::pascal(words),
        }
    }
}

/// The names of one place.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'p> {
    parent: Option<&'p Scope<'p>>,
    case: Case,
    fallback: &'static str,
    taken: BTreeSet<String>,
    wished: BTreeSet<String>,
    reserved: BTreeSet<String>,
    /// Names that a lock has for keys of this scope.
    kept: BTreeSet<String>,
    suffix: &'static str,
    /// By name that is taken: the number to try next.
    numbers: BTreeMap<String, usize>,
}

impl<'p> Scope<'p> {
    /// An empty scope. A name that has no word at all becomes `fallback`.
    pub(crate) fn new(case: Case, fallback: &'static str) -> Self {
        Self {
            parent: None,
            case,
            fallback,
            taken: BTreeSet::new(),
            wished: BTreeSet::new(),
            reserved: BTreeSet::new(),
            kept: BTreeSet::new(),
            suffix: "2",
            numbers: BTreeMap::new(),
        }
    }

    /// A scope within another one, whose names are taken here too.
    pub(crate) fn within(parent: &'p Scope<'p>) -> Self {
        Self {
            parent: Some(parent),
            ..Self::new(parent.case, parent.fallback)
        }
    }

    /// Keeps names out: who wishes for one of them gets it with the word `suffix` at its end.
    pub(crate) fn reserve<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a str>,
        suffix: &'static str,
    ) -> Self {
        self.reserved
            .extend(names.into_iter().map(str::to_lowercase));
        self.suffix = suffix;
        self
    }

    /// Announces a name, so that no number that is given out makes it up.
    pub(crate) fn wish(&mut self, words: &[String]) {
        self.wished.insert(self.case.apply(words).to_lowercase());
    }

    /// Keeps a name for the key that claims it by [`claim_kept`](Self::claim_kept).
    pub(super) fn keep(&mut self, name: &str) {
        self.kept.insert(name.to_lowercase().replace('-', "_"));
    }

    /// An identifier of a name that was kept for this key.
    pub(super) fn claim_kept(&mut self, name: &str) -> Result<String, Conflict> {
        let written = match self.case {
            Case::Snake => name.replace('-', "_"),
            Case::Pascal => name.to_owned(),
        };
        let identifier = keywords::escape(written.clone());
        if !is_identifier(&identifier) {
            return Err(Conflict::Invalid);
        }
        let is_cased = match self.case {
            Case::Pascal => !name.starts_with(char::is_lowercase),
            Case::Snake => !name.contains(char::is_uppercase),
        };
        if !is_cased {
            return Err(Conflict::Case);
        }
        let key = written.to_lowercase();
        let is_free = !self.is_reserved(&key) && !self.above(|scope| scope.taken.contains(&key));
        if is_free && self.taken.insert(key) {
            Ok(identifier)
        } else {
            Err(Conflict::Taken)
        }
    }

    /// An identifier of these words.
    pub(crate) fn claim(&mut self, words: &[String]) -> String {
        self.claim_any([words.to_vec()])
    }

    /// An identifier for a name from the document.
    pub(crate) fn claim_text(&mut self, text: &str) -> String {
        self.claim_all(&[Wish::of(text)]).remove(0)
    }

    /// An identifier of the first of these that is free; if none is, of the first with a number.
    pub(crate) fn claim_any(&mut self, wishes: impl IntoIterator<Item = Vec<String>>) -> String {
        let mut first = None;
        for wish in wishes {
            let name = self.valid(&wish);
            if let Some(name) = self.take(&name) {
                return name;
            }
            first.get_or_insert(name);
        }
        let first = first.unwrap_or_else(|| self.fallback.to_owned());
        self.numbered(&first)
    }

    /// An identifier for a name that can't be had as it is.
    fn numbered(&mut self, first: &str) -> String {
        if self.is_reserved(&first.to_lowercase()) {
            let mut with_suffix = super::words(first);
            with_suffix.push(
                self.parent
                    .map_or(self.suffix, |parent| parent.suffix)
                    .to_owned(),
            );
            let name = self.case.apply(&with_suffix);
            if let Some(name) = self.take(&name) {
                return name;
            }
        }
        // Those below were taken before, and stay so.
        let key = first.to_lowercase();
        let mut number = self.numbers.get(&key).copied().unwrap_or(2);
        loop {
            let name = format!(
                "{first}{}{number}",
                if first.ends_with(|c: char| c.is_ascii_digit()) {
                    "_"
                } else {
                    ""
                }
            );
            if !self.wished.contains(&name.to_lowercase())
                && let Some(name) = self.take(&name)
            {
                self.numbers.insert(key, number + 1);
                return name;
            }
            number += 1;
        }
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let key = name.to_lowercase();
        (!self.is_reserved(&key)
            && !self.kept.contains(&key)
            && !self.above(|scope| scope.taken.contains(&key))
            && self.taken.insert(key))
        .then(|| keywords::escape(name.to_owned()))
    }

    fn is_reserved(&self, key: &str) -> bool {
        self.reserved.contains(key) || self.above(|scope| scope.reserved.contains(key))
    }

    /// Whether it holds for a scope that this one is within.
    fn above(&self, holds: impl Fn(&Scope<'_>) -> bool) -> bool {
        let mut parent = self.parent;
        while let Some(scope) = parent {
            if holds(scope) {
                return true;
            }
            parent = scope.parent;
        }
        false
    }

    /// The words as an identifier, keyword or not.
    fn valid(&self, words: &[String]) -> String {
        let name = self.case.apply(words);
        if name.is_ascii() && !name.is_empty() || is_identifier(&name) {
            return name;
        }
        let plain: Vec<String> = words
            .iter()
            .map(|word| {
                word.chars()
                    .filter(char::is_ascii_alphanumeric)
                    .collect::<String>()
            })
            .filter(|word| !word.is_empty())
            .collect();
        if plain.is_empty() {
            self.case.apply(&[self.fallback.to_owned()])
        } else {
            self.case.apply(&plain)
        }
    }
}

/// Whether that is a name as Rust programs write it: of a type or variant, or of a field.
pub(crate) fn is_name(case: Case, name: &str) -> bool {
    let is_cased = match case {
        Case::Pascal => name.starts_with(char::is_uppercase) && !name.contains('_'),
        Case::Snake => !name.contains(char::is_uppercase),
    };
    is_cased && is_identifier(&keywords::escape(name.to_owned()))
}

/// Whether Rust takes it, which for other scripts only the Unicode tables of the lexer know.
fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope, Wish};

    fn claims(case: Case, names: &[&str]) -> Vec<String> {
        let mut scope = Scope::new(case, "item").reserve(["String", "Option"], "model");
        let wishes: Vec<Wish<'_>> = names.iter().map(|name| Wish::of(name)).collect();
        scope.claim_all(&wishes)
    }

    #[test]
    fn equal_names_are_distinguished() {
        assert_eq!(
            claims(Case::Pascal, &["foo_bar", "fooBar", "FooBar2", "FOO-BAR"]),
            ["FooBar3", "FooBar", "FooBar2", "FooBar4"]
        );
        assert_eq!(
            claims(Case::Snake, &["type", "@type", "Type", "self"]),
            ["r#type", "at_type", "type2", "self_"]
        );
        assert_eq!(
            claims(Case::Snake, &["+1", "-1", "1", ""]),
            ["plus_1", "minus_1", "n1", "item"]
        );
        assert_eq!(
            claims(Case::Pascal, &["created", "-created", "a1", "A1"]),
            ["Created", "MinusCreated", "A1_2", "A1"]
        );
    }

    #[test]
    fn the_least_change_has_the_plain_name_in_any_order() {
        for (case, names, identifiers) in [
            (
                Case::Snake,
                &[
                    "@type",
                    "type",
                    "_id",
                    "id",
                    "filter[name]",
                    "filter_name",
                    "at_type",
                ][..],
                &[
                    "type2",
                    "r#type",
                    "underscore_id",
                    "id",
                    "filter_bracket_name",
                    "filter_name",
                    "at_type",
                ][..],
            ),
            (
                Case::Snake,
                &["Type", "TYPE", "type", "a.b", "a b"],
                &["type2", "type3", "r#type", "a_dot_b", "a_b"],
            ),
            (
                Case::Pascal,
                &[
                    "-created", "+created", "created", "A+", "A-", "a", ">5", "<=5", "5",
                ],
                &[
                    "MinusCreated",
                    "PlusCreated",
                    "Created",
                    "APlus",
                    "AMinus",
                    "A",
                    "Greater5",
                    "LessEqual5",
                    "N5",
                ],
            ),
        ] {
            for turn in 0..names.len() {
                let (mut names, mut expected) = (names.to_vec(), identifiers.to_vec());
                names.rotate_left(turn);
                expected.rotate_left(turn);
                assert_eq!(claims(case, &names), expected);
                names.reverse();
                expected.reverse();
                assert_eq!(claims(case, &names), expected);
            }
        }
    }

    #[test]
    fn reserved_names_get_a_suffix() {
        assert_eq!(
            claims(Case::Pascal, &["string", "Option", "StringModel"]),
            ["String2", "OptionModel", "StringModel"]
        );
    }

    #[test]
    fn every_claim_is_an_identifier() {
        for name in [
            "名前",
            "²",
            "☃",
            "a☃b",
            "ⓐ",
            "\u{301}",
            "🦀 crab",
            "if",
            "Self",
            "_",
            "__",
            "%",
        ] {
            for case in [Case::Snake, Case::Pascal] {
                let claimed = Scope::new(case, "item").claim_text(name);
                assert!(
                    syn::parse_str::<syn::Ident>(&claimed).is_ok() || claimed.starts_with("r#"),
                    "{name}: {claimed}"
                );
            }
        }
    }
}
