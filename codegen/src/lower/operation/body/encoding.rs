//! Encodings: how the properties of a form or multipart body are written, where their types don't
//! say.
//!
//! In: a media type, its `encoding` and its schema. Out: an [`Encoding`] for each property that has
//! one; the content type that a part's own schema states (`contentMediaType`, `contentEncoding`) is
//! one too.

use super::files::{self, allows_anything};
use crate::lower::{
    Schemas,
    media_type::is_json,
    operation::parameter,
    view::{View, scalar},
};
use crate::{
    diagnostics::Code,
    ir::Encoding,
    openapi::{self, MediaType, Types, Version},
    source::Node,
};

/// The key for items of a sequence of parts without their own encoding.
pub(crate) const ITEM: &str = "*";

/// How many arrays and unions in one another are looked into for a content type.
const MAX_DEPTH: u32 = 8;

/// How the properties of a form are written. Only parts of a multipart body have headers.
pub(crate) fn encodings<'a>(
    schemas: &Schemas<'a>,
    media: &MediaType<'a>,
    parts: bool,
) -> Vec<Encoding> {
    let mut lowered = encodings_of(schemas, &media.encoding, parts);
    for (index, one) in media.prefix_encoding.iter().enumerate() {
        lowered.push(encoding(schemas, one, index.to_string(), parts));
    }
    if let Some(one) = &media.item_encoding {
        lowered.push(encoding(schemas, one, ITEM.to_owned(), parts));
    }
    if !parts {
        return lowered;
    }
    for (name, nodes) in files::part_properties(schemas, media) {
        let found = lowered.iter().position(|known| known.property == name);
        if found.is_some_and(|index| lowered[index].content_type.is_some()) {
            continue;
        }
        let Some(content_type) = content_type(schemas, &nodes, 0) else {
            continue;
        };
        let index = found.unwrap_or_else(|| {
            lowered.push(Encoding::of(&name));
            lowered.len() - 1
        });
        // The value is the content already, so it must not become JSON once more.
        lowered[index].is_text = is_json(content_type);
        lowered[index].content_type = Some(content_type.to_owned());
    }
    lowered
}

/// The same without what schemas say.
pub(crate) fn encodings_of<'a>(
    schemas: &Schemas<'a>,
    encodings: &[openapi::Encoding<'a>],
    parts: bool,
) -> Vec<Encoding> {
    let encodings = encodings.iter();
    let lowered = encodings.map(|one| encoding(schemas, one, one.property.text.to_owned(), parts));
    lowered.collect()
}

fn encoding<'a>(
    schemas: &Schemas<'a>,
    encoding: &openapi::Encoding<'a>,
    property: String,
    parts: bool,
) -> Encoding {
    let headers = if parts {
        part_headers(schemas, encoding, &property)
    } else {
        Vec::new()
    };
    Encoding {
        property,
        content_type: encoding.content_type.map(str::to_owned),
        is_text: false,
        style: encoding.style.map(parameter::style),
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
        headers,
    }
}

/// The content type of a part that its schema states, or implies by saying how its text encodes
/// bytes.
fn content_type<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], depth: u32) -> Option<&'a str> {
    let view = schemas.view(nodes);
    if depth > MAX_DEPTH {
        return None;
    }
    let item = view.find(|schema| schema.items);
    if let Some(item) = item.filter(|_| view.types() == Types::ARRAY) {
        return content_type(schemas, &[item], depth + 1);
    }
    let members = members_of(schemas, &view);
    if let Some((first, others)) = members.split_first() {
        let stated = content_type(schemas, &[first], depth + 1);
        let same = |other: &&'a Node| content_type(schemas, &[other], depth + 1) == stated;
        return stated.filter(|_| others.iter().all(same));
    }
    if view.types() != Types::STRING && !allows_anything(&view) {
        return None;
    }
    let media = view.find(|schema| schema.content_media_type);
    // "Encoding Object", `contentType`: what 3.1 has for a `contentEncoding`.
    let encoded = schemas.version >= Version::V3_1
        && view.any(|schema| schema.content_encoding.is_some_and(scalar::encodes));
    media
        .filter(|media| !media.contains('*'))
        .or(encoded.then_some("application/octet-stream"))
}

/// The members of the unions of a view that are more than null.
pub(crate) fn members_of<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Vec<&'a Node> {
    let groups = view.alternatives().into_iter();
    let members: Vec<&'a Node> = groups.flat_map(|group| group.members).collect();
    let counts = |member: &&'a Node| !schemas.kind(member).is_empty();
    members.into_iter().filter(counts).collect()
}

/// The headers of a part whose values the document says. The others have a place on files,
/// which is reported; `Content-Type` is none of them (Encoding Object, `headers`).
fn part_headers<'a>(
    schemas: &Schemas<'a>,
    encoding: &openapi::Encoding<'a>,
    part: &str,
) -> Vec<(String, String)> {
    let mut known = Vec::new();
    for header in &encoding.headers {
        let name = header.name.text;
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        if let Some(value) = only_text(schemas, header) {
            known.push((name.to_owned(), value));
            continue;
        }
        let message = format!("the header `{name}` of the part `{part}` has no typed form");
        schemas.report(Code::UnsupportedMediaType, header.name.span, message, "`part_header` of the call sends it, and `FilePart::with_header` that of a file; one with a `const` is sent by itself");
    }
    known
}

/// The text of a header that can have no other one, or that must be there and has it unless set
/// otherwise.
fn only_text<'a>(schemas: &Schemas<'a>, header: &openapi::Parameter<'a>) -> Option<String> {
    let view = schemas.view(&[header.schema?]);
    let only = view
        .find(|schema| schema.enumeration)
        .filter(|values| values.len() == 1)
        .map(|values| &values[0]);
    let value = view.find(|schema| schema.constant).or(only);
    // A server assumes the default where the header may lack, so it is sent only where it may
    // not.
    let assumed = || view.find(|schema| schema.default);
    let value = value.or_else(|| assumed().filter(|_| header.required))?;
    match schemas.value(&view, value) {
        serde_json::Value::String(text) => Some(text),
        value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_)) => {
            Some(value.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_operation, operation_codes},
    };

    #[test]
    fn the_schema_of_a_part_states_its_content_type() {
        assert_operation(
            "
                requestBody:
                  content:
                    multipart/form-data:
                      schema: {properties: {a: {type: string, contentMediaType: text/csv}, b: {type: string}}}
                      encoding: {b: {contentType: text/html, headers: {X-A: {schema: {const: c}}}}}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "a": string
                  field "b": string
                operation POST /a
                  body
                    media "multipart/form-data": multipart [POST /a]/request
                      encoding "b"
                        content type "text/html"
                        header "X-A": "c"
                      encoding "a"
                        content type "text/csv"
                  response 204
                    description "d"
            "#,
        );
    }

    #[test]
    fn only_headers_of_parts_are_reported() {
        let table: &[(&str, &[Code])] = &[
            (
                "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}, encoding: {a: {explode: false}, b: {contentType: application/json}}}}}",
                &[],
            ),
            (
                "requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {a: {headers: {X: {schema: {type: string}}}}}}}}",
                &[Code::UnsupportedMediaType],
            ),
        ];
        for (snippet, expected) in table {
            assert_eq!(operation_codes(snippet), *expected, "{snippet}");
        }
    }
}
