//! Unions of numbers and of booleans that members list one by one: a list of values, each with its
//! own words.
//!
//! In: the members of a union. Out: an open list of values, or a boolean. Must not know other
//! members.

use super::members::Members;
use crate::hash::HashSet;
use crate::lower::{
    Definitions, TypePath,
    schema::enumeration,
    view::{View, values},
};
use crate::{
    ir::{Enumeration, EnumerationValue, Scalar, Type, TypeKind},
    source::{Node, Value},
};

/// The longest title that is a name.
const MAX_NAME: usize = 60;

impl<'a> Definitions<'_, 'a> {
    /// Members that list numbers, or booleans, and nothing else.
    pub(crate) fn numbers(
        &mut self,
        view: &View<'a>,
        members: &Members<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        let mut values: Vec<EnumerationValue> = Vec::new();
        let mut seen = HashSet::default();
        for member in &members.nodes {
            let member = self.schemas.view(&[member]);
            let listed = listed(&member)?;
            let docs = values::docs(self.schemas, &member);
            let remarks = enumeration::remarks(&docs, false);
            let title = match listed.as_slice() {
                [_] => docs.summary,
                _ => None,
            };
            let is_name = |title: &String| {
                title.len() <= MAX_NAME && title.contains(|c: char| c.is_ascii_alphanumeric())
            };
            for node in listed {
                // What `type` makes a text is none of these.
                let value = self.schemas.value(
                    if view.types().is_empty() {
                        &member
                    } else {
                        view
                    },
                    node,
                );
                if !value.is_number() && !value.is_boolean() {
                    return None;
                }
                if seen.insert(value.clone()) {
                    values.push(EnumerationValue {
                        value,
                        name: title.clone().filter(is_name),
                        description: remarks.clone(),
                    });
                }
            }
        }
        let first = *members.nodes.first()?;
        if values.is_empty() || self.schemas.exceeds_budget(first, values.len()) {
            return None;
        }
        let kind = self.schemas.view(&[first]);
        let scalar =
            enumeration::common(&values, if view.types().is_empty() { &kind } else { view });
        if scalar == Some(Scalar::Bool) {
            return (values.len() == 2).then_some(Type::Scalar(Scalar::Bool));
        }
        if scalar == Some(Scalar::F64) {
            values = enumeration::floats(values);
        }
        let id = self.slot(nodes, view, at);
        self.types[id.index()].kind = TypeKind::Enumeration(Enumeration {
            values,
            scalar,
            open: false,
        });
        Some(Type::Named(id))
    }
}

/// The values that a member lists, if they are numbers or booleans.
fn listed<'a>(member: &View<'a>) -> Option<Vec<&'a Node>> {
    let constant = member.find(|schema| schema.constant);
    let list = member.find(|schema| schema.enumeration);
    let list = constant.map(std::slice::from_ref).or(list)?;
    let list = list
        .iter()
        .filter(|node| !matches!(node.value, Value::Null));
    list.map(|node| {
        let is_scalar = node.as_number().is_some() || node.as_bool().is_some();
        (is_scalar && enumeration::fits_64_bits(node)).then_some(node)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn numbers_listed_one_by_one_are_an_enumeration_with_names() {
        assert_schemas(
            "
                Level:
                  oneOf:
                    - {const: 1, title: low, description: Slow}
                    - {const: 2, title: high, deprecated: true}
                Switch: {oneOf: [{const: true}, {const: false}]}
            ",
            r#"
                type Level: enumeration of i64
                  component
                  value 1
                    name "low"
                    description "Slow"
                  value 2
                    name "high"
                    description "Deprecated."
                type Switch: alias of bool
                  component
            "#,
        );
    }
}
