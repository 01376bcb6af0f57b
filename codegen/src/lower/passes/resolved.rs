//! Types without their aliases.
//!
//! In: all types, and one of them. Out: what its aliases lead to. Must not know schemas.

use crate::ir::{Type, TypeDef, TypeId, TypeKind};

/// How many names one type may have.
const DEEPEST: u32 = 16;

/// The type at the end of a chain of aliases.
pub(crate) fn behind<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    for _ in 0..DEEPEST {
        match ty {
            Type::Named(id) => match &types[id.index()].kind {
                TypeKind::Alias(target, _) => ty = target,
                _ => break,
            },
            Type::Nullable(inner) => ty = inner,
            _ => break,
        }
    }
    ty
}

/// The named type at the end of a chain of aliases, and its definition.
pub(crate) fn def_of<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<(TypeId, &'t TypeDef)> {
    match behind(types, ty) {
        Type::Named(id) => Some((*id, &types[id.index()])),
        _ => None,
    }
}
