//! Limits: what is checked of a value, in the runtime's words.
//!
//! In: a type and the limits that are stated for it. Out: lists of limits, first those of the
//! value, then those of its items. Must not know what they are checked with.

use super::{Limit, Operand, context::Context};
use crate::{
    analyze::{checks, wraps_limited},
    ir::{self, Rule, Type},
};

impl Context<'_> {
    /// What is checked of a value of that type.
    pub(super) fn limits(&self, ty: &Type, limits: &ir::Limits) -> Vec<Vec<Limit>> {
        let levels = checks(self.api, &self.facts.newtypes, ty, limits);
        levels.iter().map(|level| rules(level)).collect()
    }

    /// What is checked of a value of that type that a union holds. An empty level stands for what
    /// the value wraps: else it is looked at as it is written, which does not show that.
    pub(super) fn limits_of_variant(&self, ty: &Type, limits: &ir::Limits) -> Vec<Vec<Limit>> {
        let levels = self.limits(ty, limits);
        if levels.is_empty() && wraps_limited(self.api, &self.facts.newtypes, ty) {
            return vec![Vec::new()];
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
    let rules = limits.rules.iter().map(rule);
    // What has no operand comes last: the macros would take a comma after it for one.
    counts.chain(texts).chain(rules).chain(unique).collect()
}

/// An assertion that is no bound.
pub(super) fn rule(rule: &Rule) -> Limit {
    let name = |name: &str| Operand::Text(name.to_owned());
    let part = |limits: &ir::Limits| Operand::Limits(of(limits));
    let parts = |limits: &[ir::Limits]| Operand::Schemas(limits.iter().map(of).collect());
    let (keyword, operands) = match rule {
        Rule::Type(names) => {
            let names = names.iter().map(|name| (*name).to_owned());
            ("Type", vec![Operand::Texts(names.collect())])
        }
        Rule::Enum(values) => {
            let texts = values.iter().map(serde_json::Value::to_string);
            ("Enum", vec![Operand::Texts(texts.collect())])
        }
        Rule::Required(names) => ("Required", vec![Operand::Texts(names.clone())]),
        Rule::DependentRequired(one, names) => {
            let operands = vec![name(one), Operand::Texts(names.clone())];
            ("DependentRequired", operands)
        }
        Rule::DependentSchema(one, limits) => ("DependentSchema", vec![name(one), part(limits)]),
        Rule::PropertyNames(limits) => ("PropertyNames", vec![part(limits)]),
        Rule::Property(one, limits) => ("Property", vec![name(one), part(limits)]),
        Rule::Items(from, limits) => ("Items", vec![Operand::Count(*from), part(limits)]),
        Rule::Item(at, limits) => ("Item", vec![Operand::Count(*at), part(limits)]),
        Rule::Contains(limits, least, most) => {
            let counts = [Operand::Count(*least), Operand::Most(*most)];
            (
                "Contains",
                [part(limits)].into_iter().chain(counts).collect(),
            )
        }
        Rule::Not(limits) => ("Not", vec![part(limits)]),
        Rule::AnyOf(members) => ("AnyOf", vec![parts(members)]),
        Rule::OneOf(members) => ("OneOf", vec![parts(members)]),
        Rule::If(branches) => ("If", vec![parts(&**branches)]),
    };
    Limit::Rule(keyword, operands)
}
