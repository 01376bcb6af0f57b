//! Unions of scalars that are distinguished by format, or that are one number in two forms.
//!
//! In: the members of a `oneOf` or `anyOf`. Out: the scalar that they are together, or in which
//! order they are tried. Must not know how variants are made.

use super::Members;
use crate::lower::{
    Schemas,
    view::{View, kind::Kind, scalar},
};
use crate::{
    ir::{Numeric, Scalar, Type},
    openapi::Types,
    source::Node,
};

/// A number, and a string of digits: the number, which is read from text, too. The pattern may be
/// next to the union.
pub(crate) fn number_or_text<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    members: &[&'a Node],
) -> Option<Numeric> {
    let [one, other] = members else { return None };
    let beside = view.any(|schema| schema.limits.pattern.is_some_and(scalar::is_numeric));
    for (number, text) in [(one, other), (other, one)] {
        let text = schemas.view(&[*text]);
        let is_digits =
            beside || text.any(|schema| schema.limits.pattern.is_some_and(scalar::is_numeric));
        if text.types() != Types::STRING || !is_digits || is_listed(&text) {
            continue;
        }
        let mut number = (*schemas.view(&[*number])).clone();
        if number.find(|schema| schema.format).is_none() {
            number.parts.extend_from_slice(&view.parts);
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

/// The member of a union that is a number, if the union is [one](Self::number_or_text).
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
        .filter(|member| schemas.kind(member) != Kind::Null)
        .collect();
    number_or_text(schemas, view, &members)?;
    let is_number = |member: &&'a Node| {
        let types = schemas.view(&[*member]).types();
        types != Types::STRING
    };
    members.into_iter().find(is_number)
}

/// Puts members that are distinguished by their format into the order in which a text is tried as
/// each of them.
pub(crate) fn formats_first<'a>(schemas: &Schemas<'a>, members: &mut Members<'a>) {
    if members.kinds.iter().all(|kind| *kind == Kind::Formatted) {
        let nodes = &mut members.nodes;
        nodes.sort_by_cached_key(|node| scalar::rank(scalar::string(&schemas.view(&[*node]))));
    }
}

/// Strings without a list: one format, several that the text distinguishes, which become a union,
/// or else any string.
pub(crate) fn texts<'a>(schemas: &Schemas<'a>, members: &Members<'a>) -> Option<Type> {
    let text = Type::Scalar(Scalar::String);
    if members.kinds.iter().any(|kind| *kind != Kind::Formatted) {
        return Some(text);
    }
    let nodes = members.nodes.iter();
    let scalars: Vec<Scalar> = nodes
        .map(|node| scalar::string(&schemas.view(&[*node])))
        .collect();
    match scalars.as_slice() {
        [first, others @ ..] if others.iter().all(|other| other == first) => {
            Some(Type::Scalar(*first))
        }
        all if all.iter().all(|scalar| scalar::rank(*scalar).is_some()) => None,
        _ => Some(text),
    }
}

/// The variant name of a string with a format.
pub(crate) fn format_name<'a>(
    schemas: &Schemas<'a>,
    member: &'a Node,
    kind: Kind,
) -> Option<&'a str> {
    let schema = schemas.read(member);
    schema
        .format
        .filter(|_| kind == Kind::Formatted && schema.title.is_none())
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

    #[test]
    fn strings_of_several_formats_are_tried_from_the_strictest() {
        assert_schemas(
            "
                Moment: {oneOf: [{type: string, format: date}, {type: string, format: date-time}]}
                Same: {oneOf: [{type: string, format: date}, {type: string, format: date, title: day}]}
                Text: {oneOf: [{type: string, format: date}, {type: string}]}
            ",
            r#"
                type Moment: union by shape
                  component
                  variant "date-time": date-time
                    carries tag
                  variant "date": date
                    carries tag
                type Same: alias of date
                  component
                type Text: alias of string
                  component
            "#,
        );
    }
}
