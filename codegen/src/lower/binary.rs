//! Bytes that stand in JSON: there are none, so there `binary` is text.
//!
//! In: the API. Out: the same, `binary` left only in types that multipart bodies reach, whose parts are bytes.

use crate::ir::{Additional, Api, Body, Media, Payload, Scalar, Type, TypeId, TypeKind};

/// Makes text of bytes in JSON. A type that goes both ways keeps its bytes for the parts.
pub(super) fn settle(api: &mut Api) {
    let parts = in_parts(api);
    for (def, in_parts) in api.types.iter_mut().zip(parts) {
        if !in_parts {
            members(&mut def.kind, &mut text);
        }
    }
    bodies(api, |media| match &mut media.payload {
        // The whole body is bytes then, whatever its name says.
        Payload::Json(Type::Scalar(Scalar::Binary)) => media.payload = Payload::Bytes,
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::EventStream(ty)
        | Payload::JsonLines(ty) => text(ty),
        Payload::Multipart(..) | Payload::Text | Payload::Bytes => {}
    });
}

/// By type: whether a multipart body reaches it.
fn in_parts(api: &mut Api) -> Vec<bool> {
    let mut open: Vec<TypeId> = Vec::new();
    bodies(api, |media| {
        if let Payload::Multipart(ty, _) = &mut media.payload {
            ty.visit_mut(&mut |id| open.push(*id));
        }
    });
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        if let Some(known @ false) = reached.get_mut(id.index()) {
            *known = true;
            let kind = &mut api.types[id.index()].kind;
            kind.visit_mut(&mut |id| open.push(*id));
        }
    }
    reached
}

fn bodies(api: &mut Api, mut act: impl FnMut(&mut Media)) {
    let mut each = |body: &mut Option<Body>| {
        body.iter_mut()
            .flat_map(|body| &mut body.media)
            .for_each(&mut act);
    };
    api.webhooks
        .iter_mut()
        .for_each(|webhook| each(&mut webhook.body));
    for operation in &mut api.operations {
        each(&mut operation.body);
    }
    for operation in &mut api.operations {
        let responses = operation.responses.iter_mut();
        responses
            .flat_map(|response| &mut response.media)
            .for_each(&mut act);
    }
}

fn members(kind: &mut TypeKind, act: &mut impl FnMut(&mut Type)) {
    match kind {
        TypeKind::Struct(object) => {
            object
                .fields
                .iter_mut()
                .for_each(|field| act(&mut field.ty));
            object.flattened.iter_mut().for_each(|(_, ty)| act(ty));
            if let Additional::Typed(ty) = &mut object.additional {
                act(ty);
            }
        }
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| act(&mut variant.ty)),
        TypeKind::Alias(ty, _) => act(ty),
        TypeKind::Enumeration(_) | TypeKind::Constant(_) => {}
    }
}

fn text(ty: &mut Type) {
    match ty {
        Type::Scalar(scalar @ Scalar::Binary) => *scalar = Scalar::String,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => text(inner),
        Type::Tuple(items) => items.iter_mut().for_each(text),
        Type::Named(_) | Type::Scalar(_) | Type::Any | Type::Null => {}
    }
}
