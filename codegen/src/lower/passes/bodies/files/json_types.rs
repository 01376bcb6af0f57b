//! Types that are used outside the parts of multipart bodies.
//!
//! In: the API, the types of its multipart bodies and of what replaces them. Out: the types that
//! are JSON, or text, in any place, which can't have files there.

use crate::hash::{HashMap, HashSet};
use crate::ir::{Additional, Api, Body, Media, Payload, Type, TypeDef, TypeId, TypeKind};
use crate::lower::operation::body::files::Part;

/// The types that are JSON, or text, in any place.
pub(crate) fn json_types(
    api: &mut Api,
    sent: &[Type],
    parts: &HashMap<TypeId, HashMap<String, Part>>,
) -> HashSet<TypeId> {
    let mut open: Vec<TypeId> = Vec::new();
    let mut note = |ty: &mut Type| ty.visit_mut(&mut |id| open.push(*id));
    for operation in &mut api.operations {
        let headers = operation.responses.iter_mut();
        let headers = headers.flat_map(|response| &mut response.headers);
        let parameters = operation.parameters.iter_mut().chain(headers);
        parameters.for_each(|parameter| note(&mut parameter.ty));
    }
    let bodies = api
        .operations
        .iter_mut()
        .map(|operation| &mut operation.body);
    let bodies = bodies.chain(api.webhooks.iter_mut().map(|webhook| &mut webhook.body));
    let media = bodies.flatten().flat_map(|body: &mut Body| &mut body.media);
    media.for_each(|media| json_of(media).into_iter().for_each(&mut note));
    let responses = api.operations.iter_mut();
    let responses = responses.flat_map(|operation| &mut operation.responses);
    let media = responses.flat_map(|response| &mut response.media);
    media.for_each(|media| json_of(media).into_iter().for_each(&mut note));
    let mut values: Vec<&Type> = Vec::new();
    for ty in sent {
        match ty {
            Type::Map(item) | Type::KeyedMap(_, item) | Type::Array(item) => values.push(item),
            Type::Tuple(items) => values.extend(items),
            _ => {}
        }
    }
    for id in parts.keys() {
        if let Some(TypeKind::Struct(object)) = api.types.get(id.index()).map(|def| &def.kind) {
            values.extend(object.fields.iter().map(|field| &field.ty));
            if let Additional::Typed(ty) = &object.additional {
                values.push(ty);
            }
        }
    }
    open.extend(nested_types(&api.types, values));
    let mut json = HashSet::default();
    while let Some(id) = open.pop() {
        if json.insert(id)
            && let Some(def) = api.types.get_mut(id.index())
        {
            def.kind.visit_mut(&mut |id| open.push(*id));
        }
    }
    json
}

fn json_of(media: &mut Media) -> Option<&mut Type> {
    match &mut media.payload {
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::Events(ty, _)
        | Payload::JsonLines(ty) => Some(ty),
        Payload::Multipart(..) | Payload::Text | Payload::Bytes => None,
    }
}

/// The types of parts that become JSON, which those are that have members.
fn nested_types<'t>(types: &'t [TypeDef], mut open: Vec<&'t Type>) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen = HashSet::default();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Nullable(inner) | Type::Array(inner) => open.push(inner),
            Type::Named(id) if seen.insert(*id) => match types.get(id.index()).map(|def| &def.kind)
            {
                Some(TypeKind::Alias(inner, _)) => open.push(inner),
                Some(TypeKind::Union(union)) => {
                    open.extend(union.variants.iter().map(|variant| &variant.ty));
                }
                // A type without members is the same everywhere.
                Some(TypeKind::Enumeration(_) | TypeKind::Constant(..)) => {}
                _ => found.push(*id),
            },
            Type::Map(_) | Type::KeyedMap(..) | Type::Tuple(_) => {
                ty.clone().visit_mut(&mut |id| found.push(*id));
            }
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
                reports WidenedMediaType
            "#,
        );
    }
}
