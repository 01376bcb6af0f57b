//! Enumerations whose values are the keys of maps, which therefore have an order.
//!
//! In: the IR. Out: the enumerations of strings, and their aliases, that maps name as their keys.
//! Must not know how a map is represented.

use std::collections::BTreeSet;

use super::graph::keys;
use crate::ir::{Additional, Api, Operation, Payload, Scalar, Type, TypeId, TypeKind};

pub(super) fn find(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let types = api.types.iter().flat_map(|def| types_of(&def.kind));
    let used = api.operations.iter().flat_map(types_in);
    for mut key in types.chain(used).flat_map(keys) {
        let mut way = Vec::new();
        for _ in 0..=api.types.len() {
            way.push(key);
            match &api.type_def(key).kind {
                TypeKind::Alias(Type::Named(next), _) => key = *next,
                TypeKind::Enumeration(list) if list.scalar == Some(Scalar::String) => {
                    found.extend(way);
                    break;
                }
                _ => break,
            }
        }
    }
    found
}

fn types_of(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| &field.ty);
            let flattened = object.flattened.iter().map(|(_, ty)| ty);
            let other = match &object.additional {
                Additional::Typed(ty) => Some(ty),
                Additional::Unstated | Additional::Forbidden => None,
            };
            fields.chain(flattened).chain(other).collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias(ty, _) => vec![ty],
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => Vec::new(),
    }
}

fn types_in(operation: &Operation) -> Vec<&Type> {
    let mut types: Vec<&Type> = operation.parameters.iter().map(|one| &one.ty).collect();
    let bodies = operation.body.iter().flat_map(|body| &body.media);
    let responses = operation.responses.iter().flat_map(|one| &one.media);
    types.extend(
        bodies
            .chain(responses)
            .filter_map(|media| match &media.payload {
                Payload::Json(ty)
                | Payload::Form(ty, _)
                | Payload::Multipart(ty, _)
                | Payload::Events(ty, _)
                | Payload::JsonLines(ty) => Some(ty),
                Payload::Text | Payload::Bytes => None,
            }),
    );
    let headers = operation.responses.iter().flat_map(|one| &one.headers);
    types.extend(headers.map(|header| &header.ty));
    types
}
