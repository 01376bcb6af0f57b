//! Forms that say nothing more than another media type of the body, which frameworks document
//! beside it.
//!
//! In: the API. Out: the same without those, and without the types that only they had. Must not
//! know names.

use crate::{
    hash::HashSet,
    ir::{
        Additional, Api, Body, Encoding, Enumeration, Field, Payload, Scalar, Style, Type, TypeId,
        TypeKind, Union,
    },
    lower::passes::{resolved::target, unused::remove_with_inner},
};

/// How a form ranks among the ways to send an object: JSON is better, multipart worse.
const FORM: u8 = 1;

/// Removes the forms and multipart bodies that hold the same as the JSON, or as a form, and have no
/// file. `replaced` types go, too, if nothing mentions them any more.
pub(crate) fn remove(api: &mut Api, replaced: &[TypeId]) {
    let mut removed: Vec<Type> = replaced.iter().copied().map(Type::Named).collect();
    for index in 0..api.operations.len() {
        let Some(mut body) = api.operations[index].body.take() else {
            continue;
        };
        for twin in twins(api, &body).into_iter().rev() {
            removed.extend(body.media.remove(twin).payload.ty().cloned());
        }
        api.operations[index].body = Some(body);
    }
    if !removed.is_empty() {
        remove_with_inner(api, &removed);
    }
}

/// The media types of a body that another one of it makes needless.
fn twins(api: &Api, body: &Body) -> Vec<usize> {
    let rank = |payload: &Payload| match payload {
        Payload::Json(_) => Some(0),
        Payload::Form(..) => Some(FORM),
        Payload::Multipart(..) => Some(2),
        _ => None,
    };
    let sent = |index: usize| -> Option<(u8, &Type, &[Encoding])> {
        let payload = &body.media.get(index)?.payload;
        let (ty, encodings): (&Type, &[Encoding]) = match payload {
            Payload::Json(ty) => (ty, &[]),
            Payload::Form(ty, encodings) | Payload::Multipart(ty, encodings) => (ty, encodings),
            _ => return None,
        };
        Some((rank(payload)?, ty, encodings))
    };
    let count = body.media.len();
    let is_twin = |index: &usize| {
        let Some((rank, ty, encodings)) = sent(*index) else {
            return false;
        };
        // What may be anything may be a file.
        if *target(&api.types, ty) == Type::Any {
            return false;
        }
        let repeats = |(other_rank, other, _)| other_rank < rank && same(api, ty, other, false);
        // A file has no place in a form, so a multipart body with one takes its place.
        let yields = |(other_rank, other, _)| {
            rank == FORM
                && other_rank > rank
                && same(api, ty, other, true)
                && !same(api, ty, other, false)
        };
        let mut others = (0..count).filter_map(sent);
        encodings.iter().all(is_usual) && others.clone().any(repeats) || others.any(yields)
    };
    (0..count).filter(is_twin).collect()
}

/// Whether the encoding says what holds without it.
fn is_usual(encoding: &Encoding) -> bool {
    encoding.style.is_none_or(|style| style == Style::Form)
        && encoding.explode.is_none_or(|explode| explode)
        && !encoding.allow_reserved
        && encoding.content_type.is_none()
        && encoding.headers.is_empty()
}

/// Whether two types are written alike, whatever they are called and whatever is said of them.
/// `files`: also where the other has files.
fn same(api: &Api, one: &Type, other: &Type, files: bool) -> bool {
    let mut open = vec![(one, other)];
    let mut seen = HashSet::default();
    while let Some((one, other)) = open.pop() {
        match (target(&api.types, one), target(&api.types, other)) {
            (_, other) if files && takes_file(api, other) => {}
            (Type::Named(one), Type::Named(other)) => {
                if one == other || !seen.insert((*one, *other)) {
                    continue;
                }
                let kinds = (&api.type_def(*one).kind, &api.type_def(*other).kind);
                let Some(members) = members(kinds.0, kinds.1) else {
                    return false;
                };
                open.extend(members);
            }
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other))
            | (Type::KeyedMap(_, one), Type::KeyedMap(_, other))
            | (Type::Nullable(one), Type::Nullable(other)) => open.push((one, other)),
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
                open.extend(one.iter().zip(other));
            }
            (one, other) if one == other => {}
            _ => return false,
        }
    }
    true
}

/// Whether it is a file, or may be one.
fn takes_file(api: &Api, ty: &Type) -> bool {
    let is_file = |ty| *target(&api.types, ty) == Type::Scalar(Scalar::File);
    is_file(ty)
        || match ty {
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Union(union) => union.variants.iter().any(|variant| is_file(&variant.ty)),
                _ => false,
            },
            _ => false,
        }
}

/// The pairs of types that must be equal for both to be; `None` if they differ already.
fn members<'t>(one: &'t TypeKind, other: &'t TypeKind) -> Option<Vec<(&'t Type, &'t Type)>> {
    match (one, other) {
        (TypeKind::Struct(one), TypeKind::Struct(other)) => {
            let key = |field: &Field| (field.name.clone(), field.required, field.nullable);
            let alike = one.fields.iter().map(key).eq(other.fields.iter().map(key))
                && one.flattened.len() == other.flattened.len();
            let additional = match (&one.additional, &other.additional) {
                (Additional::Typed(one), Additional::Typed(other)) => Some((one, other)),
                (Additional::Typed(_), _) | (_, Additional::Typed(_)) => return None,
                _ => None,
            };
            let fields = one.fields.iter().zip(&other.fields);
            let fields = fields.map(|(one, other)| (&one.ty, &other.ty));
            let flattened = one.flattened.iter().zip(&other.flattened);
            let flattened = flattened.map(|((_, one), (_, other))| (one, other));
            alike.then(|| fields.chain(flattened).chain(additional).collect())
        }
        (TypeKind::Union(one), TypeKind::Union(other)) => {
            let tags = |union: &'t Union| union.variants.iter().map(|one| &one.tags);
            let alike = one.select == other.select && tags(one).eq(tags(other));
            let variants = one.variants.iter().zip(&other.variants);
            alike.then(|| variants.map(|(one, other)| (&one.ty, &other.ty)).collect())
        }
        (TypeKind::Enumeration(one), TypeKind::Enumeration(other)) => {
            let values = |list: &'t Enumeration| list.values.iter().map(|one| &one.value);
            values(one).eq(values(other)).then(Vec::new)
        }
        (TypeKind::Constant(one, _), TypeKind::Constant(other, _)) => (one == other).then(Vec::new),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_form_that_says_the_same_as_json_is_left_out() {
        assert_operation(
            "
                requestBody:
                  content:
                    application/json: {schema: {properties: {a: {type: string}}}}
                    application/x-www-form-urlencoded: {schema: {properties: {a: {type: string}}}}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "a": string
                operation POST /a
                  body
                    media "application/json": json [POST /a]/request
                  response 204
                    description "d"
            "#,
        );
    }
}
