//! The limits of a value: those of its schema, and those of its items.
//!
//! In: schemas that hold at once. Out: their assertions. A type of its own keeps those of its schema, so what a
//! reference leads to is not repeated. Must not decide types.

use super::{Lowering, kind::Kind, pattern, view::View};
use crate::{
    diagnostics::Code,
    ir::{Limits, Pattern},
    source::{Node, Number},
};

/// How many arrays in one another state limits of their items.
const DEEPEST: u32 = 8;

impl<'a> Lowering<'a, '_> {
    /// The assertions of all parts on the value.
    pub(super) fn limits(&mut self, view: &View<'a>) -> Limits {
        self.limits_at(view, 0)
    }

    /// The assertions of schemas, unless they only name a type.
    pub(super) fn limits_of(&mut self, nodes: &[&'a Node]) -> Limits {
        self.nested_limits(nodes, 0).unwrap_or_default()
    }

    fn limits_at(&mut self, view: &View<'a>, depth: u32) -> Limits {
        let text = |number: Option<&Number>| number.map(|number| number.0.clone());
        let mut limits = Limits {
            minimum: text(view.find(|schema| schema.limits.minimum)),
            maximum: text(view.find(|schema| schema.limits.maximum)),
            exclusive_minimum: text(view.find(|schema| schema.limits.exclusive_minimum)),
            exclusive_maximum: text(view.find(|schema| schema.limits.exclusive_maximum)),
            multiple_of: text(view.find(|schema| schema.limits.multiple_of)),
            min_length: view.find(|schema| schema.limits.min_length),
            max_length: view.find(|schema| schema.limits.max_length),
            pattern: self.pattern(view),
            min_items: view.find(|schema| schema.limits.min_items),
            max_items: view.find(|schema| schema.limits.max_items),
            unique_items: view.any(|schema| schema.limits.unique_items),
            min_properties: view.find(|schema| schema.limits.min_properties),
            max_properties: view.find(|schema| schema.limits.max_properties),
            items: self.items_limits(view, depth),
        };
        if let Some(only) = self.only_member(view)
            && let Some(member) = self.nested_limits(&[only], depth)
        {
            limits = both(limits, member);
        }
        limits
    }

    fn nested_limits(&mut self, nodes: &[&'a Node], depth: u32) -> Option<Limits> {
        if let [node] = nodes {
            let schema = self.read(node);
            if self.plain_reference(&schema).is_some() {
                return None;
            }
        }
        let view = self.view(nodes);
        let limits = (depth < DEEPEST).then(|| self.limits_at(&view, depth + 1));
        limits.filter(|limits| *limits != Limits::default())
    }

    /// The assertions on each item, or on each value of an object without properties.
    fn items_limits(&mut self, view: &View<'a>, depth: u32) -> Option<Box<Limits>> {
        let parts = view.parts.iter().map(|part| &part.schema);
        let mut nodes: Vec<&'a Node> = parts.clone().filter_map(|schema| schema.items).collect();
        if nodes.is_empty() && !view.has_properties() {
            nodes.extend(parts.filter_map(|schema| schema.additional_properties));
        }
        if nodes.is_empty() {
            return None;
        }
        self.nested_limits(&nodes, depth).map(Box::new)
    }

    /// The one member of a union that is not null: the union is that member.
    fn only_member(&mut self, view: &View<'a>) -> Option<&'a Node> {
        let groups = view.alternatives();
        let [group] = groups.as_slice() else {
            return None;
        };
        let mut members = group.members.iter().filter(|member| {
            let kind = self.kind(member);
            !matches!(kind, Kind::Null | Kind::Never)
        });
        match (members.next(), members.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// The pattern, and what checks it. One that can't be checked is reported where it stands.
    fn pattern(&mut self, view: &View<'a>) -> Option<Pattern> {
        let stated =
            |schema: &crate::openapi::Schema<'a>| Some((schema.limits.pattern?, schema.node));
        let (written, node) = view.find(stated)?;
        let checked = pattern::translate(written);
        if let (Err(reason), Some(place)) = (&checked, node.get("pattern"))
            && self.unchecked.insert(place.span)
        {
            let message = format!("the pattern is not checked by `validate()`: {reason}");
            self.diagnostics
                .report(Code::UncheckedPattern, place.span, message)
                .help("nothing else is lost; an overlay can replace it by a pattern without that");
        }
        Some(Pattern {
            written: written.to_owned(),
            checked: checked.ok(),
        })
    }
}

/// What stands beside a union, and what its only member adds.
fn both(own: Limits, member: Limits) -> Limits {
    Limits {
        minimum: own.minimum.or(member.minimum),
        maximum: own.maximum.or(member.maximum),
        exclusive_minimum: own.exclusive_minimum.or(member.exclusive_minimum),
        exclusive_maximum: own.exclusive_maximum.or(member.exclusive_maximum),
        multiple_of: own.multiple_of.or(member.multiple_of),
        min_length: own.min_length.or(member.min_length),
        max_length: own.max_length.or(member.max_length),
        pattern: own.pattern.or(member.pattern),
        min_items: own.min_items.or(member.min_items),
        max_items: own.max_items.or(member.max_items),
        unique_items: own.unique_items || member.unique_items,
        min_properties: own.min_properties.or(member.min_properties),
        max_properties: own.max_properties.or(member.max_properties),
        items: own.items.or(member.items),
    }
}
