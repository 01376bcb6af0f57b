//! `binary` in JSON or in a parameter becomes text, since neither can carry bytes.
//!
//! In: the API, the parts of multipart bodies already files. Out: the same without `binary` in a
//! type.

use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Additional, Api, Payload, Scalar, Type, TypeKind},
    source::{Node, Sources},
};

/// Reports bytes inside a part of a multipart body that is JSON.
pub(crate) fn report_nested(api: &Api, sources: &Sources, diagnostics: &mut Diagnostics) {
    let bodies = api.operations.iter().filter_map(|one| one.body.as_ref());
    let multipart = bodies
        .flat_map(|body| &body.media)
        .filter_map(|media| match &media.payload {
            Payload::Multipart(ty, _) => Some(ty),
            _ => None,
        });
    let reached = api.reached(multipart.flat_map(Type::ids).collect());
    for (def, _) in api
        .types
        .iter()
        .zip(reached)
        .filter(|(_, reached)| *reached)
    {
        if let Some(node) = sources.at(&def.origin) {
            report_bytes(&def.kind, node, diagnostics);
        }
    }
}

/// Reports the bytes of a type that is JSON in a part.
fn report_bytes(kind: &TypeKind, node: &Node, diagnostics: &mut Diagnostics) {
    let mut report = |place, what: &str| {
        diagnostics
            .report(
                Code::UnsupportedMediaType,
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
                Additional::Unstated | Additional::Forbidden => Vec::new(),
            };
            (others, "the bytes of further properties")
        }
        TypeKind::Union(_) => (kind.types(), "the bytes of a member"),
        TypeKind::Alias(..) => (kind.types(), "these bytes"),
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => return,
    };
    if others.into_iter().any(holds_bytes) {
        report(node.span, what);
    }
}

/// Whether a type is bytes, or a list or map of them.
fn holds_bytes(ty: &Type) -> bool {
    let mut as_text = ty.clone();
    text(&mut as_text);
    as_text != *ty
}

/// Makes text of bytes in JSON and in parameters.
pub(crate) fn make_text(api: &mut Api) {
    let kinds = api.types.iter_mut().map(|def| &mut def.kind);
    kinds.flat_map(TypeKind::types_mut).for_each(text);
    api.parameter_types_mut().for_each(text);
    for media in api.media_mut() {
        match &mut media.payload {
            // The whole body is bytes then, whatever its name says.
            Payload::Json(Type::Scalar(Scalar::Binary)) => media.payload = Payload::Bytes,
            Payload::Multipart(..) => {}
            payload => payload.ty_mut().into_iter().for_each(text),
        }
    }
}

fn text(ty: &mut Type) {
    if let Type::Scalar(scalar @ Scalar::Binary) = ty {
        *scalar = Scalar::String;
    }
    ty.inner_mut().iter_mut().for_each(text);
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
