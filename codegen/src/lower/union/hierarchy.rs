//! A base schema with a discriminator whose children inherit from it by `allOf`: a union where it
//! is used, a struct where it is inherited.

use super::{default_mapping, discriminator, variant_name::is_word};
use crate::hash::{HashMap, HashSet};
use crate::lower::{
    Definitions, Key, Schemas, TypePath, Unions, key,
    view::{View, values},
};
use crate::{
    ir::{DefaultMember, Select, Type, TypeKind, Union, Variant},
    openapi::Discriminator,
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// The union of a base and its children, if the schema is such a base.
    pub(crate) fn hierarchy(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        let [node] = nodes else { return None };
        let discriminator = view
            .own()
            .find_map(|schema| schema.discriminator.as_ref())?;
        if !view.alternatives().is_empty() {
            return None;
        }
        let members = descendants(self.schemas, node, discriminator);
        if members.iter().all(|(member, _)| key(member) == key(node)) {
            return None;
        }
        let id = self.slot(nodes, view, at);
        let untagged = is_untagged(self.schemas, node, discriminator, &members);
        let lacks = untagged || !view.requires(discriminator.property.text);
        let default = absent(self.schemas, node, lacks, discriminator, &members);
        let mut variants = Vec::new();
        for (member, tags) in members {
            let ty = if key(member) == key(node) {
                let ty = self.base_struct(node, view, at);
                if let (true, Type::Named(id)) = (untagged, &ty) {
                    self.untagged.insert(*id, discriminator.property.text);
                }
                ty
            } else {
                self.member(member, at)
            };
            let name = match (tags.as_slice(), self.schemas.component_name(member)) {
                ([tag], Some(name)) if !is_word(tag) => name,
                ([_, _, ..], Some(name)) => name,
                _ => &tags[0],
            };
            let mut variant = Variant::new(name, ty);
            variant.carries_tag = !view.property(discriminator.property.text).is_empty();
            variant.tags = tags;
            variants.push(variant);
        }
        // A subtype that nobody described is a value of the base, unless that lists the tags.
        let tag = self
            .schemas
            .view(&view.property(discriminator.property.text));
        let open = discriminator::tag_values(self.schemas, &tag).is_empty();
        let select = Select::Tag(discriminator.property.text.to_owned());
        self.types[id.index()].kind = TypeKind::Union(Union {
            variants,
            select,
            default,
            open,
        });
        Some(Type::Named(id))
    }

    /// The base's own fields, for values that are just it.
    fn base_struct(&mut self, node: &'a Node, view: &View<'a>, at: &TypePath) -> Type {
        let id = self.reserve(at.child("base").name, node);
        self.types[id.index()].component = false;
        self.types[id.index()].docs = values::docs(self.schemas, view);
        self.push_struct(id, vec![node], Unions::Ignore);
        Type::Named(id)
    }

    fn member(&mut self, node: &'a Node, at: &TypePath) -> Type {
        if let Some(name) = self.schemas.component_name(node) {
            self.component(name, node);
        }
        match self.named.get(&key(node)) {
            Some(id) => Type::Named(*id),
            None => self.schema(node, &at.child("child")).split_null().0,
        }
    }
}

/// The member for values without a tag: the one that the document says, or the base itself if
/// that may lack it.
fn absent<'a>(
    schemas: &Schemas<'a>,
    base: &'a Node,
    lacks: bool,
    discriminator: &Discriminator<'a>,
    members: &[(&'a Node, Vec<String>)],
) -> Option<DefaultMember> {
    if let Some(entry) = discriminator.default_mapping {
        let members: Vec<&'a Node> = members.iter().map(|(member, _)| *member).collect();
        return default_mapping::mapped_default(schemas, entry, &members);
    }
    let mut members = members.iter();
    let variant = members.position(|(member, _)| key(member) == key(base))?;
    lacks.then_some(DefaultMember {
        variant,
        unmapped: false,
    })
}

/// Whether the mapping has a tag for every child and none for the base. Nothing says what the
/// tag of the base itself would be then, and servers send it without one.
fn is_untagged<'a>(
    schemas: &Schemas<'a>,
    base: &'a Node,
    discriminator: &Discriminator<'a>,
    members: &[(&'a Node, Vec<String>)],
) -> bool {
    let entries = discriminator.mapping.iter();
    let mapped: HashSet<Key> = entries
        .filter_map(|(_, entry)| discriminator::mapping_target(schemas, *entry))
        .map(key)
        .collect();
    members
        .iter()
        .all(|(member, _)| mapped.contains(&key(member)) != (key(member) == key(base)))
}

/// The base and all that inherits from it, each with the tags that mean it, in document order.
fn descendants<'a>(
    schemas: &Schemas<'a>,
    base: &'a Node,
    discriminator: &Discriminator<'a>,
) -> Vec<(&'a Node, Vec<String>)> {
    let mut members: Vec<(&'a Node, Vec<String>)> = vec![(base, Vec::new())];
    for (tag, reference) in &discriminator.mapping {
        let Some(target) = discriminator::mapping_target(schemas, *reference) else {
            continue;
        };
        match members
            .iter_mut()
            .find(|(member, _)| key(member) == key(target))
        {
            Some((_, tags)) => tags.push(tag.text.to_owned()),
            None => members.push((target, vec![tag.text.to_owned()])),
        }
    }
    let mut next = 0;
    while let Some((member, _)) = members.get(next) {
        for child in children_of(schemas, member) {
            if !members.iter().any(|(member, _)| key(member) == key(child)) {
                members.push((child, Vec::new()));
            }
        }
        next += 1;
    }
    for (member, tags) in &mut members {
        if tags.is_empty()
            && let Some(name) = schemas.component_name(member)
        {
            tags.push(name.to_owned());
        }
    }
    let taken: Vec<String> = members
        .iter()
        .skip(1)
        .flat_map(|(_, tags)| tags.clone())
        .collect();
    members[0].1.retain(|tag| !taken.contains(tag));
    members.retain(|(_, tags)| !tags.is_empty());
    members
}

/// The components that inherit from a schema directly, by name.
fn children_of<'a>(schemas: &Schemas<'a>, base: &'a Node) -> Vec<&'a Node> {
    let children = schemas.children.get_or_init(|| find_children(schemas));
    children.get(&key(base)).cloned().unwrap_or_default()
}

fn find_children<'a>(schemas: &Schemas<'a>) -> HashMap<Key, Vec<&'a Node>> {
    let mut children: HashMap<Key, Vec<&'a Node>> = HashMap::default();
    for node in schemas.components.by_name.values() {
        for member in schemas.read(node).all_of {
            let reference = schemas.read(member).reference;
            if let Some(base) = reference.and_then(|reference| schemas.target(reference)) {
                children.entry(key(base)).or_default().push(node);
            }
        }
    }
    children
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_base_with_a_discriminator_is_the_union_of_its_heirs() {
        assert_schemas(
            "
                Base: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k}}
                Cat: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {lives: {type: integer}}}
                Dog: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {barks: {type: boolean}}}
                Owner: {properties: {pet: {$ref: '#/components/schemas/Base'}}}
            ",
            r#"
                type Base: union by tag "k"
                  component
                  open
                  variant "Base": null
                    tag "Base"
                    carries tag
                  variant "Cat": Cat
                    tag "Cat"
                    carries tag
                  variant "Dog": Dog
                    tag "Dog"
                    carries tag
                type Cat: struct
                  component
                  field "k": Cat/k
                    required
                    tag
                  field "lives": i64
                type Dog: struct
                  component
                  field "k": Dog/k
                    required
                    tag
                  field "barks": bool
                type Owner: struct
                  component
                  field "pet": Base
                type Cat/k: open constant "Cat"
                type Dog/k: open constant "Dog"
                Cat inherits Base
                Dog inherits Base
            "#,
        );
    }
}
