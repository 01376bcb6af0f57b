//! Unions of strings that are distinguished by format.
//!
//! In: the members of a `oneOf` or `anyOf`. Out: the scalar that they are together, or in which
//! order they are tried. Must not know how variants are made.

use super::members::Members;
use crate::lower::{
    Schemas,
    view::{facts::ValueKind, scalar},
};
use crate::{
    ir::{Scalar, Type},
    source::Node,
};

/// Puts members that are distinguished by their format into the order in which a text is tried as
/// each of them.
pub(crate) fn formats_first<'a>(schemas: &Schemas<'a>, members: &mut Members<'a>) {
    if members
        .kinds
        .iter()
        .all(|kind| *kind == ValueKind::Formatted)
    {
        let nodes = &mut members.nodes;
        nodes.sort_by_cached_key(|node| scalar::rank(scalar::string(&schemas.view(&[*node]))));
    }
}

/// Strings without a list: one format, several that the text distinguishes, which become a union,
/// or else any string.
pub(crate) fn texts<'a>(schemas: &Schemas<'a>, members: &Members<'a>) -> Option<Type> {
    let text = Type::Scalar(Scalar::String);
    if members
        .kinds
        .iter()
        .any(|kind| *kind != ValueKind::Formatted)
    {
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
    kind: ValueKind,
) -> Option<&'a str> {
    let schema = schemas.read(member);
    schema
        .format
        .filter(|_| kind == ValueKind::Formatted && schema.title.is_none())
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

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
