//! Schemas that the document has in pieces: put together as if someone had written them so.
//!
//! In: schemas. Out: one that says what they say together, which lives as long as the document.
//! Copies have the positions of the originals, so their references lead to the same schemas.

use super::Schemas;
use crate::openapi::CONDITIONAL;
use crate::source::{Node, Object, Value};

/// A schema of all of these, of which the latter hold only conditionally.
pub(crate) fn conditional<'a>(
    schemas: &Schemas<'a>,
    always: &[&'a Node],
    conditional: &[&'a Node],
) -> &'a Node {
    let span = always[0].span;
    let members = (0..).map(|number: usize| number.to_string());
    let dependent = Node::object(span, members.zip(conditional.iter().copied().cloned()));
    let members = [
        ("allOf".to_owned(), list(always)),
        (CONDITIONAL.to_owned(), dependent),
    ];
    schemas.keep(Node::object(span, members))
}

/// A schema of any of these.
pub(crate) fn any_of<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> &'a Node {
    let described = nodes.iter().find_map(|node| node.get("description"));
    let description = described.map(|node| ("description".to_owned(), node.clone()));
    let members = [("anyOf".to_owned(), list(nodes))];
    schemas.keep(Node::object(
        nodes[0].span,
        members.into_iter().chain(description),
    ))
}

/// A union with its members replaced by these.
pub(crate) fn with_members<'a>(
    schemas: &Schemas<'a>,
    union: &'a Node,
    keyword: &str,
    members: &[&'a Node],
) -> &'a Node {
    let others = union.as_object().into_iter().flat_map(Object::members);
    let others = others.filter(|(name, _)| *name != keyword);
    let others = others.map(|(name, member)| (name.to_owned(), member.node.clone()));
    let members = (keyword.to_owned(), list(members));
    schemas.keep(Node::object(union.span, others.chain([members])))
}

/// A schema that lists values.
pub(crate) fn one_of_values<'a>(schemas: &Schemas<'a>, values: &[&'a Node]) -> &'a Node {
    let members = [("enum".to_owned(), list(values))];
    schemas.keep(Node::object(values[0].span, members))
}

/// A schema of one keyword, at the place of another one.
pub(crate) fn keyword<'a>(
    schemas: &Schemas<'a>,
    at: &'a Node,
    name: &str,
    value: Value,
) -> &'a Node {
    let value = Node {
        value,
        span: at.span,
    };
    schemas.keep(Node::object(at.span, [(name.to_owned(), value)]))
}

fn list(nodes: &[&Node]) -> Node {
    Node {
        value: Value::Array(nodes.iter().copied().cloned().collect()),
        span: nodes[0].span,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_property_of_several_parts_has_what_all_say_of_it() {
        assert_schemas(
            "
                A:
                  allOf:
                    - {properties: {a: {type: integer, minimum: 1}}}
                    - {properties: {a: {maximum: 9, description: Small}}}
            ",
            r#"
                type A: struct
                  component
                  field "a": i64
                    minimum 1
                    maximum 9
                    description "Small"
            "#,
        );
    }
}
