//! Makes inline types of equal shape one type, named after the first.
//!
//! Components keep their own types, even where two are equal: their names mean something.

use std::collections::HashMap;

use crate::ir::{Api, Docs, TypeDef, TypeId, TypeKind};

/// Merges until nothing more is equal: types that only differ in types that are equal are equal too.
pub(super) fn merge(api: &mut Api) {
    loop {
        let same = equal(&api.types);
        if same.is_empty() {
            break;
        }
        api.visit_mut(&mut |id| {
            if let Some(first) = same.get(id) {
                *id = *first;
            }
        });
        compact(api, &same);
    }
}

/// By inline type: the first type that equals it.
fn equal(types: &[TypeDef]) -> HashMap<TypeId, TypeId> {
    let mut first: HashMap<String, TypeId> = HashMap::new();
    let mut same = HashMap::new();
    for (id, def) in (0..).map(TypeId).zip(types) {
        if def.component || matches!(def.kind, TypeKind::Alias(..)) {
            continue;
        }
        match first.entry(shape(def)) {
            std::collections::hash_map::Entry::Occupied(entry) => {
                same.insert(id, *entry.get());
            }
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(id);
            }
        }
    }
    same
}

/// What a type consists of, without its name and what is said of it as a whole.
fn shape(def: &TypeDef) -> String {
    let mut kind = def.kind.clone();
    match &mut kind {
        TypeKind::Union(union) => {
            let variants = union.variants.iter_mut();
            variants.for_each(|variant| variant.docs = Docs::default());
        }
        TypeKind::Struct(object) => {
            let fields = object.fields.iter_mut();
            fields.for_each(|field| field.docs.example = None);
        }
        _ => {}
    }
    format!("{kind:?}")
}

/// Removes the types that nothing means any more, and renumbers the rest.
fn compact(api: &mut Api, same: &HashMap<TypeId, TypeId>) {
    let mut renumbered = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for id in (0..api.types.len()).map(|index| TypeId(u32::try_from(index).unwrap_or(u32::MAX))) {
        renumbered.push(TypeId(next));
        next += u32::from(!same.contains_key(&id));
    }
    let mut index = 0;
    api.types.retain(|_| {
        index += 1;
        !same.contains_key(&TypeId(index - 1))
    });
    api.visit_mut(&mut |id| *id = renumbered[id.index()]);
}
