//! Limits: what is checked of a value, in the words of attributes.
//!
//! In: a type and the limits that are stated for it. Out: lists of limits, first those of the
//! value, then those of its items. Must not know what they are checked with.

use super::applying::checks;
use crate::{
    ir::{self, Rule, Type},
    plan::{Limit, Operand, context::Context},
};

impl Context<'_> {
    /// What is checked of a value of that type.
    pub(crate) fn limits(&self, ty: &Type, limits: &ir::Limits) -> Vec<Vec<Limit>> {
        let levels = checks(self.api, &self.facts.newtypes, ty, limits);
        levels.iter().map(|level| rules(level)).collect()
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
    let numbers = [
        ("minimum", limits.minimum.as_ref()),
        ("maximum", limits.maximum.as_ref()),
        ("exclusive_minimum", limits.exclusive_minimum.as_ref()),
        ("exclusive_maximum", limits.exclusive_maximum.as_ref()),
    ];
    let steps = limits.multiple_of.iter().map(|step| ("multiple_of", step));
    let patterns = limits.patterns.iter();
    let patterns = patterns.filter_map(|pattern| {
        let pattern = pattern.checked.clone()?;
        Some(Limit::Text("pattern", pattern))
    });
    let counts = [
        ("min_length", limits.min_length),
        ("max_length", limits.max_length),
        ("min_items", limits.min_items),
        ("max_items", limits.max_items),
        ("min_properties", limits.min_properties),
        ("max_properties", limits.max_properties),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(name, count)| Some(Limit::Count(name, count?)));
    let numbers = numbers
        .into_iter()
        .filter_map(|(name, number)| Some((name, number?)))
        .chain(steps)
        .map(|(name, number)| Limit::Number(name, number.clone()));
    let unique = limits.unique_items.then_some(Limit::Flag("unique_items"));
    let rules = limits.rules.iter().map(rule);
    let bounds = counts.chain(numbers).chain(patterns);
    bounds.chain(rules).chain(unique).collect()
}

/// An assertion other than a bound.
pub(crate) fn rule(rule: &Rule) -> Limit {
    let name = |name: &str| Operand::Text(name.to_owned());
    let part = |limits: &ir::Limits| Operand::Limits(of(limits));
    let parts = |limits: &[ir::Limits]| Operand::Schemas(limits.iter().map(of).collect());
    let (keyword, operands) = match rule {
        Rule::Type(names) => {
            let names = names.iter().map(|name| (*name).to_owned());
            ("types", vec![Operand::Texts(names.collect())])
        }
        Rule::Enum(values) => {
            let texts = values.iter().map(serde_json::Value::to_string);
            ("values", vec![Operand::Texts(texts.collect())])
        }
        Rule::Required(names) => ("required_properties", vec![Operand::Texts(names.clone())]),
        Rule::DependentRequired(one, names) => {
            let operands = vec![name(one), Operand::Texts(names.clone())];
            ("dependent_required", operands)
        }
        Rule::DependentSchema(one, limits) => ("dependent_schema", vec![name(one), part(limits)]),
        Rule::PropertyNames(limits) => ("property_names", vec![part(limits)]),
        Rule::Property(one, limits) => ("property", vec![name(one), part(limits)]),
        Rule::Items(from, limits) => ("items", vec![Operand::Count(*from), part(limits)]),
        Rule::Item(at, limits) => ("item", vec![Operand::Count(*at), part(limits)]),
        Rule::Contains(limits, least, most) => {
            let operands = vec![Operand::Count(*least), Operand::Most(*most), part(limits)];
            ("contains", operands)
        }
        Rule::Not(limits) => ("not", vec![part(limits)]),
        Rule::AnyOf(members) => ("any_of", vec![parts(members)]),
        Rule::OneOf(members) => ("one_of", vec![parts(members)]),
        Rule::If(branches) => ("if_then_else", vec![parts(&**branches)]),
    };
    Limit::Rule(keyword, operands)
}
