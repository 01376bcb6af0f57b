//! Parameters and response headers.

use super::{At, Lowering, docs};
use crate::{
    ir::{Docs, Location, Parameter, Scalar, Style, Type},
    openapi,
    source::Node,
};

impl<'a> Lowering<'a, '_> {
    /// A parameter or a response header.
    pub(super) fn parameter(&mut self, parameter: &openapi::Parameter<'a>, at: &At) -> Parameter {
        let fixed = self.only_value(parameter);
        let (ty, default) = match parameter.schema {
            Some(node) => {
                let ty = match fixed {
                    Some(_) => Type::Scalar(Scalar::String),
                    None => self.schema(node, at).split_null().0,
                };
                (
                    ty,
                    self.view(&[node])
                        .find(|schema| schema.default)
                        .map(Node::to_json),
                )
            }
            // A name in the path template that is declared nowhere.
            None => (Type::Scalar(Scalar::String), None),
        };
        let minimum = self
            .view(parameter.schema.as_slice())
            .find(|schema| schema.limits.minimum)
            .map(|minimum| minimum.0.clone());
        let description = parameter.description.or_else(|| {
            self.view(parameter.schema.as_slice())
                .own()
                .rev()
                .find_map(|schema| schema.description)
        });
        let example = parameter.example.or_else(|| {
            self.view(parameter.schema.as_slice())
                .find(|schema| schema.examples.first().copied())
        });
        Parameter {
            name: parameter.name.text.to_owned(),
            location: location(parameter.location),
            required: parameter.required,
            ty,
            style: match parameter.media_type {
                Some(media) if is_text(media.text) => Style::Form,
                Some(_) => Style::Json,
                None => style(parameter.style),
            },
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved,
            encodings: self.encodings_of(&parameter.encoding, false),
            default,
            minimum,
            fixed: fixed.map(str::to_owned),
            docs: Docs {
                deprecated: parameter.deprecated,
                example: example.and_then(super::example).map(Box::new),
                ..docs(None, description)
            },
        }
    }

    /// The text that a parameter always has: it must be sent, and its own `enum` lists nothing else.
    fn only_value(&mut self, parameter: &openapi::Parameter<'a>) -> Option<&'a str> {
        let schema = self.read(parameter.schema.filter(|_| parameter.required)?);
        match (schema.reference, schema.constant, schema.enumeration) {
            (None, Some(value), _) | (None, None, Some([value])) => value.as_str(),
            _ => None,
        }
    }
}

/// Whether a value of that media type is written as it is, and not as JSON.
fn is_text(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    !super::body::is_json(&essence.to_ascii_lowercase()) && !essence.contains('*')
}

pub(super) fn location(location: openapi::Location) -> Location {
    match location {
        openapi::Location::Path => Location::Path,
        openapi::Location::Query => Location::Query,
        openapi::Location::Header => Location::Header,
        openapi::Location::Cookie => Location::Cookie,
        openapi::Location::QueryString => Location::QueryString,
    }
}

pub(super) fn style(style: openapi::Style) -> Style {
    match style {
        openapi::Style::Simple => Style::Simple,
        openapi::Style::Label => Style::Label,
        openapi::Style::Matrix => Style::Matrix,
        openapi::Style::Form => Style::Form,
        openapi::Style::Cookie => Style::Cookie,
        openapi::Style::SpaceDelimited => Style::SpaceDelimited,
        openapi::Style::PipeDelimited => Style::PipeDelimited,
        openapi::Style::DeepObject => Style::DeepObject,
    }
}
