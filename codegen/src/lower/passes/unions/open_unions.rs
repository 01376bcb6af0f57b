//! Which unions allow values that are none of their members: those with a member that does.
//!
//! In: all types, of which lists and unions know whether their own schema allows more. Out: the
//! same, with unions around open unions open, too. Must not know schemas.

use crate::ir::{Api, Type, TypeDef, TypeKind};
use crate::lower::passes::resolved::target_without_null;

/// How deep unions may be nested for the open ones in them to be found.
const MAX_DEPTH: u32 = 16;

/// Opens the unions that have an open member.
pub(crate) fn open_around(api: &mut Api) {
    let types = &mut api.types;
    for _ in 0..MAX_DEPTH {
        let opens = |def: &TypeDef| match &def.kind {
            TypeKind::Union(union) => {
                let mut members = union.variants.iter();
                !union.open
                    && !union.select.is_beside()
                    && members.any(|member| is_open(types, &member.ty))
            }
            _ => false,
        };
        let opened: Vec<bool> = types.iter().map(opens).collect();
        for (def, _) in types.iter_mut().zip(&opened).filter(|(_, opens)| **opens) {
            if let TypeKind::Union(union) = &mut def.kind {
                union.open = true;
            }
        }
        if !opened.contains(&true) {
            return;
        }
    }
}

fn is_open(types: &[TypeDef], ty: &Type) -> bool {
    match target_without_null(types, ty) {
        Type::Named(id) => {
            matches!(&types[id.index()].kind, TypeKind::Union(union) if union.open)
        }
        ty => *ty == Type::Any,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_union_with_a_member_that_allows_any_value_is_open() {
        assert_schemas(
            "
                Inner: {anyOf: [{type: boolean}, {}]}
                Outer: {oneOf: [{$ref: '#/components/schemas/Inner'}, {type: object, properties: {a: {type: string}}}]}
            ",
            r#"
                type Inner: alias of any
                  component
                type Outer: union by shape
                  component
                  open
                  variant "Inner": Inner
                    carries tag
                  variant "variant2": Outer/variant2
                    carries tag
                type Outer/variant2: struct
                  field "a": string
            "#,
        );
    }
}
