//! Limits: what is checked of a value, in the runtime's words.
//!
//! In: a type and the limits that are stated for it. Out: lists of limits, first those of the value, then those of its
//! items. Must not know what they are checked with.

use super::{Limit, context::Context};
use crate::{
    analyze::checks,
    ir::{self, Type},
};

impl Context<'_> {
    /// What is checked of a value of that type; nothing where neither it nor anything within it has limits.
    pub(super) fn limits(&self, ty: &Type, limits: &ir::Limits) -> Vec<Vec<Limit>> {
        let checks = checks(self.api, &self.facts.newtypes, ty, limits);
        let mut levels: Vec<Vec<Limit>> = checks.levels.iter().map(|level| rules(level)).collect();
        let limited = |id| self.facts.limited.contains(id);
        if checks.named.iter().any(limited) {
            match levels.first_mut() {
                Some(own) => own.push(Limit::Plain("Nested")),
                None => levels.push(vec![Limit::Plain("Nested")]),
            }
        }
        levels
    }
}

/// The limits of one value, from every place that states some.
fn rules(stated: &[ir::Limits]) -> Vec<Limit> {
    let mut rules = Vec::new();
    for rule in stated.iter().flat_map(of) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

fn of(limits: &ir::Limits) -> Vec<Limit> {
    let texts = [
        ("Minimum", limits.minimum.as_ref()),
        ("Maximum", limits.maximum.as_ref()),
        ("ExclusiveMinimum", limits.exclusive_minimum.as_ref()),
        ("ExclusiveMaximum", limits.exclusive_maximum.as_ref()),
    ];
    let steps = limits.multiple_of.iter().map(|step| ("MultipleOf", step));
    let patterns = limits.patterns.iter();
    let patterns = patterns.filter_map(|pattern| Some(("Pattern", pattern.checked.as_ref()?)));
    let counts = [
        ("MinLength", limits.min_length),
        ("MaxLength", limits.max_length),
        ("MinItems", limits.min_items),
        ("MaxItems", limits.max_items),
        ("MinProperties", limits.min_properties),
        ("MaxProperties", limits.max_properties),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(name, count)| Some(Limit::Count(name, count?)));
    let texts = texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
        .chain(steps)
        .chain(patterns)
        .map(|(name, text)| Limit::Text(name, text.clone()));
    let unique = limits.unique_items.then_some(Limit::Plain("UniqueItems"));
    counts.chain(texts).chain(unique).collect()
}
