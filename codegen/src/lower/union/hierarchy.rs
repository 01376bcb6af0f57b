//! A base schema with a discriminator whose children inherit from it by `allOf`: a union where it
//! is used, a struct where it is inherited.

use super::variant_name::is_word;
use crate::hash::{HashMap, HashSet};
use crate::lower::{At, Key, Lowering, Task, Unions, key, view::View};
use crate::{
    ir::{DefaultMember, Docs, Rare, Select, Type, TypeKind, Union, Variant},
    openapi::Discriminator,
    source::Node,
};

/// By base: the components whose `allOf` refers to it.
pub(crate) type Children<'a> = HashMap<Key, Vec<&'a Node>>;

impl<'a> Lowering<'a, '_> {
    /// The union of a base and its children, if the schema is such a base.
    pub(crate) fn hierarchy(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Option<Type> {
        let [node] = nodes else { return None };
        let discriminator = view
            .own()
            .find_map(|schema| schema.discriminator.as_ref())?;
        if !view.alternatives().is_empty() {
            return None;
        }
        let members = self.descendants(node, discriminator);
        if members.iter().all(|(member, _)| key(member) == key(node)) {
            return None;
        }
        let id = self.slot(nodes, view, at);
        let untagged = self.is_untagged(node, discriminator, &members);
        let lacks = untagged || !view.requires(discriminator.property.text);
        let default = self.absent(node, lacks, discriminator, &members);
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
            variants.push(Variant {
                name: match (tags.as_slice(), self.components.by_key.get(&key(member))) {
                    ([tag], Some(name)) if !is_word(tag) => (*name).to_owned(),
                    ([_, _, ..], Some(name)) => (*name).to_owned(),
                    _ => tags[0].clone(),
                },
                ty,
                tags,
                carries_tag: !view.property(discriminator.property.text).is_empty(),
                limits: Rare::default(),
                docs: Docs::default(),
            });
        }
        // A subtype that nobody described is a value of the base, unless that lists the tags.
        let tag = self.view(&view.property(discriminator.property.text));
        let open = self.tag_values(&tag).is_empty();
        let select = Select::Tag(discriminator.property.text.to_owned());
        self.types[id.index()].kind = TypeKind::Union(Union {
            variants,
            select,
            default,
            open,
        });
        Some(Type::Named(id))
    }

    /// The member for values without a tag: the one that the document says, or the base itself if
    /// that may lack it.
    fn absent(
        &mut self,
        base: &'a Node,
        lacks: bool,
        discriminator: &Discriminator<'a>,
        members: &[(&'a Node, Vec<String>)],
    ) -> Option<DefaultMember> {
        if let Some(entry) = discriminator.default_mapping {
            let members: Vec<&'a Node> = members.iter().map(|(member, _)| *member).collect();
            return self.mapped_default(entry, &members);
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
    fn is_untagged(
        &mut self,
        base: &'a Node,
        discriminator: &Discriminator<'a>,
        members: &[(&'a Node, Vec<String>)],
    ) -> bool {
        let entries = discriminator.mapping.iter();
        let mapped: HashSet<Key> = entries
            .filter_map(|(_, entry)| self.mapping_target(*entry))
            .map(key)
            .collect();
        members
            .iter()
            .all(|(member, _)| mapped.contains(&key(member)) != (key(member) == key(base)))
    }

    /// The base's own fields, for values that are just it.
    fn base_struct(&mut self, node: &'a Node, view: &View<'a>, at: &At) -> Type {
        let id = self.reserve(at.child("base").name(), node);
        self.types[id.index()].component = false;
        self.types[id.index()].docs = self.docs(view);
        self.queue
            .push_back(Task::Struct(id, vec![node], Unions::Ignore));
        Type::Named(id)
    }

    fn member(&mut self, node: &'a Node, at: &At) -> Type {
        if let Some(name) = self.components.by_key.get(&key(node)).copied() {
            self.component(name, node);
        }
        match self.named.get(&key(node)) {
            Some(id) => Type::Named(*id),
            None => self.schema(node, &at.child("child")).split_null().0,
        }
    }

    /// The base and all that inherits from it, each with the tags that mean it, in document order.
    fn descendants(
        &mut self,
        base: &'a Node,
        discriminator: &Discriminator<'a>,
    ) -> Vec<(&'a Node, Vec<String>)> {
        let mut members: Vec<(&'a Node, Vec<String>)> = vec![(base, Vec::new())];
        for (tag, reference) in &discriminator.mapping {
            let Some(target) = self.mapping_target(*reference) else {
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
            for child in self.children_of(member) {
                if !members.iter().any(|(member, _)| key(member) == key(child)) {
                    members.push((child, Vec::new()));
                }
            }
            next += 1;
        }
        for (member, tags) in &mut members {
            if tags.is_empty()
                && let Some(name) = self.components.by_key.get(&key(member))
            {
                tags.push((*name).to_owned());
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

    fn children_of(&mut self, base: &'a Node) -> Vec<&'a Node> {
        if self.children.is_none() {
            let found = self.find_children();
            self.children = Some(found);
        }
        self.children
            .as_ref()
            .and_then(|children| children.get(&key(base)))
            .cloned()
            .unwrap_or_default()
    }

    fn find_children(&mut self) -> Children<'a> {
        let mut children = Children::default();
        for (_, node) in self.components.sorted() {
            let schema = self.read(node);
            for member in schema.all_of {
                let member = self.read(member);
                if let Some(base) = member
                    .reference
                    .and_then(|reference| self.target(reference))
                {
                    children.entry(key(base)).or_default().push(node);
                }
            }
        }
        children
    }
}
