//! Files: which parts of a multipart body are bytes with a name and a media type.
//!
//! In: a multipart body. Out: the properties of which the schema, its media type, or in 3.1 the
//! lack of a type says that they are files ("Encoding Object", `contentType`). Must not know types:
//! the pass over files makes them that.

use super::encoding::{self, ITEM};
use crate::hash::{HashMap, HashSet, IndexMap};
use crate::lower::{
    Schemas,
    media_type::is_binary,
    view::{View, scalar},
};
use crate::{
    ir::{Scalar, Type},
    openapi::{MediaType, Types, Version},
    source::Node,
};

/// How many arrays and unions in one another are looked into for files.
const MAX_DEPTH: u32 = 8;

/// A multipart body: its type, and the properties that are files.
pub(crate) struct Multipart {
    pub(crate) ty: Type,
    pub(crate) files: HashMap<String, FilePart>,
}

/// The kind of a part whose type alone doesn't show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilePart {
    /// A file.
    File,
    /// A file, or the text that the type is.
    FileOrText,
}

/// What is noted of a body for the pass over files, when its type is known.
pub(crate) fn multipart<'a>(schemas: &Schemas<'a>, media: &MediaType<'a>, ty: &Type) -> Multipart {
    let mut files = HashMap::default();
    for (name, nodes) in part_properties(schemas, media) {
        let mut encodings = media.encoding.iter();
        let encoded = encodings.find(|encoding| encoding.property.text == name);
        let position = name.parse().ok();
        let prefix = position.and_then(|index: usize| media.prefix_encoding.get(index));
        let others = media.item_encoding.as_ref();
        let encoded = encoded.or(prefix).or(others);
        let encoded = encoded.and_then(|encoding| encoding.content_type);
        if let Some(part) = part(schemas, &nodes, encoded, 0) {
            files.insert(name, part);
        }
    }
    Multipart {
        ty: ty.clone(),
        files,
    }
}

/// The properties of a body, those of the members of its unions included. If several members have
/// the same one, the first decides. Items of a sequence go by their position, or by `*`.
pub(crate) fn part_properties<'a>(
    schemas: &Schemas<'a>,
    media: &MediaType<'a>,
) -> IndexMap<String, Vec<&'a Node>> {
    let mut found = IndexMap::default();
    if let Some(item) = media.item_schema {
        found.insert(ITEM.to_owned(), vec![item]);
    }
    let mut seen = HashSet::default();
    let mut open: Vec<&'a Node> = media.schema.into_iter().collect();
    while let Some(node) = open.pop() {
        if !seen.insert(crate::lower::key(node)) {
            continue;
        }
        let view = schemas.view(&[node]);
        for (name, (_, nodes)) in view.properties() {
            found.entry(name.to_owned()).or_insert(nodes);
        }
        if view.types() == Types::ARRAY {
            let items = view
                .find(|schema| schema.items)
                .map(|item| (ITEM.to_owned(), item));
            let positions = view
                .find(|schema| Some(schema.prefix_items))
                .unwrap_or_default();
            let positions = positions.iter().enumerate();
            let positions = positions.map(|(index, node)| (index.to_string(), node));
            for (name, node) in positions.chain(items) {
                found.entry(name).or_insert_with(|| vec![node]);
            }
        }
        open.extend(encoding::members_of(schemas, &view).into_iter().rev());
    }
    found
}

/// What the schemas of a part make it, if that is more than their type.
fn part<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    encoded: Option<&str>,
    depth: u32,
) -> Option<FilePart> {
    let view = schemas.view(nodes);
    if depth > MAX_DEPTH {
        return None;
    }
    let item = view.find(|schema| schema.items);
    if let Some(item) = item.filter(|_| view.types() == Types::ARRAY) {
        return part(schemas, &[item], encoded, depth + 1);
    }
    let members = encoding::members_of(schemas, &view);
    if members.is_empty() {
        return is_file(schemas, &view, encoded).then_some(FilePart::File);
    }
    let parts = members.iter();
    let parts: Vec<Option<FilePart>> = parts
        .map(|member| part(schemas, &[member], encoded, depth + 1))
        .collect();
    let texts = |member: &&'a Node| schemas.kind(member).is_string();
    if parts.iter().all(|part| *part == Some(FilePart::File)) {
        Some(FilePart::File)
    } else if parts.iter().any(Option::is_some) && members.iter().all(texts) {
        Some(FilePart::FileOrText)
    } else {
        None
    }
}

fn is_file<'a>(schemas: &Schemas<'a>, view: &View<'a>, encoded: Option<&str>) -> bool {
    let is_string = view.types() == Types::STRING;
    if is_string && scalar::string(view) == Scalar::Binary {
        return true;
    }
    if view.any(|schema| schema.content_encoding.is_some_and(scalar::encodes)) {
        return false;
    }
    let media = encoded.or_else(|| view.find(|schema| schema.content_media_type));
    match media {
        Some(media) if is_string || allows_anything(view) => media.split(',').all(is_binary),
        Some(_) => false,
        None => schemas.version >= Version::V3_1 && allows_anything(view),
    }
}

/// Whether any value at all is allowed.
pub(crate) fn allows_anything(view: &View<'_>) -> bool {
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

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn binary_parts_of_a_multipart_body_are_files() {
        assert_operation(
            "
                requestBody:
                  content:
                    multipart/form-data:
                      schema: {required: [photo], properties: {photo: {type: string, format: binary}, data: {}, name: {type: string}}}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "photo": file
                    required
                  field "data": file
                  field "name": string
                operation POST /a
                  body
                    media "multipart/form-data": multipart [POST /a]/request
                  response 204
                    description "d"
            "#,
        );
    }
}
