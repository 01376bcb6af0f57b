//! Parameters and response headers.

use crate::lower::{At, Lowering, docs};
use crate::{
    ir::{Docs, Location, Parameter, Scalar, Style, Type},
    openapi,
    source::Node,
};

impl<'a> Lowering<'a, '_> {
    /// A parameter or a response header.
    pub(crate) fn parameter(&mut self, parameter: &openapi::Parameter<'a>, at: &At) -> Parameter {
        let fixed = self.only_value(parameter);
        let (ty, default) = match parameter.schema {
            Some(node) => {
                let ty = match &fixed {
                    Some(_) => Type::Scalar(Scalar::String),
                    None => self.schema(node, at).split_null().0,
                };
                let view = self.view(&[node]);
                let default = view.find(|schema| schema.default);
                let default = default.map(|node| self.stated_value("default", &view, node));
                (ty, default)
            }
            // A name in the path template that is declared nowhere.
            None => (Type::Scalar(Scalar::String), None),
        };
        let description = parameter.description.or_else(|| {
            self.view(parameter.schema.as_slice())
                .own()
                .rev()
                .find_map(|schema| schema.description)
        });
        let view = self.view(parameter.schema.as_slice());
        let limits = self.bounds(&view);
        let example = parameter
            .example
            .or_else(|| view.find(|schema| schema.examples.first().copied()));
        let secret = view.find(|schema| schema.format) == Some("password") || is_marked(parameter);
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
            limits,
            fixed,
            secret,
            docs: Docs {
                deprecated: parameter.deprecated,
                example: example
                    .and_then(|node| self.example(&view, node))
                    .map(Box::new),
                ..docs(None, description)
            },
        }
    }

    /// The text that a parameter always has: it must be sent, and its own `enum` lists nothing
    /// else.
    fn only_value(&mut self, parameter: &openapi::Parameter<'a>) -> Option<String> {
        let node = parameter.schema.filter(|_| parameter.required)?;
        let schema = self.read(node);
        let (keyword, only) = match (schema.reference, schema.constant, schema.enumeration) {
            (None, Some(value), _) => ("const", value),
            (None, None, Some([value])) => ("enum", value),
            _ => return None,
        };
        let view = self.view(&[node]);
        let value = self.stated_value(keyword, &view, only);
        value.as_str().map(str::to_owned)
    }
}

/// What marks a parameter, or its schema, as one whose value must not be shown.
const SECRET: [&str; 3] = ["x-secret", "x-sensitive", "x-ms-secret"];

fn is_marked(parameter: &openapi::Parameter<'_>) -> bool {
    let nodes = std::iter::once(parameter.node).chain(parameter.schema);
    let marks = |node: &Node| {
        let mut marks = SECRET.iter().filter_map(|name| node.get(name));
        marks.any(|mark| mark.as_bool() == Some(true))
    };
    nodes.into_iter().any(marks)
}

/// Whether a value of that media type is written as it is, and not as JSON.
fn is_text(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    !super::body::is_json(&essence.to_ascii_lowercase()) && !essence.contains('*')
}

pub(crate) fn location(location: openapi::Location) -> Location {
    match location {
        openapi::Location::Path => Location::Path,
        openapi::Location::Query => Location::Query,
        openapi::Location::Header => Location::Header,
        openapi::Location::Cookie => Location::Cookie,
        openapi::Location::QueryString => Location::QueryString,
    }
}

pub(crate) fn style(style: openapi::Style) -> Style {
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
