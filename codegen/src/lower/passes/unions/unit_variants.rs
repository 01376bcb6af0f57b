//! Members of unions by tag that are nothing but their tags.
//!
//! In: all types. Out: the same, with variants that hold nothing in their place. Must not know
//! schemas.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Additional, Api, Docs, Field, Select, Struct, Type, TypeId, TypeKind, Union};
use crate::lower::passes::{
    resolved::{definition, structure},
    unused::{remove_with_inner, unused},
};

/// Makes a variant without a value of each member that has no properties beside the tag. Where
/// other properties that a server sends are to be kept, members need a place for them, and this is
/// left out.
pub(crate) fn make_units(api: &mut Api) {
    let mut replaced = BTreeSet::new();
    for index in 0..api.types.len() {
        let TypeKind::Union(union) = &api.types[index].kind else {
            continue;
        };
        let units: Vec<Option<(TypeId, Docs)>> = (0..union.variants.len())
            .map(|variant| unit(api, union, variant))
            .collect();
        let TypeKind::Union(union) = &mut api.types[index].kind else {
            continue;
        };
        for (variant, unit) in union.variants.iter_mut().zip(units) {
            if let Some((id, docs)) = unit {
                variant.ty = Type::Null;
                variant.docs = docs;
                replaced.insert(id);
            }
        }
    }
    let unused = unused(api, replaced);
    let unused: Vec<Type> = unused.into_iter().map(Type::Named).collect();
    remove_with_inner(api, &unused);
}

/// The type of a variant that is nothing but its tag, and what is said of it.
fn unit(api: &Api, union: &Union, index: usize) -> Option<(TypeId, Docs)> {
    let variant = &union.variants[index];
    let Select::Tag(property) = &union.select else {
        return None;
    };
    let ([tag], false) = (
        variant.tags.as_slice(),
        union
            .default
            .is_some_and(|default| default.variant == index),
    ) else {
        return None;
    };
    let (id, object) = structure(&api.types, &variant.ty)?;
    let def = api.type_def(id);
    (variant.constraints.is_empty() && is_tag(api, object, property, tag)).then(|| {
        let docs = if def.component {
            Docs::default()
        } else {
            def.docs.clone()
        };
        (id, docs)
    })
}

/// Whether an object has the tag, as a string, and nothing else.
fn is_tag(api: &Api, object: &Struct, property: &str, tag: &str) -> bool {
    let is_tag = |field: &Field| {
        let def = definition(&api.types, &field.ty);
        field.name == property
            && !field.nullable
            && matches!(def, Some((_, def)) if matches!(&def.kind, TypeKind::Constant(Value::String(text), _) if text == tag))
    };
    object.fields.iter().all(is_tag)
        && object.flattened.is_empty()
        && !matches!(object.additional, Additional::Typed(_))
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_member_that_is_nothing_but_its_tag_holds_nothing() {
        assert_schemas(
            "
                U:
                  oneOf:
                    - {type: object, description: Nothing, required: [k], properties: {k: {const: none}}}
                    - {type: object, required: [k, x], properties: {k: {const: some}, x: {type: string}, y: {type: string}}}
            ",
            r#"
                type U: union by tag "k"
                  component
                  variant "none": null
                    tag "none"
                    carries tag
                    description "Nothing"
                  variant "some": U/some
                    tag "some"
                    carries tag
                type U/some: struct
                  field "k": U/some/k
                    required
                    tag
                  field "x": string
                    required
                  field "y": string
                type U/some/k: constant "some"
            "#,
        );
    }
}
