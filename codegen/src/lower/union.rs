//! `oneOf` and `anyOf`: which of them are unions, and what their members are.

use super::{
    At, Lowering, Task, Unions, enumeration, key,
    kind::Kind,
    reference,
    view::{Alternatives, View},
};
use crate::{
    diagnostics::Code,
    ir::{
        Docs, Enumeration, EnumerationValue, Limits, Name, Scalar, Select, Type, TypeKind, Union,
        Variant,
    },
    openapi::{Discriminator, Types},
    source::{Node, Value},
};

/// The members of a union that count, null and repetitions gone.
struct Members<'a> {
    nodes: Vec<&'a Node>,
    kinds: Vec<Kind>,
}

impl<'a> Lowering<'a, '_> {
    /// The type of a schema with unions in it; `None` where they only bound what stands beside them.
    pub(super) fn alternatives(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Option<Type> {
        let mut groups = view.alternatives();
        groups.retain(|group| self.is_union(group));
        let first = groups.first()?;
        let (members, discriminator) = (first.members, first.discriminator);
        if view.has_properties() {
            if let [group] = groups.as_slice()
                && self.repeats_properties(view, group, nodes)
            {
                return Some(self.union(view, members, discriminator, nodes, at));
            }
            if let [group] = groups.as_slice()
                && self.overlaps(view, group)
            {
                return Some(self.distribute(view, members, discriminator, nodes, at));
            }
            return Some(self.later_struct(view, nodes, at));
        }
        if groups.len() == 1 {
            return Some(self.union(view, members, discriminator, nodes, at));
        }
        let objects = groups.iter().all(|group| {
            group
                .members
                .iter()
                .all(|member| matches!(self.kind(member), Kind::Object | Kind::Other))
        });
        if objects {
            return Some(self.later_struct(view, nodes, at));
        }
        self.diagnostics
            .report(
                Code::WidenedUnion,
                nodes[0].span,
                "several unions hold at once: read as any value",
            )
            .help("an overlay can replace them by one `oneOf` of the combinations that occur");
        Some(Type::Any)
    }

    /// The unions beside the properties of a struct, each a type of its own.
    pub(super) fn flattened(&mut self, view: &View<'a>, at: &At) -> Vec<(String, Type)> {
        let mut groups = view.alternatives();
        groups.retain(|group| self.is_union(group));
        let count = groups.len();
        let mut flattened = Vec::new();
        for (index, group) in groups.into_iter().enumerate() {
            let name = if count == 1 {
                "variant".to_owned()
            } else {
                format!("variant{}", index + 1)
            };
            let mut at = at.child(&name);
            at.slot = Some(self.reserve(at.name.clone(), &group.members[0]));
            let ty = self.union(
                &View::default(),
                group.members,
                group.discriminator,
                &[],
                &at,
            );
            flattened.push((name, ty.split_null().0));
        }
        flattened
    }

    /// Whether the members are more than bounds on the value.
    fn is_union(&mut self, group: &Alternatives<'_, 'a>) -> bool {
        group
            .members
            .iter()
            .any(|member| !matches!(self.kind(member), Kind::Bound | Kind::Never))
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
            inherits || own.keys().all(|name| properties.contains_key(name))
        })
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
        for (index, member) in members.iter().enumerate() {
            let name = self.variant_name(member, index, &[]);
            let struct_id = self.reserve(at.child(&name).name, member);
            let mut all = nodes.to_vec();
            all.push(member);
            self.queue
                .push_back(Task::Struct(struct_id, all, Unions::Ignore));
            let docs = super::schema::docs(&self.view(&[member]));
            self.types[struct_id.index()].docs = docs;
            variants.push(Variant {
                name,
                ty: Type::Named(struct_id),
                tags: Vec::new(),
                carries_tag: true,
                limits: Limits::default(),
                docs: Docs::default(),
            });
        }
        let schemas: Vec<Vec<&'a Node>> = members
            .iter()
            .map(|member| nodes.iter().copied().chain([member]).collect())
            .collect();
        let (select, default) = self.select(&schemas, discriminator, &mut variants);
        self.types[id.index()].kind = TypeKind::Union(Union {
            variants,
            select,
            default,
        });
        Type::Named(id)
    }

    /// One `oneOf` or `anyOf` with nothing beside it.
    pub(super) fn union(
        &mut self,
        view: &View<'a>,
        members: &'a [Node],
        discriminator: Option<&Discriminator<'a>>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Type {
        let members = self.members(members);
        match members.nodes.as_slice() {
            [] => {
                return if members.kinds.is_empty() {
                    Type::Null
                } else {
                    Type::Any
                };
            }
            [member] => return self.only(member, at),
            _ => {}
        }
        // Where anything is valid, one other member says nothing that a value doesn't show itself.
        let said = members
            .kinds
            .iter()
            .filter(|kind| !matches!(kind, Kind::Any | Kind::Bound))
            .count();
        if members.kinds.contains(&Kind::Any) && said <= 1 {
            return Type::Any;
        }
        if let Some(ty) = self.strings(view, &members, nodes, at) {
            return ty;
        }
        let id = self.slot(nodes, view, at);
        let union = self.variants(view, &members, discriminator, at);
        if union.variants.is_empty() {
            return Type::Any;
        }
        self.types[id.index()].kind = TypeKind::Union(union);
        Type::Named(id)
    }

    /// A union with one member is that member.
    fn only(&mut self, member: &'a Node, at: &At) -> Type {
        let at = At {
            name: at.name.clone(),
            depth: at.depth + 1,
            slot: at.slot,
        };
        self.schema(member, &at)
    }

    /// The members that count.
    fn members(&mut self, members: &'a [Node]) -> Members<'a> {
        let mut kept = Members {
            nodes: Vec::new(),
            kinds: Vec::new(),
        };
        let mut seen = Vec::new();
        for member in members {
            let kind = self.kind(member);
            if matches!(kind, Kind::Null | Kind::Never) {
                continue;
            }
            let schema = self.read(member);
            if reference::is_plain(&schema)
                && let Some(target) = schema
                    .reference
                    .and_then(|reference| self.target(reference))
            {
                if seen.contains(&key(target)) {
                    continue;
                }
                seen.push(key(target));
            }
            kept.nodes.push(member);
            kept.kinds.push(kind);
        }
        kept
    }

    /// Members that are all strings: an open list of values if there is one, otherwise a string.
    fn strings(
        &mut self,
        view: &View<'a>,
        members: &Members<'a>,
        nodes: &[&'a Node],
        at: &At,
    ) -> Option<Type> {
        let strings = |kind: &Kind| {
            matches!(
                kind,
                Kind::Strings | Kind::String | Kind::Formatted | Kind::Bound
            )
        };
        if !members.kinds.iter().all(strings)
            || members.kinds.iter().all(|kind| *kind == Kind::Bound)
        {
            return None;
        }
        if !members.kinds.contains(&Kind::Strings) {
            return Some(Type::Scalar(Scalar::String));
        }
        let mut values: Vec<EnumerationValue> = Vec::new();
        for member in &members.nodes {
            let view = self.view(&[member]);
            let docs = super::schema::docs(&view);
            let listed = view.find(|schema| schema.enumeration).unwrap_or_default();
            let constant = view.find(|schema| schema.constant);
            for node in listed.iter().chain(constant) {
                let (Value::String(_), value) = (&node.value, node.to_json()) else {
                    continue;
                };
                if values.iter().all(|other| other.value != value) {
                    let description =
                        constant.and(docs.description.clone().or(docs.summary.clone()));
                    values.push(EnumerationValue {
                        value,
                        name: None,
                        description,
                    });
                }
            }
        }
        let id = self.slot(nodes, view, at);
        let scalar = enumeration::common(&values, view);
        self.types[id.index()].kind = TypeKind::Enumeration(Enumeration { values, scalar });
        Some(Type::Named(id))
    }

    /// The variants, and how they are told apart. Members that accept anything are left to the variant
    /// that keeps what is unknown.
    fn variants(
        &mut self,
        view: &View<'a>,
        members: &Members<'a>,
        discriminator: Option<&Discriminator<'a>>,
        at: &At,
    ) -> Union {
        let mut variants: Vec<Variant> = Vec::new();
        let mut nodes: Vec<Vec<&'a Node>> = Vec::new();
        for (index, (member, kind)) in members.nodes.iter().zip(&members.kinds).enumerate() {
            if matches!(kind, Kind::Any | Kind::Bound) {
                continue;
            }
            let name = self.variant_name(member, index, &variants);
            let (ty, _) = self.schema(member, &at.child(&name)).split_null();
            if matches!(ty, Type::Any | Type::Null)
                || variants.iter().any(|variant| variant.ty == ty)
            {
                continue;
            }
            let limits = self.member_limits(view, member, *kind);
            variants.push(Variant {
                name,
                ty,
                tags: Vec::new(),
                carries_tag: true,
                limits,
                docs: Docs::default(),
            });
            nodes.push(vec![member]);
        }
        let (select, default) = self.select(&nodes, discriminator, &mut variants);
        Union {
            variants,
            select,
            default,
        }
    }

    /// `type` lists several types: a union of them.
    pub(super) fn types_union(
        &mut self,
        view: &View<'a>,
        types: Types,
        nodes: &[&'a Node],
        at: &At,
    ) -> Type {
        const KINDS: [(Types, &str); 6] = [
            (Types::BOOLEAN, "boolean"),
            (Types::INTEGER, "integer"),
            (Types::NUMBER, "number"),
            (Types::STRING, "string"),
            (Types::ARRAY, "array"),
            (Types::OBJECT, "object"),
        ];
        let id = self.slot(nodes, view, at);
        let mut variants = Vec::new();
        for (single, name) in KINDS
            .into_iter()
            .filter(|(single, _)| types.contains(*single))
        {
            let mut narrowed = self.view(nodes);
            for part in &mut narrowed.parts {
                part.schema.types = single;
            }
            let ty = self.by_type(&narrowed, nodes, &at.child(name));
            variants.push(Variant {
                name: name.to_owned(),
                ty,
                tags: Vec::new(),
                carries_tag: true,
                limits: self.limits(&narrowed),
                docs: Docs::default(),
            });
        }
        self.types[id.index()].kind = TypeKind::Union(Union {
            variants,
            select: Select::Shape,
            default: None,
        });
        Type::Named(id)
    }
}

impl Name {
    /// Whether it is the name of a component itself.
    #[must_use]
    pub fn is_component(&self) -> bool {
        self.operation.is_none() && self.path.is_empty()
    }
}
