//! Types without their aliases.
//!
//! In: all types, and one of them. Out: what its aliases lead to. Must not know schemas.

use crate::ir::{Struct, Type, TypeDef, TypeId, TypeKind};

/// How many aliases, and places that may be null, are followed. Longer chains are shortened before.
const MAX_CHAIN: usize = 64;

/// The type at the end of a chain of aliases.
pub(crate) fn target<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    for _ in 0..MAX_CHAIN {
        match ty {
            Type::Named(id) => match &types[id.index()].kind {
                TypeKind::Alias(target, _) => ty = target,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// The same, null aside.
pub(crate) fn target_without_null<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    for _ in 0..MAX_CHAIN {
        match target(types, ty) {
            Type::Nullable(inner) => ty = inner,
            target => return target,
        }
    }
    ty
}

/// The named type at the end of a chain of aliases, null aside, and its definition.
pub(crate) fn definition<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<(TypeId, &'t TypeDef)> {
    match target_without_null(types, ty) {
        Type::Named(id) => Some((*id, &types[id.index()])),
        _ => None,
    }
}

/// The struct at the end of a chain of aliases, null aside.
pub(crate) fn structure<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<(TypeId, &'t Struct)> {
    let (id, def) = definition(types, ty)?;
    match &def.kind {
        TypeKind::Struct(object) => Some((id, object)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_reference_to_a_reference_is_the_type_at_its_end() {
        assert_schemas(
            "
                A: {$ref: '#/components/schemas/B'}
                B: {$ref: '#/components/schemas/C'}
                C: {type: [string, 'null'], enum: [c, null]}
                D: {oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}
            ",
            r#"
                type A: alias of B
                  component
                type B: alias of C
                  component
                type C: enumeration of string
                  component
                  value "c"
                type D: union by shape
                  component
                  variant "A": A
                    carries tag
                  variant "integer": i64
                    carries tag
            "#,
        );
    }
}
