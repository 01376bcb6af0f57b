//! The names of a union's members.

use super::discriminator::Tagging;
use crate::lower::Schemas;
use crate::{
    ir::Variant,
    openapi::Types,
    source::{Node, is_copy},
};

/// The name of a member: its tag if that is a word, its title or component, any other tag,
/// its only required property, the kind of value, its required properties, or at last its
/// number. `place` is that among the members that are distinguished.
pub(crate) fn variant_name<'a>(
    schemas: &Schemas<'a>,
    (members, index): (&[&'a Node], usize),
    tagging: Option<&Tagging>,
    place: usize,
    taken: &[Variant],
) -> String {
    let member = members[index];
    let tag = tagging.and_then(|tagging| match tagging.tags.get(place)?.as_slice() {
        [tag] => Some((tagging.property.as_str(), tag)),
        _ => None,
    });
    let name = tag
        .and_then(|(_, tag)| is_word(tag).then(|| tag.clone()))
        .or_else(|| stated_name(schemas, member))
        .or_else(|| tag.and_then(|(property, tag)| spelled(property, tag)))
        .or_else(|| member_name(schemas, member))
        .or_else(|| property_names(schemas, members, index))
        .unwrap_or_else(|| format!("variant{}", index + 1));
    if taken.iter().any(|variant| variant.name == name) {
        format!("{name}{}", index + 1)
    } else {
        name
    }
}

/// The name that a member has by itself: its component's, its constant or its title.
fn stated_name<'a>(schemas: &Schemas<'a>, member: &'a Node) -> Option<String> {
    let schema = schemas.read(member);
    if let Some(reference) = schemas.plain_reference(&schema) {
        let target = schemas.target(reference)?;
        if let Some(name) = schemas.component_name(target) {
            return Some((*name).to_owned());
        }
        if is_copy(reference.text) {
            return schema.title.map(str::to_owned);
        }
        let last = reference.text.rsplit(['/', '#']).next().unwrap_or_default();
        return Some(last.to_owned()).filter(|name| !name.is_empty());
    }
    if let Some(constant) = schema.constant.and_then(Node::as_str) {
        return Some(constant.to_owned()).filter(|name| !name.is_empty());
    }
    let title = schema.title.filter(|title| title.len() <= 40);
    title.map(str::to_owned)
}

/// The names of the properties that an object must have; of more than two, those that others
/// of the members lack.
fn property_names<'a>(schemas: &Schemas<'a>, members: &[&'a Node], index: usize) -> Option<String> {
    let schema = schemas.read(members[index]);
    let is_own = |name: &&str| schema.properties.iter().any(|(own, _)| own.text == *name);
    let mut names: Vec<&str> = schema.required.iter().copied().filter(is_own).collect();
    if names.len() > 2 {
        let others = members.iter().enumerate().filter(|(at, _)| *at != index);
        let others: Vec<_> = others
            .map(|(_, other)| schemas.view(&[*other]).properties())
            .filter(|properties| !properties.is_empty())
            .collect();
        names.retain(|name| !others.iter().any(|other| other.contains_key(name)));
        names.truncate(2);
    }
    (!names.is_empty()).then(|| names.join(" "))
}

fn member_name<'a>(schemas: &Schemas<'a>, member: &'a Node) -> Option<String> {
    let stated = stated_name(schemas, member);
    if stated.is_some() {
        return stated;
    }
    let schema = schemas.read(member);
    if let ([name], true) = (schema.required.as_slice(), !schema.properties.is_empty()) {
        return Some((*name).to_owned());
    }
    let name = match schema.types.without(Types::NULL) {
        Types::STRING => "string",
        Types::INTEGER => "integer",
        Types::NUMBER => "number",
        Types::BOOLEAN => "boolean",
        Types::ARRAY => {
            let item = schema.items.and_then(|item| member_name(schemas, item));
            return Some(item.map_or_else(|| "array".to_owned(), |item| format!("{item} list")));
        }
        Types::OBJECT if schema.properties.is_empty() => "object",
        types if types == Types::INTEGER.with(Types::STRING) => "integer",
        types if types == Types::NUMBER.with(Types::STRING) => "number",
        _ => return None,
    };
    Some(name.to_owned())
}

/// Whether a tag names a variant as it is.
pub(crate) fn is_word(tag: &str) -> bool {
    tag.len() <= 64
        && tag.starts_with(|first: char| first.is_ascii_alphabetic())
        && tag
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A name from any other tag: a number follows its property.
fn spelled(property: &str, tag: &str) -> Option<String> {
    if tag.len() > 64 || !tag.contains(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(if tag.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{property} {tag}")
    } else {
        tag.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn members_are_named_after_what_they_state_then_after_what_they_are() {
        assert_schemas(
            "
                A: {type: object, properties: {a: {type: string}}}
                U:
                  oneOf:
                    - {$ref: '#/components/schemas/A'}
                    - {title: Titled, type: object, required: [b], properties: {b: {type: string}}}
                    - {type: object, required: [c], properties: {c: {type: string}}}
                    - {type: object, required: [d, e], properties: {d: {type: string}, e: {type: string}}}
                    - {type: array, items: {type: string}}
                    - {type: boolean}
            ",
            r#"
                type A: struct
                  component
                  field "a": string
                type U: union by shape
                  component
                  variant "A": A
                    carries tag
                  variant "Titled": U/Titled
                    carries tag
                  variant "c": U/c
                    carries tag
                  variant "d e": U/d e
                    carries tag
                  variant "string list": array(string)
                    carries tag
                  variant "boolean": bool
                    carries tag
                type U/Titled: struct
                  summary "Titled"
                  field "b": string
                    required
                type U/c: struct
                  field "c": string
                    required
                type U/d e: struct
                  field "d": string
                    required
                  field "e": string
                    required
            "#,
        );
    }
}
