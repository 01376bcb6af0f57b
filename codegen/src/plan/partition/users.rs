//! Which resources use a type, by themselves or through other types.
//!
//! In: the operations of resources. Out: the resources of each type. Must not know files.

use std::collections::BTreeSet;

use crate::{
    ir::{Additional, Api, Media, Operation, Payload, Type, TypeDef, TypeId, TypeKind},
    plan::naming::Naming,
};

/// By type: the resources that use it, in their order.
pub(super) fn find(api: &Api, naming: &Naming) -> Vec<Vec<usize>> {
    // A type that many resources use is met once for each.
    let mentioned = api.types.iter().map(|def| {
        let mut ids = all_ids(parts(def));
        // Aliases of an equal type are in the same file as it.
        ids.extend(def.twin.iter().flatten());
        ids
    });
    let mentioned: Vec<Vec<TypeId>> = mentioned.collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for index in 0..naming.resources.len() {
        let mut open = all_ids(named(api, naming, index));
        while let Some(id) = open.pop() {
            let users = &mut users[id.index()];
            if users.last() != Some(&index) {
                users.push(index);
                open.extend_from_slice(&mentioned[id.index()]);
            }
        }
    }
    users
}

/// The definitions that types name themselves, each once.
fn all_ids(types: Vec<&Type>) -> Vec<TypeId> {
    let mut all = Vec::new();
    for ty in types {
        ids(ty, &mut |id| all.push(id));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The types that the operations of a resource name.
pub(super) fn named<'a>(api: &'a Api, naming: &Naming, resource: usize) -> Vec<&'a Type> {
    let operations = naming.resources[resource].operations.iter();
    operations
        .flat_map(|&operation| operation_types(&api.operations[operation]))
        .collect()
}

/// The items that a type names itself: an alias without an item is written as its target.
pub(super) fn items(api: &Api, naming: &Naming, ty: &Type, found: &mut impl FnMut(TypeId)) {
    let mut seen = BTreeSet::new();
    let mut open = all_ids(vec![ty]);
    while let Some(id) = open.pop() {
        if !naming.types[id.index()].is_empty() {
            found(id);
        } else if seen.insert(id) {
            open.extend(all_ids(parts(api.type_def(id))));
        }
    }
}

/// The definitions that a type names itself.
fn ids(ty: &Type, found: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => found(*id),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => ids(inner, found),
        Type::KeyedMap(key, inner) => {
            found(*key);
            ids(inner, found);
        }
        Type::Tuple(items) => items.iter().for_each(|item| ids(item, found)),
        _ => {}
    }
}

/// The types that a type is made of.
pub(super) fn parts(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        TypeKind::Struct(object) => {
            let additional = match &object.additional {
                Additional::Typed(ty) => Some(ty),
                Additional::Unstated | Additional::Forbidden => None,
            };
            let fields = object.fields.iter().map(|field| &field.ty);
            fields
                .chain(object.flattened.iter().map(|(_, ty)| ty))
                .chain(additional)
                .collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias(ty, _) => vec![ty],
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => Vec::new(),
    }
}

/// The types that an operation names itself.
fn operation_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let bodies = operation.body.iter().flat_map(|body| &body.media);
    let responses = operation
        .responses
        .iter()
        .flat_map(|response| &response.media);
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    parameters.chain(bodies.chain(responses).filter_map(payload_type))
}

fn payload_type(media: &Media) -> Option<&Type> {
    match &media.payload {
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::Multipart(ty, _)
        | Payload::Events(ty, _)
        | Payload::JsonLines(ty) => Some(ty),
        Payload::Text | Payload::Bytes => None,
    }
}
