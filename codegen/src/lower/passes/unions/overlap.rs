//! Members of an `anyOf` that a value may match at once: it is read as one of them, and keeps what
//! the others name.
//!
//! In: the API, and which of its unions are `anyOf`s. Out: the same with room for other keys in the
//! structs that need it.

use std::collections::BTreeSet;

use crate::ir::{Additional, Api, Select, Type, TypeId, TypeKind};
use crate::lower::passes::resolved::structure;

/// Gives each struct of an `anyOf` without tags room for the keys of the others, where it says
/// nothing of other keys.
pub(crate) fn keep_others(api: &mut Api, any_of: &[TypeId]) {
    let mut open = BTreeSet::new();
    for id in any_of {
        let TypeKind::Union(union) = &api.type_def(*id).kind else {
            continue;
        };
        // A tag says that the value is of one member and no other.
        if union.select != Select::Shape {
            continue;
        }
        let variants = union.variants.iter();
        let structs: Vec<_> = variants
            .filter_map(|variant| structure(&api.types, &variant.ty))
            .map(|(id, _)| id)
            .collect();
        let names: BTreeSet<&str> = structs.iter().flat_map(|id| fields(api, *id)).collect();
        let narrow = structs
            .into_iter()
            .filter(|id| fields(api, *id).count() < names.len());
        open.extend(narrow);
    }
    for id in open {
        if let TypeKind::Struct(object) = &mut api.types[id.index()].kind
            && object.additional == Additional::Unstated
            && object.flattened.is_empty()
        {
            object.additional = Additional::Typed(Type::Any);
        }
    }
}

fn fields(api: &Api, id: TypeId) -> impl Iterator<Item = &str> {
    let fields = match &api.type_def(id).kind {
        TypeKind::Struct(object) => object.fields.as_slice(),
        _ => &[],
    };
    fields.iter().map(|field| field.name.as_str())
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn members_of_any_of_keep_the_keys_of_the_others() {
        assert_schemas(
            "
                A: {required: [a], properties: {a: {type: string}}}
                B: {required: [b], properties: {b: {type: string}}}
                C: {required: [c], properties: {c: {type: string}}}
                D: {required: [d], properties: {d: {type: string}}}
                AnyOf: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
                OneOf: {oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}]}
            ",
            r#"
                type A: struct
                  component
                  field "a": string
                    required
                  additional any
                type AnyOf: union by shape
                  component
                  variant "A": A
                    carries tag
                  variant "B": B
                    carries tag
                type B: struct
                  component
                  field "b": string
                    required
                  additional any
                type C: struct
                  component
                  field "c": string
                    required
                type D: struct
                  component
                  field "d": string
                    required
                type OneOf: union by shape
                  component
                  variant "C": C
                    carries tag
                  variant "D": D
                    carries tag
            "#,
        );
    }
}
