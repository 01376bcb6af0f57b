//! Unions beside other keywords: which of them say something, and what they make together with it.
//!
//! In: a view with `oneOf`s and `anyOf`s. Out: a union, a struct with unions in it, or nothing
//! where they only bound what is next to them. Must not know how the members of a union are
//! lowered.

use super::{discriminator, intersection, variant_name};
use crate::lower::{
    Definitions, Schemas, TypePath, Unions,
    budget::MAX_MEMBERS,
    key,
    view::{Alternatives, View, facts::ValueKind, values},
};
use crate::{
    diagnostics::Code,
    ir::{Type, TypeKind, Union, Variant},
    openapi::Discriminator,
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// The type of a schema with unions in it; `None` where they only bound what is beside
    /// them.
    pub(crate) fn alternatives(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        let groups = view.alternatives();
        if groups
            .iter()
            .any(|group| is_crowded(self.schemas, group.members))
        {
            return Some(Type::Any);
        }
        let groups = unions(self.schemas, view);
        let first = groups.first()?;
        let (members, discriminator) = (first.members, first.discriminator);
        let ty = match groups.as_slice() {
            [group] if view.has_properties() => {
                if repeats_properties(self.schemas, view, group, nodes) {
                    self.union(view, members, discriminator, nodes, at)
                } else if let ([member], None) = (members, discriminator) {
                    return Some(self.together(member, view, nodes, at));
                } else if overlaps(self.schemas, view, group) {
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

    /// Several unions that a value must match: a struct of them if all members are objects without
    /// a property in common.
    fn several(
        &mut self,
        view: &View<'a>,
        groups: &[Alternatives<'_, 'a>],
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        let objects = groups.iter().all(|group| {
            group.members.iter().all(|member| {
                matches!(
                    self.schemas.kind(member),
                    ValueKind::Object | ValueKind::Other
                )
            })
        });
        let has_properties = view.has_properties();
        if !has_properties
            && (!objects || intersection::share_properties(self.schemas, groups))
            && let Some(ty) = self.intersection(view, groups, nodes, at)
        {
            return ty;
        }
        if objects || has_properties {
            return self.later_struct(view, nodes, at);
        }
        self.schemas.report(
            Code::UnsupportedUnion,
            nodes[0].span,
            "a value must match several unions: read as any value",
            "an overlay can replace them by one `oneOf` of the combinations that occur",
        );
        Type::Any
    }

    /// The unions beside the properties of a struct, each its own type.
    pub(crate) fn flattened(&mut self, view: &View<'a>, at: &TypePath) -> Vec<(String, Type)> {
        let groups = unions(self.schemas, view);
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
            let ty = ty.split_null().0;
            // Of several unions each would keep what the others name.
            if let (Type::Named(id), true, 1) = (&ty, group.any, count) {
                self.any_of.push(*id);
            }
            flattened.push((name, ty));
        }
        flattened
    }

    /// A struct of the only member of a union and of what is beside it.
    fn together(
        &mut self,
        member: &'a Node,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        let id = self.slot(nodes, view, at);
        let mut all = nodes.to_vec();
        all.push(member);
        self.push_struct(id, all, Unions::Ignore);
        Type::Named(id)
    }

    /// A union of structs, each one member together with the properties beside the union.
    fn distribute(
        &mut self,
        view: &View<'a>,
        members: &'a [Node],
        discriminator: Option<&Discriminator<'a>>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        let id = self.slot(nodes, view, at);
        let with = |member| nodes.iter().copied().chain([member]).collect();
        let combinations: Vec<Vec<&'a Node>> = members.iter().map(with).collect();
        let union = self.combined(&combinations, discriminator, |types, schemas, name| {
            let member = schemas[schemas.len() - 1];
            let id = types.reserve(at.child(name).name, member);
            types.push_struct(id, schemas.to_vec(), Unions::Ignore);
            let view = types.schemas.view(&[member]);
            types.types[id.index()].docs = values::docs(types.schemas, &view);
            Type::Named(id)
        });
        self.types[id.index()].kind = TypeKind::Union(union);
        Type::Named(id)
    }

    /// A union with a variant for each combination of schemas, the last of which is the member that
    /// it is named after. `lower` makes the types.
    pub(super) fn combined(
        &mut self,
        combinations: &[Vec<&'a Node>],
        discriminator: Option<&Discriminator<'a>>,
        mut lower: impl FnMut(&mut Self, &[&'a Node], &str) -> Type,
    ) -> Union {
        let tagging = discriminator::find_tagging(self.schemas, combinations, discriminator);
        let members = combinations.iter().filter_map(|all| all.last().copied());
        let members: Vec<&'a Node> = members.collect();
        let mut variants = Vec::new();
        for (index, schemas) in combinations.iter().enumerate() {
            let member = (members.as_slice(), index);
            let tags = tagging.as_ref();
            let name = variant_name::variant_name(self.schemas, member, tags, index, &variants);
            let ty = lower(self, schemas, &name);
            variants.push(Variant::new(name, ty));
        }
        let open = variants.iter().any(|variant| variant.ty == Type::Any);
        let (select, default) = discriminator::select(
            self.schemas,
            combinations,
            discriminator,
            tagging,
            &mut variants,
        );
        Union {
            variants,
            select,
            default,
            open,
        }
    }
}

/// The groups whose members are more than bounds on the value, or than what it inherits anyway.
fn unions<'v, 'a>(schemas: &Schemas<'a>, view: &'v View<'a>) -> Vec<Alternatives<'v, 'a>> {
    let mut groups = view.alternatives();
    groups.retain(|group| {
        let mut members = group.members.iter();
        members.any(|member| !matches!(schemas.kind(member), ValueKind::Bound | ValueKind::Never))
            && !is_inherited(schemas, view, group.members)
    });
    groups
}

/// Whether a union has too many members, which is reported.
fn is_crowded(schemas: &Schemas<'_>, members: &[Node]) -> bool {
    let Some(first) = members.get(MAX_MEMBERS) else {
        return false;
    };
    schemas.report(
        Code::UnsupportedUnion,
        first.span,
        format!("a union has more than {MAX_MEMBERS} members: read as any value"),
        "an overlay can remove the members that do not occur",
    );
    true
}

/// Whether a union of one member names what the schema inherits in any case.
fn is_inherited<'a>(schemas: &Schemas<'a>, view: &View<'a>, members: &'a [Node]) -> bool {
    let [member] = members else { return false };
    let target = key(schemas.referent(member));
    target != key(member) && view.inherited().any(|schema| key(schema.node) == target)
}

/// Whether every member states (or inherits) all properties next to the union.
fn repeats_properties<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    group: &Alternatives<'_, 'a>,
    nodes: &[&'a Node],
) -> bool {
    let own = view.properties();
    group.members.iter().all(|member| {
        let member_view = schemas.view(&[member]);
        let inherits = nodes
            .iter()
            .any(|node| member_view.any(|schema| key(schema.node) == key(node)));
        let properties = member_view.properties();
        inherits
            || own.iter().all(|(name, (_, nodes))| {
                let other = properties.get(name);
                other.is_some_and(|(_, others)| repeats(schemas, nodes, others))
            })
    })
}

/// Whether the schemas of a member's property have all properties that those beside the union
/// have.
fn repeats<'a>(schemas: &Schemas<'a>, own: &[&'a Node], others: &[&'a Node]) -> bool {
    let own = schemas.view(own).properties();
    if own.is_empty() {
        return true;
    }
    let others = schemas.view(others).properties();
    own.keys().all(|name| others.contains_key(name))
}

/// Whether a property is declared both next to the union and in a member.
fn overlaps<'a>(schemas: &Schemas<'a>, view: &View<'a>, group: &Alternatives<'_, 'a>) -> bool {
    let own = view.properties();
    group.members.iter().any(|member| {
        let properties = schemas.view(&[member]).properties();
        own.keys().any(|name| properties.contains_key(name))
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_schemas, codes},
    };

    #[test]
    fn a_union_beside_properties_is_flattened_into_the_struct() {
        assert_schemas(
            "
                S:
                  properties: {a: {type: string}}
                  oneOf:
                    - {required: [b], properties: {b: {type: string}}}
                    - {required: [c], properties: {c: {type: string}}}
            ",
            r#"
                type S: struct
                  component
                  field "a": string
                  flattened "variant": S/variant
                type S/variant: union by shape
                  variant "b": S/variant/b
                    carries tag
                  variant "c": S/variant/c
                    carries tag
                type S/variant/b: struct
                  field "b": string
                    required
                type S/variant/c: struct
                  field "c": string
                    required
            "#,
        );
    }

    #[test]
    fn a_union_of_too_many_members_is_any_value() {
        let union = |count: usize| {
            let member =
                |index| format!("{{type: object, properties: {{p{index}: {{type: string}}}}}}");
            let members: Vec<String> = (0..count).map(member).collect();
            format!("A: {{oneOf: [{}]}}", members.join(", "))
        };
        assert_eq!(codes(&union(crate::lower::budget::MAX_MEMBERS)), []);
        assert_eq!(
            codes(&union(crate::lower::budget::MAX_MEMBERS + 1)),
            [Code::UnsupportedUnion]
        );
    }
}
