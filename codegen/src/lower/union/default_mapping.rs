//! Values of a union by tag that have no tag, or one that means no member: which member they are.
//!
//! In: the members and the discriminator. Out: the default member. Must not choose tags.

use super::discriminator;
use crate::lower::{Schemas, key};
use crate::{
    diagnostics::Code,
    ir::{DefaultMember, Variant},
    openapi::{Discriminator, Text},
    source::Node,
};

/// How deep unions may be nested for what the inner ones require to count.
const MAX_DEPTH: u32 = 8;

/// The member that `defaultMapping` names, or the only one that may lack the tag.
pub(crate) fn default_member<'a>(
    schemas: &Schemas<'a>,
    nodes: &[Vec<&'a Node>],
    discriminator: &Discriminator<'a>,
    variants: &[Variant],
) -> Option<DefaultMember> {
    if let Some(entry) = discriminator.default_mapping {
        let members: Vec<&'a Node> = nodes
            .iter()
            .filter_map(|nodes| nodes.last())
            .copied()
            .collect();
        return mapped_default(schemas, entry, &members);
    }
    let property = discriminator.property.text;
    let mut lacking = (0..variants.len()).filter(|&index| {
        variants[index].carries_tag && !requires(schemas, &nodes[index], property, 0)
    });
    let (variant, None) = (lacking.next()?, lacking.next()) else {
        return None;
    };
    Some(DefaultMember {
        variant,
        unmapped: false,
    })
}

/// The member that `defaultMapping` names, which is also the one for tags without a mapping
/// (3.2).
pub(crate) fn mapped_default<'a>(
    schemas: &Schemas<'a>,
    entry: Text<'a>,
    members: &[&'a Node],
) -> Option<DefaultMember> {
    let target = discriminator::mapping_target(schemas, entry)?;
    let found = members
        .iter()
        .position(|member| key(schemas.referent(member)) == key(target));
    if found.is_none() {
        let message = format!(
            "`defaultMapping` names `{}`, which is not a member",
            entry.text
        );
        schemas.report(
            Code::UnsupportedDiscriminator,
            entry.span,
            message,
            "add it to the members; until then values without a tag are kept as JSON",
        );
    }
    let variant = found?;
    Some(DefaultMember {
        variant,
        unmapped: true,
    })
}

/// Whether every value of a member has the property.
fn requires<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], property: &str, depth: u32) -> bool {
    let view = schemas.view(nodes);
    view.requires(property)
        || depth < MAX_DEPTH
            && view.alternatives().iter().any(|group| {
                let mut members = group.members.iter();
                members.all(|member| requires(schemas, &[member], property, depth + 1))
            })
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn the_only_member_that_may_lack_the_tag_is_the_default() {
        assert_schemas(
            "
                A: {required: [k], properties: {k: {const: a}, x: {type: string}}}
                B: {properties: {k: {const: b}, y: {type: string}}}
                U:
                  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
                  discriminator: {propertyName: k}
            ",
            r#"
                type A: struct
                  component
                  field "k": A/k
                    required
                    tag
                  field "x": string
                type B: struct
                  component
                  field "k": B/k
                    tag
                  field "y": string
                type U: union by tag "k"
                  component
                  variant "a": A
                    tag "a"
                    carries tag
                  variant "b": B
                    tag "b"
                    carries tag
                  default variant 1 without a tag
                type A/k: constant "a"
                type B/k: constant "b"
            "#,
        );
    }
}
