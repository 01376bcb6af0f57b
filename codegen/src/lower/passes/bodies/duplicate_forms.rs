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
    lower::passes::unused,
};

/// How a form ranks among the ways to send an object: JSON is better, multipart worse.
const FORM: u8 = 1;

/// Removes the forms and multipart bodies that hold the same as the JSON, or as a form, and have no
/// file. `by_type` has an entry for each type; `replaced` types go, too, if nothing mentions them
/// any more.
pub(crate) fn remove<T>(api: &mut Api, by_type: &mut Vec<T>, replaced: &[TypeId]) {
    let mut bodies: Vec<Option<Body>> = Vec::new();
    for operation in &mut api.operations {
        bodies.push(operation.body.take());
    }
    let mut removed: Vec<Type> = replaced.iter().copied().map(Type::Named).collect();
    for body in bodies.iter_mut().flatten() {
        let twins: Vec<usize> = twins(api, body);
        for index in twins.into_iter().rev() {
            if let Payload::Form(ty, _) | Payload::Multipart(ty, _) =
                body.media.remove(index).payload
            {
                removed.push(ty);
            }
        }
    }
    for (operation, body) in api.operations.iter_mut().zip(bodies) {
        operation.body = body;
    }
    if !removed.is_empty() {
        forget(api, by_type, removed);
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
        if *target(api, ty) == Type::Any {
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

/// Removes the inline types that only what was removed had.
fn forget<T>(api: &mut Api, by_type: &mut Vec<T>, removed: Vec<Type>) {
    let mut candidates = HashSet::default();
    reach(api, removed, &mut candidates);
    let mut roots: Vec<Type> = Vec::new();
    for index in 0..api.types.len() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        if api.types[index].component || !candidates.contains(&id) {
            roots.push(Type::Named(id));
        }
    }
    let mut operations = Api {
        operations: std::mem::take(&mut api.operations),
        webhooks: std::mem::take(&mut api.webhooks),
        ..Api::default()
    };
    operations.visit_mut(&mut |id| roots.push(Type::Named(*id)));
    (api.operations, api.webhooks) = (operations.operations, operations.webhooks);
    let mut used = HashSet::default();
    reach(api, roots, &mut used);
    let ids = (0..).map(TypeId).take(api.types.len());
    let gone = ids.filter(|id| !used.contains(id)).collect();
    unused::remove(api, by_type, &gone);
}

/// Adds every type that these lead to.
fn reach(api: &mut Api, mut open: Vec<Type>, found: &mut HashSet<TypeId>) {
    while let Some(mut ty) = open.pop() {
        let mut ids = Vec::new();
        ty.visit_mut(&mut |id| ids.push(*id));
        for id in ids {
            if found.insert(id) {
                let kind = &mut api.types[id.index()].kind;
                kind.visit_mut(&mut |id| open.push(Type::Named(*id)));
            }
        }
    }
}

/// Whether two types are written alike, whatever they are called and whatever is said of them.
/// `files`: also where the other has files.
fn same(api: &Api, one: &Type, other: &Type, files: bool) -> bool {
    let mut open = vec![(one, other)];
    let mut seen = HashSet::default();
    while let Some((one, other)) = open.pop() {
        match (target(api, one), target(api, other)) {
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
    let is_file = |ty| *target(api, ty) == Type::Scalar(Scalar::File);
    is_file(ty)
        || match ty {
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Union(union) => union.variants.iter().any(|variant| is_file(&variant.ty)),
                _ => false,
            },
            _ => false,
        }
}

/// The target of an alias; any other type is returned unchanged.
fn target<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    let mut target = ty;
    // A circle of names was ended before; this is for one that wasn't.
    for _ in 0..=api.types.len() {
        let Type::Named(id) = target else { break };
        let TypeKind::Alias(next, _) = &api.type_def(*id).kind else {
            break;
        };
        target = next;
    }
    target
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
