//! Files: which parts of a multipart body are bytes with a name and a media type.
//!
//! In: multipart bodies and, once they are all defined, their types. Out: those types with files in the place of
//! bytes. A part is a file if it is binary ("Encoding Object", `contentType`), also where only its media type, or
//! in 3.1 the lack of a type, says so.

use super::{Lowering, body::is_json, view::View};
use crate::hash::HashSet;
use crate::{
    ir::{Additional, Api, Payload, Scalar, Type, TypeDef, TypeId, TypeKind},
    openapi::{MediaType, Types, Version},
    source::Node,
};

/// A multipart body: its type, and the properties of which only their media types say that they are files.
pub(super) struct Multipart {
    ty: Type,
    files: HashSet<String>,
}

impl<'a> Lowering<'a, '_> {
    /// Keeps a body for [`make_files`], when its type is known.
    pub(super) fn note_multipart(&mut self, media: &MediaType<'a>, ty: &Type) {
        let view = self.view(media.schema.as_slice());
        let mut files = HashSet::default();
        for (name, (_, nodes)) in view.properties() {
            let encoded = media
                .encoding
                .iter()
                .find(|encoding| encoding.property.text == name);
            let encoded = encoded.and_then(|encoding| encoding.content_type);
            if self.is_file(&nodes, encoded) {
                files.insert(name.to_owned());
            }
        }
        self.multipart.push(Multipart {
            ty: ty.clone(),
            files,
        });
    }

    /// Whether the schemas describe bytes without `format: binary`.
    fn is_file(&mut self, nodes: &[&'a Node], encoded: Option<&str>) -> bool {
        let view = self.view(nodes);
        let item = view.find(|schema| schema.items);
        let view = match item {
            Some(item) if view.types() == Types::ARRAY => self.view(&[item]),
            _ => view,
        };
        if view.find(|schema| schema.content_encoding).is_some() {
            return false;
        }
        let media = encoded.or_else(|| view.find(|schema| schema.content_media_type));
        match media {
            Some(media) if view.types() == Types::STRING || says_nothing(&view) => {
                media.split(',').all(is_binary)
            }
            Some(_) => false,
            None => self.version >= Version::V3_1 && says_nothing(&view),
        }
    }
}

/// Whether any value at all is allowed.
fn says_nothing(view: &View<'_>) -> bool {
    view.types().is_empty()
        && !view.has_properties()
        && !view.any(|schema| {
            schema.constant.is_some()
                || schema.enumeration.is_some()
                || schema.format.is_some()
                || schema.items.is_some()
                || schema.boolean == Some(false)
                || !schema.one_of.is_empty()
                || !schema.any_of.is_empty()
        })
}

/// Whether content of that media type is no text.
fn is_binary(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    !(essence.starts_with("text/") || is_json(&essence) || essence.ends_with("xml"))
}

/// Puts files in the place of bytes, in what the bodies hold themselves: what lies deeper is JSON.
pub(super) fn make_files(api: &mut Api, bodies: &[Multipart]) {
    let json = json_types(api);
    let none = HashSet::default();
    for body in bodies {
        // What is JSON elsewhere can't have its texts made files.
        let shared = json.contains(&body.ty);
        let files = if shared { &none } else { &body.files };
        let mut seen = HashSet::default();
        let mut open = vec![body.ty.clone()];
        while let Some(ty) = open.pop() {
            match ty {
                Type::Nullable(inner) => open.push(*inner),
                Type::Named(id) if seen.insert(id) => {
                    open.extend(make_parts(&mut api.types, id, files));
                }
                _ => {}
            }
        }
    }
    let bodies = api
        .operations
        .iter_mut()
        .filter_map(|one| one.body.as_mut());
    for media in bodies.flat_map(|body| &mut body.media) {
        if let Payload::Multipart(Type::Map(item), _) = &mut media.payload {
            **item = file(&mut api.types, item, false, &mut HashSet::default());
        }
    }
}

/// The types of JSON bodies, sent or received.
fn json_types(api: &Api) -> HashSet<Type> {
    let sent = api.operations.iter().flat_map(|one| &one.body);
    let received = api.operations.iter().flat_map(|one| &one.responses);
    let media = sent
        .flat_map(|body| &body.media)
        .chain(received.flat_map(|response| &response.media));
    media
        .filter_map(|media| match &media.payload {
            Payload::Json(ty) => Some(ty.clone()),
            _ => None,
        })
        .collect()
}

/// Makes the parts of a type files, and gives the types that it stands for.
fn make_parts(types: &mut [TypeDef], id: TypeId, files: &HashSet<String>) -> Vec<Type> {
    let Some(def) = types.get_mut(id.index()) else {
        return Vec::new();
    };
    let mut object = match &mut def.kind {
        TypeKind::Alias(inner, _) => return vec![inner.clone()],
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            return variants.map(|variant| variant.ty.clone()).collect();
        }
        TypeKind::Enumeration(_) | TypeKind::Constant(_) => return Vec::new(),
        TypeKind::Struct(object) => std::mem::take(object),
    };
    for field in &mut object.fields {
        let by_media = files.contains(&field.name);
        field.ty = file(types, &field.ty, by_media, &mut HashSet::default());
    }
    if let Additional::Typed(ty) = &mut object.additional {
        *ty = file(types, ty, false, &mut HashSet::default());
    }
    let flattened = object.flattened.iter().map(|(_, ty)| ty.clone()).collect();
    types[id.index()].kind = TypeKind::Struct(object);
    flattened
}

/// The type of a part. `by_media`: a text, or any value, is a file too.
fn file(types: &mut [TypeDef], ty: &Type, by_media: bool, seen: &mut HashSet<TypeId>) -> Type {
    let mut inner = |ty: &Type| Box::new(file(types, ty, by_media, seen));
    match ty {
        Type::Scalar(Scalar::Binary) => Type::Scalar(Scalar::File),
        Type::Scalar(Scalar::String) | Type::Any if by_media => Type::Scalar(Scalar::File),
        Type::Array(item) => Type::Array(inner(item)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Named(id) if seen.insert(*id) => {
            let kind = types.get(id.index()).map(|def| def.kind.clone());
            match kind {
                Some(TypeKind::Alias(target, _)) => match file(types, &target, by_media, seen) {
                    made if made == target => ty.clone(),
                    made => made,
                },
                Some(TypeKind::Union(mut union)) => {
                    for variant in &mut union.variants {
                        variant.ty = file(types, &variant.ty, false, seen);
                    }
                    types[id.index()].kind = TypeKind::Union(union);
                    ty.clone()
                }
                _ => ty.clone(),
            }
        }
        _ => ty.clone(),
    }
}
