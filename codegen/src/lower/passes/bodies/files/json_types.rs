//! Types that are used outside the parts of multipart bodies.
//!
//! In: the API, the types of its multipart bodies and of what replaces them. Out: the types that
//! are JSON, or text, in any place, which can't have files there.

use crate::hash::{HashMap, HashSet};
use crate::ir::{Additional, Api, Payload, Type, TypeDef, TypeId, TypeKind};
use crate::lower::operation::body::files::FilePart;

/// By type: whether it is JSON, or text, in any place.
pub(crate) fn json_types(
    api: &mut Api,
    sent: &[Type],
    parts: &HashMap<TypeId, HashMap<String, FilePart>>,
) -> Vec<bool> {
    let mut open: Vec<TypeId> = api.parameter_types_mut().flat_map(|ty| ty.ids()).collect();
    for media in api.media_mut() {
        if !matches!(media.payload, Payload::Multipart(..)) {
            open.extend(media.payload.ty().into_iter().flat_map(Type::ids));
        }
    }
    let mut values: Vec<&Type> = Vec::new();
    for ty in sent.iter().filter(|ty| !matches!(ty, Type::Nullable(_))) {
        values.extend(ty.inner());
    }
    for id in parts.keys() {
        if let TypeKind::Struct(object) = &api.type_def(*id).kind {
            values.extend(object.fields.iter().map(|field| &field.ty));
            if let Additional::Typed(ty) = &object.additional {
                values.push(ty);
            }
        }
    }
    open.extend(nested_types(&api.types, values));
    api.reached(open)
}

/// The types of parts that become JSON, which those are that have members.
fn nested_types<'t>(types: &'t [TypeDef], mut open: Vec<&'t Type>) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen = HashSet::default();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Nullable(inner) | Type::Array(inner) => open.push(inner),
            Type::Named(id) if seen.insert(*id) => match &types[id.index()].kind {
                TypeKind::Struct(_) => found.push(*id),
                // A type without members is the same everywhere.
                kind => open.extend(kind.types()),
            },
            Type::Map(_) | Type::KeyedMap(..) | Type::Tuple(_) => found.extend(ty.ids()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn bytes_inside_an_object_that_is_a_part_are_text_and_reported() {
        assert_operation(
            "
                requestBody:
                  content:
                    multipart/form-data:
                      schema: {properties: {meta: {type: object, properties: {icon: {type: string, format: binary}}}}}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "meta": [POST /a]/request/meta
                type [POST /a]/request/meta: struct
                  field "icon": string
                operation POST /a
                  body
                    media "multipart/form-data": multipart [POST /a]/request
                  response 204
                    description "d"
                reports UnsupportedMediaType
            "#,
        );
    }
}
