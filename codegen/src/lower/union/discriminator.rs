//! How the members of a union are distinguished: by a property whose values differ, or by their
//! shape.

use serde_json::Value;

use super::default_mapping;
use crate::hash::{HashMap, HashSet};
use crate::lower::{Schemas, key, schema::unsupported, view::View};
use crate::{
    ir::{DefaultMember, Select, Variant},
    openapi::Discriminator,
    source::{self, Node},
};

/// How deep unions may be nested for the tags of the inner ones to be found.
const MAX_DEPTH: u32 = 8;

/// How the members of a union are distinguished by a property.
pub(crate) struct Tagging {
    pub(crate) property: String,
    /// Of each member: the values that mean it.
    pub(crate) tags: Vec<Vec<String>>,
    /// Whether a discriminator names the property.
    stated: bool,
}

/// Finds the property whose values distinguish the members. `nodes` are the schemas that hold
/// for each, its own one last.
pub(crate) fn find_tagging<'a>(
    schemas: &Schemas<'a>,
    nodes: &[Vec<&'a Node>],
    discriminator: Option<&Discriminator<'a>>,
) -> Option<Tagging> {
    if let Some(discriminator) = discriminator {
        let tagging = |tags| Tagging {
            property: discriminator.property.text.to_owned(),
            tags,
            stated: true,
        };
        let tags = all_mapped(schemas, nodes, discriminator);
        if is_distinct(&tags) {
            return Some(tagging(tags));
        }
        if discriminator.mapping.is_empty() {
            let tags = implicit(schemas, discriminator.property.text, nodes);
            if is_distinct(&tags) {
                return Some(tagging(tags));
            }
        }
    }
    let members = nodes.iter().filter_map(|nodes| nodes.last());
    let members: Vec<&'a Node> = members.map(|node| schemas.target_of(node)).collect();
    let events = members.iter().any(|node| schemas.is_event(node));
    for property in candidates(schemas, nodes) {
        // An event always has its name, required or not.
        let required = !(events && property == "event");
        // Most have no values in the first member already.
        let tags = nodes.iter().map(|node| {
            let tags = tags_of(schemas, node, property, required, 0);
            Some(tags).filter(|tags| !tags.is_empty())
        });
        let tags: Option<Vec<_>> = tags.collect();
        if let Some(tags) = tags.filter(|tags| is_distinct(tags)) {
            return Some(Tagging {
                property: property.to_owned(),
                tags,
                stated: false,
            });
        }
    }
    None
}

/// Sets the tags that distinguish the variants.
pub(crate) fn select<'a>(
    schemas: &Schemas<'a>,
    nodes: &[Vec<&'a Node>],
    discriminator: Option<&Discriminator<'a>>,
    tagging: Option<Tagging>,
    variants: &mut [Variant],
) -> (Select, Option<DefaultMember>) {
    let unused = discriminator.filter(|_| !tagging.as_ref().is_some_and(|tagging| tagging.stated));
    let fault = unused.and_then(|discriminator| {
        let tags = all_mapped(schemas, nodes, discriminator);
        Some((discriminator, fault_of(&tags, variants)?))
    });
    let (mut select, mut default) = (Select::Shape, None);
    if let Some(tagging) = tagging.filter(|tagging| tagging.tags.len() == variants.len()) {
        for ((variant, node), tags) in variants.iter_mut().zip(nodes).zip(tagging.tags) {
            variant.carries_tag = carries(schemas, node, &tagging.property, 0);
            variant.tags = tags;
        }
        default = discriminator
            .filter(|_| tagging.stated)
            .and_then(|discriminator| {
                default_mapping::default_member(schemas, nodes, discriminator, variants)
            });
        select = Select::Tag(tagging.property);
    }
    if let Some((discriminator, fault)) = fault {
        unsupported::unused_discriminator(schemas, discriminator, &fault, &select);
    }
    (select, default)
}

fn all_mapped<'a>(
    schemas: &Schemas<'a>,
    nodes: &[Vec<&'a Node>],
    discriminator: &Discriminator<'a>,
) -> Vec<Vec<String>> {
    let members = nodes.iter();
    members
        .map(|node| mapped(schemas, node, discriminator))
        .collect()
}

/// The properties of the first member, any of which may be the tag.
fn candidates<'a>(schemas: &Schemas<'a>, nodes: &[Vec<&'a Node>]) -> Vec<&'a str> {
    let Some(first) = nodes.first() else {
        return Vec::new();
    };
    let mut view = schemas.view(first);
    for _ in 0..MAX_DEPTH {
        let Some(member) = view.alternatives().first().map(|group| &group.members[0]) else {
            break;
        };
        view = schemas.view(&[member]);
    }
    view.properties().keys().copied().collect()
}

/// The tags of a member under a discriminator: what `mapping` says, else what the member's own
/// property allows, else the name of its component (Discriminator Object, implicit mapping).
fn mapped<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    discriminator: &Discriminator<'a>,
) -> Vec<String> {
    let Some(node) = nodes.last() else {
        return Vec::new();
    };
    // Two components may be nothing but a third one, and mean different tags all the same.
    let (own, target) = (schemas.referent(node), schemas.target_of(node));
    let (mut named, mut alike) = (Vec::new(), Vec::new());
    for (tag, reference) in &discriminator.mapping {
        let Some(mapped) = mapping_target(schemas, *reference) else {
            continue;
        };
        if key(mapped) == key(own) {
            named.push(tag.text.to_owned());
        } else if key(schemas.target_of(mapped)) == key(target) {
            alike.push(tag.text.to_owned());
        }
    }
    for mapped in [named, alike] {
        if !mapped.is_empty() {
            return mapped;
        }
    }
    let stated = tags_of(schemas, nodes, discriminator.property.text, false, 0);
    if !stated.is_empty() {
        return stated;
    }
    [own, target]
        .into_iter()
        .find_map(|node| schemas.component_name(node))
        .map(|name| (*name).to_owned())
        .into_iter()
        .collect()
}

/// The name of each member's component as its tag, where the property allows that: members may
/// state the values of all of them.
fn implicit<'a>(
    schemas: &Schemas<'a>,
    property: &str,
    nodes: &[Vec<&'a Node>],
) -> Vec<Vec<String>> {
    let mut tags = Vec::new();
    for nodes in nodes {
        let own = nodes.last().map(|node| schemas.referent(node));
        let name = own.and_then(|node| schemas.component_name(node));
        let name = name.map(|name| (*name).to_owned());
        let stated = tags_of(schemas, nodes, property, false, 0);
        tags.push(
            name.filter(|name| stated.contains(name))
                .into_iter()
                .collect(),
        );
    }
    tags
}

/// The schema that an entry of `mapping` means: a component's name, or a reference.
pub(crate) fn mapping_target<'a>(
    schemas: &Schemas<'a>,
    entry: crate::openapi::Text<'a>,
) -> Option<&'a Node> {
    if let Some(node) = schemas.components.by_name.get(entry.text) {
        return Some(schemas.referent(node));
    }
    if let Ok(node) = schemas.sources.resolve(&entry.span, entry.text) {
        return Some(schemas.referent(node));
    }
    unsupported::lost_mapping(schemas, entry);
    None
}

/// The values that a member's property may have, by its `const` or `enum`; of all members if it
/// is a union itself.
fn tags_of<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    property: &str,
    required: bool,
    depth: u32,
) -> Vec<String> {
    let view = schemas.view(nodes);
    let nodes = view.property(property);
    if !nodes.is_empty() {
        if required && !view.requires(property) {
            return Vec::new();
        }
        let property = schemas.view(&nodes);
        return tag_values(schemas, &property);
    }
    let mut tags = Vec::new();
    for group in view.alternatives() {
        for member in group.members {
            let inner = if depth < MAX_DEPTH {
                tags_of(schemas, &[member], property, required, depth + 1)
            } else {
                Vec::new()
            };
            if inner.is_empty() {
                return Vec::new();
            }
            for tag in inner {
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
    }
    tags
}

/// The texts of a property's `const` or `enum`.
pub(crate) fn tag_values<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Vec<String> {
    let text = |node: &Node| match (schemas.value(view, node), &node.value) {
        (Value::String(text), _) => Some(text),
        (_, source::Value::Number(number)) => Some(number.0.clone()),
        (value @ (Value::Bool(_) | Value::Number(_)), _) => Some(value.to_string()),
        _ => None,
    };
    match (
        view.find(|schema| schema.constant),
        view.find(|schema| schema.enumeration),
    ) {
        (Some(constant), _) => text(constant).into_iter().collect(),
        (None, Some(values)) => values.iter().filter_map(text).collect(),
        (None, None) => Vec::new(),
    }
}

/// Whether a value of the member has the property as its own field.
fn carries<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], property: &str, depth: u32) -> bool {
    let view = schemas.view(nodes);
    let groups = view.alternatives();
    !view.property(property).is_empty()
        || (!groups.is_empty()
            && depth < MAX_DEPTH
            && groups.iter().any(|group| {
                group
                    .members
                    .iter()
                    .all(|member| carries(schemas, &[member], property, depth + 1))
            }))
}

/// Why tags can't distinguish the variants.
fn fault_of(tags: &[Vec<String>], variants: &[Variant]) -> Option<String> {
    let named = || tags.iter().zip(variants);
    if let Some((_, variant)) = named().find(|(tags, _)| tags.is_empty()) {
        return Some(format!("no value of it means `{}`", variant.name));
    }
    let mut seen: HashMap<&str, &str> = HashMap::default();
    for (tags, variant) in named() {
        for tag in tags {
            if let Some(other) = seen.insert(tag, &variant.name) {
                return Some(format!(
                    "`{tag}` means both `{other}` and `{}`",
                    variant.name
                ));
            }
        }
    }
    None
}

/// Whether all members have tags, and no two share one.
fn is_distinct(tags: &[Vec<String>]) -> bool {
    let mut seen = HashSet::default();
    tags.iter()
        .all(|tags| !tags.is_empty() && tags.iter().all(|tag| seen.insert(tag.as_str())))
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_schemas, codes},
    };

    #[test]
    fn a_member_has_its_mapped_tags_or_else_the_name_of_its_component() {
        assert_schemas(
            "
                A: {required: [k], properties: {k: {type: string}, x: {type: string}}}
                B: {required: [k], properties: {k: {type: string}, y: {type: string}}}
                U:
                  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
                  discriminator: {propertyName: k, mapping: {first: '#/components/schemas/A', one: A}}
            ",
            r#"
                type A: struct
                  component
                  field "k": string
                    required
                  field "x": string
                type B: struct
                  component
                  field "k": B/k
                    required
                    tag
                  field "y": string
                type U: union by tag "k"
                  component
                  variant "A": A
                    tag "first"
                    tag "one"
                    carries tag
                  variant "B": B
                    tag "B"
                    carries tag
                type B/k: open constant "B"
            "#,
        );
    }

    #[test]
    fn mapped_tags_without_a_member_are_reported() {
        let table: &[(&str, &[Code])] = &[
            (
                "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
                 discriminator: {propertyName: kind, mapping: {b: B, c: C, d: D}}}, \
                 B: {properties: {kind: {type: string}}}, C: {properties: {kind: {type: string}}}",
                &[Code::UnsupportedDiscriminator],
            ),
            (
                "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
                 discriminator: {propertyName: kind, defaultMapping: D}}, \
                 B: {properties: {kind: {const: b}}}, C: {properties: {kind: {const: c}}}, D: {type: object}",
                &[Code::UnsupportedDiscriminator],
            ),
            (
                "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
                 discriminator: {propertyName: kind}}, B: {oneOf: [{$ref: '#/components/schemas/D'}, \
                 {properties: {kind: {const: b}}}]}, C: {properties: {kind: {const: c}}}, \
                 D: {properties: {kind: {const: b}, d: {type: string}}}",
                &[],
            ),
        ];
        for (snippet, expected) in table {
            assert_eq!(codes(snippet), *expected, "{snippet}");
        }
    }
}
