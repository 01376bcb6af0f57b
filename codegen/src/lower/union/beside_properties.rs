//! Members of a union that are a component with a tag beside its properties, as serde writes the
//! newtype variants of an internally tagged enum.
//!
//! In: a member, and the property that distinguishes it. Out: the component, which becomes the
//! variant's type; the union writes the tag. Must not know types.

use crate::lower::{Definitions, Schemas, TypePath, key};
use crate::{
    ir::{Select, Type, Union},
    openapi::{Schema, Types},
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// Makes components of the members that are one but for their tag, which the union writes then.
    pub(crate) fn use_wrapped_components(
        &mut self,
        union: &mut Union,
        members: &[&'a Node],
        at: &TypePath,
    ) {
        let Select::Tag(tag) = &union.select else {
            return;
        };
        for (index, variant) in union.variants.iter_mut().enumerate() {
            let takes_others = union
                .default
                .is_some_and(|default| default.variant == index);
            let Type::Named(id) = variant.ty else {
                continue;
            };
            let member = members.iter().find(|member| {
                let target = self.schemas.referent(member);
                self.named.get(&key(target)) == Some(&id)
            });
            let (Some(member), [_], false) = (member, variant.tags.as_slice(), takes_others) else {
                continue;
            };
            if let Some(component) = wrapped_component(self.schemas, member, tag, at) {
                variant.ty = self.schema(component, at);
                variant.carries_tag = false;
                self.replaced.push(id);
            }
        }
    }
}

/// The reference to the component that a member is but for its tag. The member is written in the
/// union itself, or is a component that is named after the union and the other one, as poem-openapi
/// writes them.
fn wrapped_component<'a>(
    schemas: &Schemas<'a>,
    member: &'a Node,
    tag: &str,
    at: &TypePath,
) -> Option<&'a Node> {
    let mut schema = schemas.read(member);
    let mut wrapper = None;
    if let Some(reference) = schema.reference {
        let target = schemas.target(reference)?;
        wrapper = Some(schemas.component_name(target)?);
        if !schema.is_plain_reference() {
            return None;
        }
        schema = schemas.read(target);
    }
    let mut tags = usize::from(!schema.shapes_nothing());
    if tags > 0 && !is_tag(&schema, tag) || schema.reference.is_some() {
        return None;
    }
    let mut component = None;
    for part in schema.all_of {
        let part_schema = schemas.read(part);
        if part_schema.is_plain_reference() {
            if component.replace(part).is_some() {
                return None;
            }
        } else if part_schema.all_of.is_empty() && is_tag(&part_schema, tag) {
            tags += 1;
        } else {
            return None;
        }
    }
    let component = component.filter(|_| tags == 1)?;
    let target = schemas.referent(component);
    let name = schemas.component_name(target)?;
    if let Some(wrapper) = wrapper {
        let own = at.name.clone();
        let rest = wrapper.strip_prefix(own.base.as_str())?.strip_prefix('_')?;
        if rest != name || !own.path.is_empty() {
            return None;
        }
    }
    let view = schemas.view(&[component]);
    let is_object = view.types() == Types::OBJECT || view.types().is_empty();
    // A map would take the tag as one of its members.
    let open = |schema: &Schema<'_>| {
        let mut others = schema.other_properties();
        !schema.pattern_properties.is_empty() || others.any(|node| node.as_bool() != Some(false))
    };
    let fits = is_object
        && view.has_properties()
        && !view.any(open)
        && !view.nullable()
        && view.property(tag).is_empty()
        && view.alternatives().is_empty()
        && !view.any(|schema| schema.discriminator.is_some());
    fits.then_some(component)
}

/// Whether a schema, its `allOf` aside, is an object that must have the tag, and says nothing else.
fn is_tag(schema: &Schema<'_>, tag: &str) -> bool {
    let is_object = schema.types == Types::OBJECT || schema.types.is_empty();
    let only = matches!(schema.properties.as_slice(), [(name, _)] if name.text == tag);
    is_object
        && only
        && schema.required == [tag]
        && schema.reference.is_none()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.additional_properties.is_none()
        && schema.conditional().next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_component_with_a_tag_beside_it_is_that_component() {
        assert_schemas(
            "
                Cat: {type: object, required: [name], properties: {name: {type: string}}}
                Pet:
                  oneOf:
                    - {allOf: [{$ref: '#/components/schemas/Cat'}], required: [kind], properties: {kind: {const: cat}}}
                    - {type: object, required: [kind, age], properties: {kind: {const: dog}, age: {type: integer}}}
            ",
            r#"
                type Cat: struct
                  component
                  field "name": string
                    required
                type Pet: union by tag "kind"
                  component
                  variant "cat": Cat
                    tag "cat"
                  variant "dog": Pet/dog
                    tag "dog"
                    carries tag
                type Pet/dog: struct
                  field "kind": Pet/dog/kind
                    required
                    tag
                  field "age": i64
                    required
                type Pet/dog/kind: constant "dog"
            "#,
        );
    }
}
