//! Unions of a number and its digits as text, which are that number.
//!
//! In: the members of a `oneOf` or `anyOf`. Out: the number. Must not know how unions are lowered.

use crate::lower::{
    Schemas,
    view::{View, facts::ValueKind, scalar},
};
use crate::{ir::Numeric, openapi::Types, source::Node};

/// A number, and a string of digits: the number, which is read from text, too. The pattern may be
/// next to the union.
pub(crate) fn number_or_text<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    members: &[&'a Node],
) -> Option<Numeric> {
    let [one, other] = members else { return None };
    let beside = view.any(|schema| schema.pattern().is_some_and(scalar::is_numeric));
    for (number, text) in [(one, other), (other, one)] {
        let text = schemas.view(&[*text]);
        let is_digits =
            beside || text.any(|schema| schema.pattern().is_some_and(scalar::is_numeric));
        if text.types() != Types::STRING || !is_digits || is_listed(&text) {
            continue;
        }
        let mut number = (*schemas.view(&[*number])).clone();
        if number.find(|schema| schema.format).is_none() {
            number.subschemas.extend_from_slice(&view.subschemas);
        }
        if is_listed(&number) {
            continue;
        }
        match number.types() {
            Types::INTEGER => return scalar::integer(&number).ok(),
            Types::NUMBER => return Some(scalar::number(&number)),
            _ => {}
        }
    }
    None
}

/// The member of a union that is a number, if the union is [one](number_or_text).
pub(crate) fn number_member<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<&'a Node> {
    let groups = view.alternatives();
    let [group] = groups.as_slice() else {
        return None;
    };
    if group.members.len() > 3 {
        return None;
    }
    let members = group.members.iter();
    let members: Vec<&'a Node> = members
        .filter(|member| schemas.kind(member) != ValueKind::Null)
        .collect();
    number_or_text(schemas, view, &members)?;
    let is_number = |member: &&'a Node| {
        let types = schemas.view(&[*member]).types();
        types != Types::STRING
    };
    members.into_iter().find(is_number)
}

/// Whether a schema lists its values.
fn is_listed(view: &View<'_>) -> bool {
    view.any(|schema| schema.enumeration.is_some() || schema.constant.is_some())
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_number_or_its_digits_is_that_number() {
        assert_schemas(
            "
                Digits: {oneOf: [{type: integer}, {type: string, pattern: '^[0-9]+$'}]}
                Words: {oneOf: [{type: integer}, {type: string}]}
            ",
            r#"
                type Digits: alias of i64 or text
                  component
                type Words: union by shape
                  component
                  variant "integer": i64
                    carries tag
                  variant "string": string
                    carries tag
            "#,
        );
    }
}
