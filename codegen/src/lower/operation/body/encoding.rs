//! Encodings: how the properties of a form or multipart body are written, where their types don't
//! say.
//!
//! In: a media type, its `encoding` and its schema. Out: an [`Encoding`] for each property that has
//! one; the content type that a part's own schema states (`contentMediaType`, `contentEncoding`) is
//! one too.

use super::{files::says_nothing, is_json};
use crate::lower::{
    Lowering, operation::parameter, schema::scalar, union::member_kind::Kind, view::View,
};
use crate::{
    diagnostics::Code,
    ir::Encoding,
    openapi::{self, MediaType, Types, Version},
    source::Node,
};

/// The form of each item of a sequence of parts that has no encoding of its own.
pub(crate) const ITEM: &str = "*";

/// How many arrays and unions in one another are looked into for a content type.
const DEEPEST: u32 = 8;

impl<'a> Lowering<'a, '_> {
    /// How the properties of a form are written. Only parts of a multipart body have headers.
    pub(crate) fn encodings(&mut self, media: &MediaType<'a>, parts: bool) -> Vec<Encoding> {
        let mut lowered = self.encodings_of(&media.encoding, parts);
        for (index, encoding) in media.prefix_encoding.iter().enumerate() {
            lowered.push(self.encoding(encoding, index.to_string(), parts));
        }
        if let Some(encoding) = &media.item_encoding {
            lowered.push(self.encoding(encoding, ITEM.to_owned(), parts));
        }
        if !parts {
            return lowered;
        }
        for (name, nodes) in self.part_properties(media) {
            let found = lowered.iter().position(|known| known.property == name);
            if found.is_some_and(|index| lowered[index].content_type.is_some()) {
                continue;
            }
            let Some(content_type) = self.content_type(&nodes, 0) else {
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
    pub(crate) fn encodings_of(
        &mut self,
        encodings: &[openapi::Encoding<'a>],
        parts: bool,
    ) -> Vec<Encoding> {
        let encodings = encodings.iter();
        let lowered = encodings.map(|one| self.encoding(one, one.property.text.to_owned(), parts));
        lowered.collect()
    }

    fn encoding(
        &mut self,
        encoding: &openapi::Encoding<'a>,
        property: String,
        parts: bool,
    ) -> Encoding {
        let headers = if parts {
            self.part_headers(encoding, &property)
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
    fn content_type(&mut self, nodes: &[&'a Node], depth: u32) -> Option<&'a str> {
        let view = self.view(nodes);
        if depth > DEEPEST {
            return None;
        }
        let item = view.find(|schema| schema.items);
        if let Some(item) = item.filter(|_| view.types() == Types::ARRAY) {
            return self.content_type(&[item], depth + 1);
        }
        let members = self.members_of(&view);
        if let Some((first, others)) = members.split_first() {
            let stated = self.content_type(&[first], depth + 1);
            let same = |other: &&'a Node| self.content_type(&[other], depth + 1) == stated;
            return stated.filter(|_| others.iter().all(same));
        }
        if view.types() != Types::STRING && !says_nothing(&view) {
            return None;
        }
        let media = view.find(|schema| schema.content_media_type);
        // "Encoding Object", `contentType`: what 3.1 has for a `contentEncoding`.
        let encoded = self.version >= Version::V3_1
            && view.any(|schema| schema.content_encoding.is_some_and(scalar::encodes));
        media
            .filter(|media| !media.contains('*'))
            .or(encoded.then_some("application/octet-stream"))
    }

    /// The members of the unions of a view that are more than null.
    pub(crate) fn members_of(&mut self, view: &View<'a>) -> Vec<&'a Node> {
        let groups = view.alternatives().into_iter();
        let members: Vec<&'a Node> = groups.flat_map(|group| group.members).collect();
        let counts = |member: &&'a Node| !matches!(self.kind(member), Kind::Null | Kind::Never);
        members.into_iter().filter(counts).collect()
    }

    /// The headers of a part whose values the document says. The others have a place on files,
    /// which is reported; `Content-Type` is none of them (Encoding Object, `headers`).
    fn part_headers(
        &mut self,
        encoding: &openapi::Encoding<'a>,
        part: &str,
    ) -> Vec<(String, String)> {
        let mut known = Vec::new();
        for header in &encoding.headers {
            let name = header.name.text;
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            if let Some(value) = self.only_text(header) {
                known.push((name.to_owned(), value));
                continue;
            }
            let message = format!("the header `{name}` of the part `{part}` has no typed form");
            self.diagnostics
                .report(Code::WidenedMediaType, header.name.span, message)
                .help("`part_header` of the call sends it, and `FilePart::with_header` that of a file; one with a `const` is sent by itself");
        }
        known
    }

    /// The text of a header that can have no other one, or that must be there and has it unless set
    /// otherwise.
    fn only_text(&mut self, header: &openapi::Parameter<'a>) -> Option<String> {
        let view = self.view(&[header.schema?]);
        let only = view
            .find(|schema| schema.enumeration)
            .filter(|values| values.len() == 1)
            .map(|values| &values[0]);
        let value = view.find(|schema| schema.constant).or(only);
        // A server assumes the default where the header may lack, so it is sent only where it may
        // not.
        let assumed = || view.find(|schema| schema.default);
        let value = value.or_else(|| assumed().filter(|_| header.required))?;
        match self.value(&view, value) {
            serde_json::Value::String(text) => Some(text),
            value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_)) => {
                Some(value.to_string())
            }
            _ => None,
        }
    }
}
