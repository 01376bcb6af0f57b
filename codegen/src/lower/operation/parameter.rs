//! Parameters and response headers.

use super::body::encoding;
use crate::lower::{
    Definitions, Schemas, TypePath, constraints, docs,
    media_type::{essence, is_json},
    view::values,
};
use crate::{
    diagnostics::Code,
    ir::{Docs, Location, Parameter, Scalar, Style, Type},
    openapi,
    source::{Node, Span},
};

/// A parameter or a response header.
pub(crate) fn parameter<'a>(
    types: &mut Definitions<'_, 'a>,
    parameter: &openapi::Parameter<'a>,
    at: &TypePath,
) -> Parameter {
    let schemas = types.schemas;
    let view = schemas.view(parameter.schema.as_slice());
    let fixed = only_value(schemas, parameter);
    let (ty, default) = match parameter.schema {
        Some(node) => {
            let ty = match &fixed {
                Some(_) => Type::Scalar(Scalar::String),
                None => types.schema(node, at).split_null().0,
            };
            let default = view.find(|schema| schema.default);
            let default = default.map(|node| values::stated_value(schemas, "default", &view, node));
            (ty, default)
        }
        // A name in the path template that is declared nowhere.
        None => (Type::Scalar(Scalar::String), None),
    };
    let own = || view.own().rev().find_map(|schema| schema.description);
    let description = parameter.description.or_else(own);
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
        encodings: encoding::encodings_of(schemas, &parameter.encoding, false),
        default,
        constraints: constraints::bounds(schemas, &view),
        fixed,
        secret,
        docs: Docs {
            deprecated: parameter.deprecated,
            example: example
                .and_then(|node| values::example(schemas, &view, node))
                .map(Box::new),
            ..docs(None, description)
        },
    }
}

/// A parameter whose type is looked at once all are defined.
pub(crate) struct SentParameter {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) ty: Type,
}

/// The text that a parameter always has: it must be sent, and its own `enum` lists nothing
/// else.
fn only_value<'a>(schemas: &Schemas<'a>, parameter: &openapi::Parameter<'a>) -> Option<String> {
    let node = parameter.schema.filter(|_| parameter.required)?;
    let schema = schemas.read(node);
    let (keyword, only) = match (schema.reference, schema.constant, schema.enumeration) {
        (None, Some(value), _) => ("const", value),
        (None, None, Some([value])) => ("enum", value),
        _ => return None,
    };
    let view = schemas.view(&[node]);
    let value = values::stated_value(schemas, keyword, &view, only);
    value.as_str().map(str::to_owned)
}

/// Notes a parameter whose value may nest deeper than its style can say.
pub(super) fn note_sent(
    sent: &mut Vec<SentParameter>,
    schemas: &Schemas<'_>,
    parameter: &openapi::Parameter<'_>,
    lowered: &Parameter,
) {
    if lowered.allow_reserved && lowered.location == Location::Cookie {
        let message = format!(
            "reserved characters of `{}` are percent-encoded despite `allowReserved`",
            lowered.name
        );
        schemas.report(
            Code::UnsupportedParameter,
            parameter.name.span,
            message,
            "a server that decodes its cookies reads the same value",
        );
    }
    // Brackets nest without end.
    let has_style = !matches!(lowered.style, Style::Json | Style::DeepObject)
        && lowered.location != Location::QueryString;
    let is_composed = !matches!(lowered.ty, Type::Scalar(_) | Type::Any | Type::Null);
    if has_style && is_composed {
        sent.push(SentParameter {
            span: parameter.name.span,
            name: lowered.name.clone(),
            style: lowered.style,
            explode: lowered.explode,
            ty: lowered.ty.clone(),
        });
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
    let essence = essence(media);
    !is_json(&essence) && !essence.contains('*')
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

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_operation, operation_codes},
    };

    #[test]
    fn a_required_parameter_with_one_value_is_fixed() {
        assert_operation(
            "
                parameters:
                  - {name: X-Version, in: header, required: true, schema: {enum: ['2']}}
                  - {name: X-Maybe, in: header, schema: {enum: ['2']}}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/X-Maybe: enumeration of string
                  value "2"
                operation POST /a
                  parameter "X-Version": string
                    in header
                    required
                    style simple
                    always "2"
                  parameter "X-Maybe": [POST /a]/X-Maybe
                    in header
                    style simple
                  response 204
                    description "d"
            "#,
        );
    }

    #[test]
    fn only_lists_in_lists_are_reported() {
        let table: &[(&str, &[Code])] = &[
            (
                "parameters: [{name: a, in: query, allowReserved: true, schema: {type: string}}]",
                &[],
            ),
            (
                "parameters: [{name: a, in: query, style: deepObject, explode: true, schema: {type: array, items: {properties: {b: {type: array}}}}}]",
                &[],
            ),
            (
                "parameters: [{name: a, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}]",
                &[Code::UnsupportedParameter],
            ),
        ];
        for (snippet, expected) in table {
            assert_eq!(operation_codes(snippet), *expected, "{snippet}");
        }
    }
}
