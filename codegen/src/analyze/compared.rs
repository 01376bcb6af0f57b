//! Which types are distinguished by their shape.
//!
//! In: the IR. Out: the types in unions without a tag, however deep. Must not know what a shape is
//! made of.

use std::collections::BTreeSet;

use crate::ir::{Api, Select, TypeId, TypeKind};

/// The types that a union without a tag compares values with.
pub(super) fn find(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<TypeId> = Vec::new();
    for def in &api.types {
        if matches!(&def.kind, TypeKind::Union(union) if union.select == Select::Shape) {
            open.extend(parts(&def.kind));
        }
    }
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(parts(&api.type_def(id).kind));
        }
    }
    found
}

/// The types that a value of such a type may be instead.
fn parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Union(union) if !union.select.is_beside() => kind.ids(),
        TypeKind::Alias(..) => kind.ids(),
        TypeKind::Union(_)
        | TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Constant(..) => Vec::new(),
    }
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
        let found = find(&api(vec![
            union(vec![Type::Any, array(named(1)), named(2)]),
            object(vec![field("inner", named(5))]),
            alias(Type::Map(Box::new(named(3)))),
            tagged(vec![named(4)]),
            object(vec![]),
            object(vec![]),
        ]));
        assert_eq!(found, ids([1, 2, 3, 4]));
    }

    #[test]
    fn a_union_with_a_tag_compares_nothing() {
        let found = find(&api(vec![tagged(vec![named(1)]), object(vec![])]));
        assert!(found.is_empty());
    }

    #[test]
    fn long_chains_and_rings() {
        let count = 100_000;
        let chain = api((0..count)
            .map(|n| union(vec![named((n + 1).min(count - 1)), Type::Any]))
            .collect());
        assert_eq!(find(&chain).len(), 99_999);
        let ring = api((0..count)
            .map(|n| union(vec![named((n + 1) % count)]))
            .collect());
        assert_eq!(find(&ring).len(), 100_000);
    }
}
