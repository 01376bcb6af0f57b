//! Enumerations whose values are the keys of maps, which therefore have an order.
//!
//! In: the IR. Out: the enumerations of strings, and their aliases, that maps name as their keys.
//! Must not know how a map is represented.

use std::collections::BTreeSet;

use crate::ir::{Api, Scalar, Type, TypeId, TypeKind};

pub(super) fn find(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let types = api.types.iter().flat_map(|def| def.kind.types());
    let used = api.sent().chain(api.received());
    for mut key in types.chain(used).flat_map(keys) {
        let mut chain = Vec::new();
        for _ in 0..=api.types.len() {
            chain.push(key);
            match &api.type_def(key).kind {
                TypeKind::Alias(Type::Named(next), _) => key = *next,
                TypeKind::Enumeration(list) if list.scalar == Some(Scalar::String) => {
                    found.extend(chain);
                    break;
                }
                _ => break,
            }
        }
    }
    found
}

/// The types of the keys of all maps in a type.
fn keys(ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        if let Type::KeyedMap(key, _) = ty {
            found.push(*key);
        }
        open.extend(ty.inner());
    }
    found
}
