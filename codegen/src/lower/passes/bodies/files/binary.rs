//! `binary` in JSON or in a parameter becomes text, since neither can carry bytes.
//!
//! In: the API, the parts of multipart bodies already files. Out: the same without `binary` in a
//! type.

use crate::{
    diagnostics::{Code, Diagnostics},
    hash::HashSet,
    ir::{Additional, Api, Body, Media, Payload, Scalar, Type, TypeKind},
    source::Node,
};

/// Reports bytes inside a part of a multipart body that is JSON. `nodes`: the schema
/// of each type.
pub(crate) fn report_nested(api: &mut Api, nodes: &[Option<&Node>], diagnostics: &mut Diagnostics) {
    let mut open = Vec::new();
    for operation in &mut api.operations {
        for media in operation.body.iter_mut().flat_map(|body| &mut body.media) {
            if let Payload::Multipart(ty, _) = &mut media.payload {
                ty.visit_mut(&mut |id| open.push(*id));
            }
        }
    }
    let mut seen = HashSet::default();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(def) = api.types.get_mut(id.index()) else {
            continue;
        };
        if let Some(Some(node)) = nodes.get(id.index()) {
            report_bytes(&def.kind, node, diagnostics);
        }
        def.kind.visit_mut(&mut |id| open.push(*id));
    }
}

/// Reports the bytes of a type that is JSON in a part.
fn report_bytes(kind: &TypeKind, node: &Node, diagnostics: &mut Diagnostics) {
    let mut report = |place, what: &str| {
        diagnostics
            .report(
                Code::WidenedMediaType,
                place,
                format!("{what} are text: the part around them is JSON"),
            )
            .help("make them a property of the body itself, or say `contentEncoding: base64`");
    };
    let (others, what) = match kind {
        TypeKind::Struct(object) => {
            for field in object.fields.iter().filter(|field| holds_bytes(&field.ty)) {
                let properties = node.get("properties").and_then(Node::as_object);
                let member = properties.and_then(|properties| properties.member(&field.name));
                let place = member.map_or(node.span, |member| member.key);
                report(place, &format!("the bytes of `{}`", field.name));
            }
            let others = match &object.additional {
                Additional::Typed(ty) => vec![ty],
                _ => Vec::new(),
            };
            (others, "the bytes of further properties")
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().map(|variant| &variant.ty);
            (variants.collect(), "the bytes of a member")
        }
        TypeKind::Alias(ty, _) => (vec![ty], "these bytes"),
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => return,
    };
    if others.into_iter().any(holds_bytes) {
        report(node.span, what);
    }
}

/// Whether a type is bytes, or a list or map of them.
fn holds_bytes(ty: &Type) -> bool {
    let mut settled = ty.clone();
    text(&mut settled);
    settled != *ty
}

/// Makes text of bytes in JSON and in parameters.
pub(crate) fn settle(api: &mut Api) {
    for def in &mut api.types {
        members(&mut def.kind, &mut text);
    }
    for operation in &mut api.operations {
        let headers = operation.responses.iter_mut();
        let headers = headers.flat_map(|response| &mut response.headers);
        let parameters = operation.parameters.iter_mut().chain(headers);
        parameters.for_each(|parameter| text(&mut parameter.ty));
    }
    bodies(api, |media| match &mut media.payload {
        // The whole body is bytes then, whatever its name says.
        Payload::Json(Type::Scalar(Scalar::Binary)) => media.payload = Payload::Bytes,
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::Events(ty, _)
        | Payload::JsonLines(ty) => text(ty),
        Payload::Multipart(..) | Payload::Text | Payload::Bytes => {}
    });
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
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => {}
    }
}

fn text(ty: &mut Type) {
    match ty {
        Type::Scalar(scalar @ Scalar::Binary) => *scalar = Scalar::String,
        Type::Array(inner)
        | Type::Map(inner)
        | Type::KeyedMap(_, inner)
        | Type::Nullable(inner) => text(inner),
        Type::Tuple(items) => items.iter_mut().for_each(text),
        Type::Named(_) | Type::Scalar(_) | Type::Any | Type::Null | Type::Foreign(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn bytes_in_json_are_text() {
        assert_operation(
            "
                requestBody:
                  content: {application/json: {schema: {properties: {a: {type: string, format: binary}}}}}
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
