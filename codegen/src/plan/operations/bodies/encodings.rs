//! Encodings: the properties of forms that are not written as their types would be.
//!
//! In: `encoding` of a media type (the Encoding Object). Out: the calls that apply it.

use crate::{
    ir::{Encoding, Media, Payload, Scalar, Style, Type, TypeKind},
    plan::{Expression, context::Context, operations::parameters::style},
};

/// The properties that are written otherwise than their types would be.
pub(super) fn differing(context: &Context<'_>, media: &Media) -> Expression {
    match &media.payload {
        Payload::Form(ty, encodings) => of_form(context, ty, encodings),
        Payload::Multipart(ty, encodings) => listed(context, ty, encodings, false),
        _ => Expression::Encodings(Vec::new()),
    }
}

/// The same of a form, which may also be a query.
pub(crate) fn of_form(context: &Context<'_>, ty: &Type, encodings: &[Encoding]) -> Expression {
    listed(context, ty, encodings, true)
}

fn listed(context: &Context<'_>, ty: &Type, encodings: &[Encoding], is_form: bool) -> Expression {
    let mut list = Vec::new();
    for encoding in encodings {
        for (name, value) in &encoding.headers {
            let header = [name, value].map(|text| Expression::Text(text.clone()));
            let value = Expression::Variant("FormEncoding", "Header", header.to_vec());
            list.push((encoding.property.clone(), value));
        }
        let kind = PropertyKind::of(context, field_type(context, ty, &encoding.property));
        let styled = encoding.style.is_some() || encoding.explode.is_some();
        let value = if styled || encoding.allow_reserved {
            let how = encoding.style.unwrap_or(Style::Form);
            let explode = encoding.explode.unwrap_or(how == Style::Form);
            let usual = match (how, kind) {
                (_, PropertyKind::Scalar | PropertyKind::File) => true,
                (Style::DeepObject, PropertyKind::Object) => is_form,
                (Style::Form, PropertyKind::Scalars) => explode,
                _ => false,
            };
            if usual && !encoding.allow_reserved {
                continue;
            }
            let name = if encoding.allow_reserved {
                "Reserved"
            } else {
                "Style"
            };
            let arguments = vec![style(how), Expression::Bool(explode)];
            Expression::Variant("FormEncoding", name, arguments)
        } else {
            let named = encoding.content_type.as_deref();
            // Of several media types, that of a value which may be of several types shows by
            // itself.
            let open = |media: &&str| kind == PropertyKind::Unknown && media.contains(',');
            let named = named.filter(|media| !open(media)).and_then(concrete);
            let usual = |media: &&str| is_usual(media, kind, is_form) && !encoding.is_text;
            let Some(media) = named.filter(|media| !usual(media)) else {
                continue;
            };
            let name = if encoding.is_text { "Text" } else { "Media" };
            let media = Expression::Text(media.to_owned());
            Expression::Variant("FormEncoding", name, vec![media])
        };
        list.push((encoding.property.clone(), value));
    }
    Expression::Encodings(list)
}

/// Whether a property is written under that media type anyway. A form has no place for its name.
fn is_usual(media: &str, kind: PropertyKind, is_form: bool) -> bool {
    let is_json = media.starts_with("application/json") || media.ends_with("+json");
    if is_form {
        return !is_json;
    }
    match kind {
        // Nothing but bytes is what is assumed of a file anyway.
        PropertyKind::File | PropertyKind::Unknown => media == "application/octet-stream",
        PropertyKind::Object => media == "application/json",
        PropertyKind::Scalar | PropertyKind::Scalars => false,
    }
}

/// The type of a property, as far as forms distinguish it.
#[derive(Clone, Copy, PartialEq)]
enum PropertyKind {
    /// A file, or several.
    File,
    Scalar,
    Scalars,
    Object,
    Unknown,
}

impl PropertyKind {
    fn of(context: &Context<'_>, ty: Option<&Type>) -> Self {
        match ty.map(|ty| context.resolve(ty).0) {
            Some(Type::Scalar(Scalar::File)) => Self::File,
            Some(Type::Scalar(_)) => Self::Scalar,
            Some(Type::Array(item)) if Self::of(context, Some(item)) == Self::File => Self::File,
            Some(Type::Array(item)) if Self::of_item(context, item) => Self::Scalars,
            Some(Type::Map(_) | Type::KeyedMap(..)) => Self::Object,
            Some(Type::Named(id)) => match context.api.type_def(*id).kind {
                TypeKind::Struct(_) => Self::Object,
                TypeKind::Enumeration(_) | TypeKind::Constant(..) => Self::Scalar,
                TypeKind::Union(_) | TypeKind::Alias(..) => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    fn of_item(context: &Context<'_>, item: &Type) -> bool {
        !matches!(context.resolve(item).0, Type::Array(_))
            && Self::of(context, Some(item)) == Self::Scalar
    }
}

/// The type of a property of an object, or of a position of a sequence.
fn field_type<'t>(context: &'t Context<'_>, ty: &'t Type, name: &str) -> Option<&'t Type> {
    match context.resolve(ty).0 {
        Type::Array(item) => return Some(item),
        Type::Tuple(items) => return items.get(name.parse::<usize>().ok()?),
        _ => {}
    }
    match &context.definition(ty)?.1.kind {
        TypeKind::Struct(object) => {
            let field = object.fields.iter().find(|field| field.name == name);
            field.map(|field| &field.ty)
        }
        _ => None,
    }
}

/// The first of the media types that says what it is.
fn concrete(media: &str) -> Option<&str> {
    media
        .split(',')
        .map(str::trim)
        .find(|media| !media.contains('*') && !media.is_empty())
}
