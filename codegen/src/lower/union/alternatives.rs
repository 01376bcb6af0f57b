//! Unions beside other keywords: which of them say something, and what they make together with it.
//!
//! In: a view with `oneOf`s and `anyOf`s. Out: a union, a struct with unions in it, or nothing
//! where they only bound what stands beside them. Must not know how the members of a union are
//! lowered.

use super::member_kind::Kind;
use crate::lower::{
    At, Lowering, Task, Unions, key,
    view::{Alternatives, View},
};
use crate::{
    diagnostics::Code,
    ir::{Docs, Rare, Type, TypeKind, Union, Variant},
    openapi::Discriminator,
    source::Node,
};

impl<'a> Lowering<'a, '_> {
    /// The type of a schema with unions in it; `None` where they only bound what stands beside
    /// them.
    pub(crate) fn alternatives(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Option<Type> {
        let groups = view.alternatives();
        if groups.iter().any(|group| self.is_crowded(group.members)) {
            return Some(Type::Any);
        }
        let groups = self.unions(view);
        let first = groups.first()?;
        let (members, discriminator) = (first.members, first.discriminator);
        let ty = match groups.as_slice() {
            [group] if view.has_properties() => {
                if self.repeats_properties(view, group, nodes) {
                    self.union(view, members, discriminator, nodes, at)
                } else if let ([member], None) = (members, discriminator) {
                    return Some(self.together(member, view, nodes, at));
                } else if self.overlaps(view, group) {
                    self.distribute(view, members, discriminator, nodes, at)
                } else {
                    return Some(self.later_struct(view, nodes, at));
                }
            }
            [group] => match self.represented(view, group, nodes, at) {
                Some(ty) => ty,
                None => self.union(view, members, discriminator, nodes, at),
            },
            _ => return Some(self.several(view, &groups, nodes, at)),
        };
        if let Type::Named(id) = ty
            && first.any
        {
            self.any_of.push(id);
        }
        Some(ty)
    }

    /// Several unions that hold at once: a struct of them if all their members are objects without
    /// a property in common.
    fn several(
        &mut self,
        view: &View<'a>,
        groups: &[Alternatives<'_, 'a>],
        nodes: &[&'a Node],
        at: &At,
    ) -> Type {
        let objects = groups.iter().all(|group| {
            group
                .members
                .iter()
                .all(|member| matches!(self.kind(member), Kind::Object | Kind::Other))
        });
        let has_properties = view.has_properties();
        if !has_properties
            && (!objects || self.share_properties(groups))
            && let Some(ty) = self.intersection(view, groups, nodes, at)
        {
            return ty;
        }
        if objects || has_properties {
            return self.later_struct(view, nodes, at);
        }
        self.diagnostics
            .report(
                Code::WidenedUnion,
                nodes[0].span,
                "several unions hold at once: read as any value",
            )
            .help("an overlay can replace them by one `oneOf` of the combinations that occur");
        Type::Any
    }

    /// The unions beside the properties of a struct, each a type of its own.
    pub(crate) fn flattened(&mut self, view: &View<'a>, at: &At) -> Vec<(String, Type)> {
        let groups = self.unions(view);
        let count = groups.len();
        let mut flattened = Vec::new();
        for (index, group) in groups.into_iter().enumerate() {
            let name = if count == 1 {
                "variant".to_owned()
            } else {
                format!("variant{}", index + 1)
            };
            let mut at = at.child(&name);
            at.slot = Some(self.reserve(at.name(), &group.members[0]));
            let ty = self.union(
                &View::default(),
                group.members,
                group.discriminator,
                &[],
                &at,
            );
            let ty = ty.split_null().0;
            // Of several unions each would keep what the others name.
            if let (Type::Named(id), true, 1) = (&ty, group.any, count) {
                self.any_of.push(*id);
            }
            flattened.push((name, ty));
        }
        flattened
    }

    /// The groups whose members are more than bounds on the value, or than what it inherits anyway.
    fn unions<'v>(&mut self, view: &'v View<'a>) -> Vec<Alternatives<'v, 'a>> {
        let mut groups = view.alternatives();
        groups.retain(|group| {
            let mut members = group.members.iter();
            members.any(|member| !matches!(self.kind(member), Kind::Bound | Kind::Never))
                && !self.is_inherited(view, group.members)
        });
        groups
    }

    /// Whether a union of one member names what the schema inherits in any case.
    fn is_inherited(&mut self, view: &View<'a>, members: &'a [Node]) -> bool {
        let [member] = members else { return false };
        let target = key(self.referent(member));
        target != key(member)
            && view
                .parts
                .iter()
                .any(|part| part.inherited && key(part.schema.node) == target)
    }

    /// Whether every member states (or inherits) all properties that stand beside the union.
    fn repeats_properties(
        &mut self,
        view: &View<'a>,
        group: &Alternatives<'_, 'a>,
        nodes: &[&'a Node],
    ) -> bool {
        let own = view.properties();
        group.members.iter().all(|member| {
            let member_view = self.view(&[member]);
            let inherits = nodes.iter().any(|node| {
                member_view
                    .parts
                    .iter()
                    .any(|part| key(part.schema.node) == key(node))
            });
            let properties = member_view.properties();
            inherits
                || own.iter().all(|(name, (_, nodes))| {
                    let other = properties.get(name);
                    other.is_some_and(|(_, others)| self.repeats(nodes, others))
                })
        })
    }

    /// Whether the schemas of a member's property have all properties that those beside the union
    /// have.
    fn repeats(&mut self, own: &[&'a Node], others: &[&'a Node]) -> bool {
        let own = self.view(own).properties();
        if own.is_empty() {
            return true;
        }
        let others = self.view(others).properties();
        own.keys().all(|name| others.contains_key(name))
    }

    /// A struct of the only member of a union and of what is beside it.
    fn together(&mut self, member: &'a Node, view: &View<'a>, nodes: &[&'a Node], at: &At) -> Type {
        let id = self.slot(nodes, view, at);
        let mut all = nodes.to_vec();
        all.push(member);
        self.queue.push_back(Task::Struct(id, all, Unions::Ignore));
        Type::Named(id)
    }

    /// Whether a property stands both beside the union and in a member.
    fn overlaps(&mut self, view: &View<'a>, group: &Alternatives<'_, 'a>) -> bool {
        let own = view.properties();
        group.members.iter().any(|member| {
            let properties = self.view(&[member]).properties();
            own.keys().any(|name| properties.contains_key(name))
        })
    }

    /// A union of structs, each one member together with the properties beside the union.
    fn distribute(
        &mut self,
        view: &View<'a>,
        members: &'a [Node],
        discriminator: Option<&Discriminator<'a>>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Type {
        let id = self.slot(nodes, view, at);
        let mut variants = Vec::new();
        let schemas: Vec<Vec<&'a Node>> = members
            .iter()
            .map(|member| nodes.iter().copied().chain([member]).collect())
            .collect();
        let told = self.tell(&schemas, discriminator);
        let all: Vec<&'a Node> = members.iter().collect();
        for (index, member) in members.iter().enumerate() {
            let name = self.variant_name((&all, index), told.as_ref(), index, &variants);
            let struct_id = self.reserve(at.child(&name).name(), member);
            let mut parts = nodes.to_vec();
            parts.push(member);
            self.queue
                .push_back(Task::Struct(struct_id, parts, Unions::Ignore));
            let view = self.view(&[member]);
            let docs = self.docs(&view);
            self.types[struct_id.index()].docs = docs;
            variants.push(Variant {
                name,
                ty: Type::Named(struct_id),
                tags: Vec::new(),
                carries_tag: true,
                limits: Rare::default(),
                docs: Docs::default(),
            });
        }
        let (select, default) = self.select(&schemas, discriminator, told, &mut variants);
        self.types[id.index()].kind = TypeKind::Union(Union {
            variants,
            select,
            default,
            open: false,
        });
        Type::Named(id)
    }
}
