//! Which types must state what their values look like.
//!
//! In: the IR, and which aliases are newtypes. Out: the types that stand in a union without a tag,
//! and those among them whose shape would contain itself. Must not know what a shape is made of.
//!
//! A union without a tag compares a value with the shape of each member. The shape of a struct
//! names its properties and the kinds of their values, and so ends there; that of a union is its
//! members' shapes, that of an array holds its item's. A shape is a constant, and a constant can't
//! be part of itself: where a walk comes back to a union (or a newtype), that one is opaque.

use std::collections::BTreeSet;

use super::graph::{self, Through};
use crate::ir::{Api, Select, TypeId, TypeKind};

/// The types with a shape, and the opaque ones among them.
pub(super) fn find(api: &Api, newtypes: &BTreeSet<TypeId>) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
    let mut seen = vec![false; api.types.len()];
    let mut shaped = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for def in &api.types {
        if matches!(&def.kind, TypeKind::Union(union) if union.select == Select::Shape) {
            open.extend(parts(&def.kind));
        }
    }
    let mut successors = vec![Vec::new(); api.types.len()];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        let kind = &api.type_def(id).kind;
        if !matches!(kind, TypeKind::Alias(..)) || newtypes.contains(&id) {
            shaped.insert(id);
        }
        let parts = parts(kind);
        successors[id.index()].extend(parts.iter().map(|id| id.index()));
        open.extend(parts);
    }
    (shaped, opaque(api, newtypes, &successors))
}

/// The types whose shapes are part of the shape of such a type.
fn parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Union(union) if !union.select.is_beside() => union
            .variants
            .iter()
            .flat_map(|variant| graph::named(&variant.ty, Through::All))
            .collect(),
        TypeKind::Alias(ty, _) => graph::named(ty, Through::All),
        TypeKind::Union(_)
        | TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Constant(..) => Vec::new(),
    }
}

/// The unions and newtypes that meet every cycle. A plain alias has no constant of its own: where a
/// walk comes back to one, what it stands for is chosen in its place.
fn opaque(api: &Api, newtypes: &BTreeSet<TypeId>, successors: &[Vec<usize>]) -> BTreeSet<TypeId> {
    let plain: Vec<bool> = api
        .types()
        .map(|(id, def)| matches!(def.kind, TypeKind::Alias(..)) && !newtypes.contains(&id))
        .collect();
    let component = graph::components(successors);
    let mut chosen = vec![false; successors.len()];
    let mut open = graph::loop_heads(successors);
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut chosen[at], true) && plain[at] {
            let within = |to: &&usize| component[**to] == component[at];
            open.extend(successors[at].iter().filter(within));
        }
    }
    api.types()
        .map(|(id, _)| id)
        .filter(|id| chosen[id.index()] && !plain[id.index()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analyze::testing::{alias, api, array, field, named, object, tagged, union},
        ir::Type,
    };

    fn ids(ids: impl IntoIterator<Item = u32>) -> BTreeSet<TypeId> {
        ids.into_iter().map(TypeId).collect()
    }

    #[test]
    fn members_of_a_union_without_a_tag() {
        let (shaped, opaque) = find(
            &api(vec![
                union(vec![Type::Any, array(named(1)), named(2)]),
                object(vec![field("inner", named(5))]),
                alias(Type::Map(Box::new(named(3)))),
                tagged(vec![named(4)]),
                object(vec![]),
                object(vec![]),
            ]),
            &BTreeSet::new(),
        );
        assert_eq!(shaped, ids([1, 3, 4]));
        assert!(opaque.is_empty());
    }

    #[test]
    fn a_union_with_a_tag_needs_none() {
        let (shaped, _) = find(
            &api(vec![tagged(vec![named(1)]), object(vec![])]),
            &BTreeSet::new(),
        );
        assert!(shaped.is_empty());
    }

    #[test]
    fn json_is_opaque() {
        let (shaped, opaque) = find(
            &api(vec![
                union(vec![Type::Any, named(1), Type::Map(Box::new(named(0)))]),
                alias(array(named(0))),
            ]),
            &BTreeSet::new(),
        );
        assert_eq!(shaped, ids([0]));
        assert_eq!(opaque, ids([0]));
        let (_, opaque) = find(
            &api(vec![
                alias(array(named(1))),
                union(vec![Type::Any, named(0)]),
            ]),
            &BTreeSet::new(),
        );
        assert_eq!(opaque, ids([1]));
    }

    #[test]
    fn a_newtype_of_itself_is_opaque() {
        let (shaped, opaque) = find(
            &api(vec![
                union(vec![named(1), Type::Any]),
                alias(array(named(1))),
            ]),
            &ids([1]),
        );
        assert_eq!(shaped, ids([1]));
        assert_eq!(opaque, ids([1]));
    }

    #[test]
    fn a_struct_ends_the_shape() {
        let (shaped, opaque) = find(
            &api(vec![
                union(vec![named(1), Type::Any]),
                object(vec![field("next", named(0))]),
            ]),
            &BTreeSet::new(),
        );
        assert_eq!(shaped, ids([1]));
        assert!(opaque.is_empty());
    }

    #[test]
    fn long_chains_and_rings() {
        let count = 100_000;
        let chain = api((0..count)
            .map(|n| union(vec![named((n + 1).min(count - 1)), Type::Any]))
            .collect());
        let (shaped, opaque) = find(&chain, &BTreeSet::new());
        assert_eq!(shaped.len(), 99_999);
        assert_eq!(opaque, ids([99_999]));
        let ring = api((0..count)
            .map(|n| union(vec![named((n + 1) % count)]))
            .collect());
        let (shaped, opaque) = find(&ring, &BTreeSet::new());
        assert_eq!((shaped.len(), opaque.len()), (100_000, 1));
    }
}
