//! What a type consists of, without its name and what is said of it as a whole.

use std::{borrow::Cow, hash::BuildHasher};

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

/// The hash of a [`shape`].
pub(super) fn hash(state: &State, kind: &TypeKind) -> u64 {
    state.hash_one(shape(kind))
}
