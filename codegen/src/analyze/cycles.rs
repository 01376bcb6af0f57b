//! Where a value must be boxed, and which aliases must be types of their own.
//!
//! In: the IR. Out: edges to box, aliases that must become newtypes. Must not know how either is
//! written.
//!
//! A type that contains itself has no size. What is in an array or a map is allocated anyway;
//! what is optional or nullable is not. So the graph has an edge for every type that is stored
//! inline in a field, a flattened member or a variant, and some edge of each of its cycles must be
//! boxed, as few in all as can be found, optional fields before variants before required fields. An
//! alias is not a type in Rust, only a shorthand: one that mentions itself, even through an array,
//! must become a newtype.

use std::collections::BTreeSet;

use super::{
    feedback::{self, Cut},
    graph,
};
use crate::ir::{Api, Type, TypeId, TypeKind};

/// What a box costs. One box less always outweighs a nicer one, unless hundreds are cut.
const OPTIONAL: i64 = 1000;
const VARIANT: i64 = 1001;
const REQUIRED: i64 = 1002;
/// A tuple of an alias: boxing it makes the alias a newtype.
const ALIAS: i64 = 4000;

/// A field, variant or newtype that could be boxed.
struct Edge {
    owner: TypeId,
    number: usize,
    targets: Vec<usize>,
    price: i64,
}

/// The edges of one strongly connected component, each as something to cut.
type Group = Vec<((TypeId, usize), Cut)>;

/// The edges to box, and the aliases that must be newtypes.
pub(super) fn find(api: &Api) -> (BTreeSet<(TypeId, usize)>, BTreeSet<TypeId>) {
    let mut newtypes = newtypes(api);
    let forwards = forwards(api, &newtypes);
    let edges = edges(api, &newtypes, &forwards);
    let mut successors = vec![Vec::new(); api.types.len()];
    for edge in &edges {
        successors[edge.owner.index()].extend(&edge.targets);
    }
    let component = graph::components(&successors);
    let mut boxed = BTreeSet::new();
    for (members, group) in cyclic(edges, &component) {
        for number in feedback::cuts(
            members,
            &group.iter().map(|(_, cut)| cut.clone()).collect::<Vec<_>>(),
        ) {
            let (owner, number) = group[number].0;
            boxed.insert((owner, number));
            if matches!(api.type_def(owner).kind, TypeKind::Alias(..)) {
                newtypes.insert(owner);
            }
        }
    }
    (boxed, newtypes)
}

/// Aliases at which a chain of aliases returns to itself.
fn newtypes(api: &Api) -> BTreeSet<TypeId> {
    let successors: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias(ty, _) => ty
                .ids()
                .into_iter()
                .filter(|&id| matches!(api.type_def(id).kind, TypeKind::Alias(..)))
                .map(TypeId::index)
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    let heads = graph::loop_heads(&successors);
    api.types()
        .map(|(id, _)| id)
        .filter(|id| heads.binary_search(&id.index()).is_ok())
        .collect()
}

/// For each type its target: itself, or what is at the end of a chain of plain aliases;
/// `None` if that is not a named type.
fn forwards(api: &Api, newtypes: &BTreeSet<TypeId>) -> Vec<Option<usize>> {
    let step = |id: TypeId| match &api.type_def(id).kind {
        TypeKind::Alias(ty, _) if !newtypes.contains(&id) => {
            match graph::inline(ty).as_slice() {
                [] => Forward::Nothing,
                [next] => Forward::On(*next),
                // A tuple of several: a vertex like any other.
                _ => Forward::Here,
            }
        }
        _ => Forward::Here,
    };
    let mut known: Vec<Option<Option<usize>>> = vec![None; api.types.len()];
    for (id, _) in api.types() {
        let mut chain = Vec::new();
        let mut at = id;
        let end = loop {
            if let Some(end) = known[at.index()] {
                break end;
            }
            chain.push(at);
            match step(at) {
                Forward::Nothing => break None,
                Forward::Here => break Some(at.index()),
                Forward::On(next) => at = next,
            }
        };
        for id in chain {
            known[id.index()] = Some(end);
        }
    }
    known.into_iter().map(Option::flatten).collect()
}

enum Forward {
    Nothing,
    Here,
    On(TypeId),
}

/// Every edge that holds types inline.
fn edges(api: &Api, newtypes: &BTreeSet<TypeId>, forwards: &[Option<usize>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut add = |owner: TypeId, number: usize, ty: &Type, price: i64| {
        let mut targets: Vec<usize> = graph::inline(ty)
            .into_iter()
            .filter_map(|id| forwards[id.index()])
            .collect();
        targets.sort_unstable();
        targets.dedup();
        if !targets.is_empty() {
            edges.push(Edge {
                owner,
                number,
                targets,
                price,
            });
        }
    };
    for (id, def) in api.types() {
        match &def.kind {
            TypeKind::Struct(object) => {
                for (number, field) in object.fields.iter().enumerate() {
                    add(
                        id,
                        number,
                        &field.ty,
                        if field.required { REQUIRED } else { OPTIONAL },
                    );
                }
                for (number, (_, ty)) in (object.fields.len()..).zip(&object.flattened) {
                    add(id, number, ty, REQUIRED);
                }
            }
            TypeKind::Union(union) => {
                for (number, variant) in union.variants.iter().enumerate() {
                    add(id, number, &variant.ty, VARIANT);
                }
            }
            TypeKind::Alias(ty, _)
                if newtypes.contains(&id) || forwards[id.index()] == Some(id.index()) =>
            {
                add(id, 0, ty, ALIAS);
            }
            TypeKind::Alias(..) | TypeKind::Enumeration(_) | TypeKind::Constant(..) => {}
        }
    }
    edges
}

/// The edges on cycles, by strongly connected component, as cuts between the component's own
/// numbers.
fn cyclic(edges: Vec<Edge>, component: &[usize]) -> Vec<(usize, Group)> {
    let mut local = vec![0; component.len()];
    let mut size = vec![0; component.len()];
    for (vertex, &number) in component.iter().enumerate() {
        local[vertex] = size[number];
        size[number] += 1;
    }
    let mut groups: Vec<Group> = vec![Vec::new(); component.len()];
    for mut edge in edges {
        let from = edge.owner.index();
        edge.targets.retain(|&to| component[to] == component[from]);
        if !edge.targets.is_empty() {
            let to = edge.targets.iter().map(|&to| local[to]).collect();
            let cut = Cut {
                from: local[from],
                to,
                price: edge.price,
            };
            groups[component[from]].push(((edge.owner, edge.number), cut));
        }
    }
    size.into_iter()
        .zip(groups)
        .filter(|(_, group)| !group.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::{
        alias, api, array, field, flattened, named, object, optional, union,
    };

    fn edges(found: &[(u32, usize)]) -> BTreeSet<(TypeId, usize)> {
        found
            .iter()
            .map(|&(id, number)| (TypeId(id), number))
            .collect()
    }

    #[test]
    fn a_list_boxes_its_tail() {
        let (boxed, newtypes) = find(&api(vec![object(vec![
            field("value", Type::Any),
            optional("next", Type::Nullable(Box::new(named(0)))),
            optional("children", array(named(0))),
        ])]));
        assert_eq!(boxed, edges(&[(0, 1)]));
        assert!(newtypes.is_empty());
    }

    #[test]
    fn an_expression_boxes_the_variant_and_not_both_operands() {
        let (boxed, _) = find(&api(vec![
            union(vec![named(1), Type::Any]),
            object(vec![field("left", named(0)), field("right", named(0))]),
        ]));
        assert_eq!(boxed, edges(&[(0, 0)]));
    }

    #[test]
    fn optional_before_required() {
        let (boxed, _) = find(&api(vec![
            object(vec![field("b", named(1))]),
            object(vec![optional("a", named(0))]),
        ]));
        assert_eq!(boxed, edges(&[(1, 0)]));
    }

    #[test]
    fn flattened_members_follow_the_fields() {
        let (boxed, _) = find(&api(vec![
            flattened(vec![field("x", Type::Any)], vec![named(1)]),
            union(vec![named(0)]),
        ]));
        assert_eq!(boxed.len(), 1);
        assert!(boxed.is_subset(&edges(&[(0, 1), (1, 0)])));
    }

    #[test]
    fn aliases_are_seen_through() {
        let (boxed, newtypes) = find(&api(vec![
            object(vec![optional("self", named(1))]),
            alias(Type::Nullable(Box::new(named(2)))),
            alias(named(0)),
        ]));
        assert_eq!(boxed, edges(&[(0, 0)]));
        assert!(newtypes.is_empty());
    }

    #[test]
    fn an_alias_of_itself_is_a_newtype() {
        let (boxed, newtypes) = find(&api(vec![
            alias(array(named(1))),
            alias(array(named(0))),
            alias(named(0)),
        ]));
        assert!(boxed.is_empty());
        assert_eq!(newtypes, BTreeSet::from([TypeId(0)]));
    }

    #[test]
    fn an_alias_of_its_own_tuple_is_boxed_too() {
        let (boxed, newtypes) = find(&api(vec![alias(Type::Tuple(vec![named(0), Type::Any]))]));
        assert_eq!(boxed, edges(&[(0, 0)]));
        assert_eq!(newtypes, BTreeSet::from([TypeId(0)]));
    }

    #[test]
    fn a_tuple_behind_an_alias_leaves_the_box_to_the_fields() {
        let (boxed, newtypes) = find(&api(vec![
            object(vec![optional("pair", named(2))]),
            object(vec![field("x", Type::Any)]),
            alias(Type::Tuple(vec![named(0), named(1)])),
        ]));
        assert_eq!(boxed, edges(&[(0, 0)]));
        assert!(newtypes.is_empty());
    }

    #[test]
    fn an_alias_through_a_struct_stays_an_alias() {
        let (boxed, newtypes) = find(&api(vec![
            alias(array(named(1))),
            object(vec![field("all", named(0))]),
        ]));
        assert!(boxed.is_empty());
        assert!(newtypes.is_empty());
    }

    #[test]
    fn long_chains_and_rings() {
        let count = 100_000;
        let ring =
            |kind: fn(u32) -> TypeKind| api((0..count).map(|n| kind((n + 1) % count)).collect());
        let (boxed, newtypes) = find(&ring(|next| object(vec![field("next", named(next))])));
        assert_eq!((boxed.len(), newtypes.len()), (1, 0));
        let (boxed, newtypes) = find(&ring(|next| alias(array(named(next)))));
        assert_eq!((boxed.len(), newtypes.len()), (0, 1));
        let (boxed, newtypes) = find(&ring(|next| alias(named(next))));
        assert_eq!((boxed.len(), newtypes.len()), (1, 1));
    }

    #[test]
    fn a_large_tangle_ends_without_a_cycle() {
        // Every type holds three others, by a fixed rule that looks like none.
        let count = 5_000_u32;
        let api = api((0..count)
            .map(|n| {
                object(
                    (1..4)
                        .map(|k| optional("x", named((n * 7919 + k * 104_729) % count)))
                        .collect(),
                )
            })
            .collect());
        let (boxed, _) = find(&api);
        let mut successors = vec![Vec::new(); api.types.len()];
        for (id, def) in api.types() {
            let TypeKind::Struct(object) = &def.kind else {
                continue;
            };
            for (number, field) in object.fields.iter().enumerate() {
                if !boxed.contains(&(id, number)) {
                    successors[id.index()]
                        .extend(graph::inline(&field.ty).iter().map(|id| id.index()));
                }
            }
        }
        assert!(graph::loop_heads(&successors).is_empty());
    }
}
