//! Media types and their encodings, examples, links.

use serde_json::{Map, Value, json};

use super::{Export, rules::Rule};
use crate::source::{Node, Value as Source};

impl<'s> Export<'s> {
    /// `content`: media types.
    pub(super) fn content(&mut self, node: &'s Node) -> Option<Value> {
        let Some(object) = node.as_object() else {
            self.wrong_type(node, "an object");
            return None;
        };
        let mut out = Map::new();
        for (name, media) in object.iter() {
            // In 3.2 a media type can be a reference.
            let media = match media
                .get("$ref")
                .map(|reference| (reference.span, reference.as_str()))
            {
                Some((span, Some(text))) => self.end(span, text)?,
                _ => media,
            };
            let mut value = self.object(media, media_type);
            let untyped = value
                .get("schema")
                .and_then(Value::as_object)
                .is_none_or(Map::is_empty);
            if untyped && is_binary(name) {
                // 3.1 leaves out what 3.0 wants written down.
                value.insert(
                    "schema".to_owned(),
                    json!({"type": "string", "format": "binary"}),
                );
            }
            out.insert(name.to_owned(), value.into());
        }
        Some(out.into())
    }

    fn encoding(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "contentType" | "style" => Rule::Text,
            "headers" => Rule::Map(Export::header),
            "explode" | "allowReserved" => Rule::Flag,
            "encoding" | "prefixEncoding" | "itemEncoding" => {
                Rule::Omit("3.0 encodes properties only")
            }
            _ => Rule::Unknown,
        });
        self.style(
            &mut out,
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            node,
        );
        if let Some(explode) = node
            .get("explode")
            .filter(|node| matches!(node.value, Source::Bool(false)))
        {
            self.loss(
                explode.span,
                "`explode: false` can't be written here",
                "3.0's types know only `true`",
            );
        }
        Some(out.into())
    }

    /// An example, or a reference to one.
    pub(super) fn example(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "examples", |export, node| {
            let mut out = export.object(node, |name| match name {
                "summary" | "description" | "externalValue" => Rule::Text,
                "value" => Rule::Json,
                "dataValue" | "serializedValue" => Rule::Skip,
                _ => Rule::Unknown,
            });
            let newer = node
                .get("dataValue")
                .or_else(|| node.get("serializedValue"));
            if let Some(value) = newer {
                out.entry("value").or_insert_with(|| value.to_json());
            }
            Some(out.into())
        })
    }

    /// A link, or a reference to one.
    pub(super) fn link(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "links", |export, node| {
            let out = export.object(node, |name| match name {
                "operationRef" | "operationId" | "description" => Rule::Text,
                "parameters" => Rule::Map(|_, value| Some(value.to_json())),
                "requestBody" => Rule::Json,
                "server" => Rule::Part(Export::server),
                _ => Rule::Unknown,
            });
            if out.contains_key("operationRef") == out.contains_key("operationId") {
                export.reject(
                    node.span,
                    "a link needs one of `operationRef` and `operationId`",
                    "add the one that is missing, or remove the one too many",
                );
                return None;
            }
            Some(out.into())
        })
    }
}

/// Whether a media type is binary.
fn is_binary(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    matches!(
        name,
        "application/octet-stream" | "application/pdf" | "application/zip" | "application/gzip"
    ) || ["image/", "audio/", "video/", "font/"]
        .iter()
        .any(|kind| name.starts_with(kind))
}

fn media_type<'s>(name: &str) -> Rule<'s> {
    match name {
        "schema" => Rule::Part(Export::sub_schema),
        "example" => Rule::Json,
        "examples" => Rule::Map(Export::example),
        "encoding" => Rule::Map(Export::encoding),
        "itemSchema" => Rule::Omit("3.0 can't describe the items of a stream"),
        "prefixEncoding" | "itemEncoding" => Rule::Omit("3.0 encodes properties only"),
        _ => Rule::Unknown,
    }
}
