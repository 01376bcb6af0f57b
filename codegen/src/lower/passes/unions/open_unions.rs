//! Which unions allow values that are none of their members: those with a member that does.
//!
//! In: all types, of which lists and unions know whether their own schema allows more. Out: the
//! same, with unions around open unions open, too. Must not know schemas.

use crate::ir::{Type, TypeDef, TypeKind};
use crate::lower::passes::resolved::{behind, def_of};

/// How deep unions may be nested for the open ones in them to be found.
const DEEPEST: u32 = 16;

/// Opens the unions that have an open member.
pub(crate) fn spread(types: &mut [TypeDef]) {
    for _ in 0..DEEPEST {
        let mut opened = Vec::new();
        for (index, def) in types.iter().enumerate() {
            let TypeKind::Union(union) = &def.kind else {
                continue;
            };
            let mut members = union.variants.iter();
            if !union.open
                && !union.select.is_beside()
                && members.any(|member| is_open(types, &member.ty))
            {
                opened.push(index);
            }
        }
        if opened.is_empty() {
            return;
        }
        for index in opened {
            if let TypeKind::Union(union) = &mut types[index].kind {
                union.open = true;
            }
        }
    }
}

fn is_open(types: &[TypeDef], ty: &Type) -> bool {
    match def_of(types, ty).map(|(_, def)| &def.kind) {
        Some(TypeKind::Union(union)) => union.open,
        Some(_) => false,
        None => *behind(types, ty) == Type::Any,
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
