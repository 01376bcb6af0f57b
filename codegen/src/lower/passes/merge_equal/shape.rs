//! What a type consists of, without its name and what is said of it as a whole.

use std::{
    borrow::Cow,
    hash::{BuildHasher, Hash, Hasher},
};

use crate::{
    hash::State,
    ir::{Docs, TypeKind},
};

/// What two types must have in common to be equal.
pub(super) fn shape(kind: &TypeKind) -> Cow<'_, TypeKind> {
    match kind {
        TypeKind::Union(union) => {
            let mut union = union.clone();
            for variant in &mut union.variants {
                variant.docs = Docs::default();
            }
            Cow::Owned(TypeKind::Union(union))
        }
        TypeKind::Struct(object)
            if object
                .fields
                .iter()
                .any(|field| field.docs.example.is_some()) =>
        {
            let mut object = object.clone();
            for field in &mut object.fields {
                field.docs.example = None;
            }
            Cow::Owned(TypeKind::Struct(object))
        }
        TypeKind::Enumeration(enumeration) => {
            // The order of values means nothing.
            let mut enumeration = enumeration.clone();
            let values = &mut enumeration.values;
            values.sort_by_cached_key(|value| value.value.to_string());
            Cow::Owned(TypeKind::Enumeration(enumeration))
        }
        _ => Cow::Borrowed(kind),
    }
}

/// The hash of a [`shape`], without making it.
pub(super) fn hash(state: &State, kind: &TypeKind) -> u64 {
    let mut hasher = state.build_hasher();
    match kind {
        TypeKind::Struct(object) => {
            for field in &object.fields {
                let words = (&field.docs.summary, &field.docs.description);
                let flags = [
                    field.required,
                    field.nullable,
                    field.read_only,
                    field.write_only,
                ];
                (&field.name, &field.ty, flags, words).hash(&mut hasher);
                (&field.default, &field.limits).hash(&mut hasher);
            }
            (&object.additional, &object.flattened).hash(&mut hasher);
        }
        TypeKind::Union(union) => {
            for variant in &union.variants {
                (&variant.name, &variant.ty, &variant.tags).hash(&mut hasher);
            }
            (&union.select, union.default).hash(&mut hasher);
        }
        TypeKind::Enumeration(enumeration) => {
            let values = enumeration.values.iter();
            let sum = values.fold(0_u64, |sum, value| sum.wrapping_add(state.hash_one(value)));
            (sum, enumeration.scalar).hash(&mut hasher);
        }
        _ => kind.hash(&mut hasher),
    }
    hasher.finish()
}
