//! Values that a schema lists: those of `enum`, `const`, `default` and `example`, read as the
//! `type` beside them says.
//!
//! In: a value as it is written, and the types of its place. Out: the JSON value that travels.
//! Where both disagree the type decides, and the source text is the value: `01` under `type:
//! string` is the text `01`. Must not decide types.

use super::{Schemas, View};
use crate::{
    diagnostics::Code,
    ir::Docs,
    openapi::Types,
    source::{Node, Number, Sources, Value},
};

/// How many characters an example may have to be shown in code.
const MAX_EXAMPLE: usize = 60;

impl<'a> Schemas<'a> {
    /// A value as the type of its place says.
    pub(crate) fn value(&self, view: &View<'a>, node: &Node) -> serde_json::Value {
        typed(self.sources, view, node)
    }
}

/// The value of a keyword, as the type of its place says; a value of another type is reported.
pub(crate) fn stated_value<'a>(
    schemas: &Schemas<'a>,
    keyword: &str,
    view: &View<'a>,
    node: &Node,
) -> serde_json::Value {
    let items = if view.types() == Types::ARRAY {
        view.items()
    } else {
        Vec::new()
    };
    if let (Some(list), false) = (node.as_array(), items.is_empty()) {
        let view = schemas.view(&items);
        let list = list.iter();
        return list
            .map(|item| stated_value(schemas, keyword, &view, item))
            .collect();
    }
    let value = schemas.value(view, node);
    if kind(&value) != node.kind() && schemas.is_unreported(node.span) {
        let message = format!(
            "`{keyword}` has {} where `type` says {}: read as `{value}`",
            node.kind(),
            kind(&value),
        );
        let help = if value.is_string() {
            format!("put it in quotes: `{value}`")
        } else {
            format!("write it without quotes: `{value}`")
        };
        schemas.report(Code::Lenient, node.span, message, help);
    }
    value
}

/// Whether the type of a place can be that of all values listed there. If it can't, it is
/// reported, and the values count.
pub(crate) fn type_fits<'a>(schemas: &Schemas<'a>, view: &View<'a>, values: &[Node]) -> bool {
    let expected = match view.types() {
        Types::INTEGER | Types::NUMBER => "a number",
        Types::BOOLEAN => "a boolean",
        _ => return true,
    };
    let misfit = values.iter().find(|node| {
        let value = schemas.value(view, node);
        !value.is_null() && kind(&value) != expected
    });
    let Some(misfit) = misfit else { return true };
    let message = format!(
        "`enum` has {} where `type` says {expected}: the values are read as they are",
        misfit.kind()
    );
    schemas.report(
        Code::Lenient,
        misfit.span,
        message,
        "correct `type`, in the document or with an overlay",
    );
    false
}

/// The docs of the place itself, without those of its target.
pub(crate) fn docs<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Docs {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    Docs {
        summary: view
            .own()
            .rev()
            .find_map(|schema| schema.title)
            .and_then(text),
        description: view
            .own()
            .rev()
            .find_map(|schema| schema.description)
            .and_then(text),
        deprecated: view.own().any(|schema| schema.deprecated),
        example: view
            .find(|schema| schema.examples.first().copied())
            .and_then(|node| example(schemas, view, node))
            .map(Box::new),
        external_docs: None,
    }
}

/// An example that is short enough to be shown in code.
pub(crate) fn example<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    node: &Node,
) -> Option<serde_json::Value> {
    let value = schemas.value(view, node);
    match &value {
        serde_json::Value::String(text) => is_short(text).then_some(value),
        _ => short_example(node).map(|_| value),
    }
}

/// An example that is short enough to be shown in code; of an object, the members that are.
pub(crate) fn short_example(node: &Node) -> Option<serde_json::Value> {
    match &node.value {
        Value::Bool(_) | Value::Number(_) => Some(node.to_json()),
        Value::String(text) => is_short(text).then(|| node.to_json()),
        Value::Object(object) => {
            let scalars = object.iter().filter(|(_, node)| node.as_object().is_none());
            let members =
                scalars.filter_map(|(name, node)| Some((name.to_owned(), short_example(node)?)));
            let members: serde_json::Map<_, _> = members.collect();
            (!members.is_empty()).then(|| members.into())
        }
        Value::Null | Value::Array(_) => None,
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= MAX_EXAMPLE && !text.contains('\n') && !text.trim().is_empty()
}

/// A value of the type that the view states, if the source text is one.
fn typed(sources: &Sources, view: &View<'_>, node: &Node) -> serde_json::Value {
    let source = || sources.snippet(node.span);
    let read = match (view.types(), &node.value) {
        (Types::STRING, Value::Number(number)) => {
            Some(written(source(), &number.0, |text| text.starts_with(NUMERIC)).into())
        }
        (Types::STRING, Value::Bool(value)) => {
            let plain = value.to_string();
            Some(written(source(), &plain, |text| text.eq_ignore_ascii_case(&plain)).into())
        }
        (Types::STRING, Value::Null) if !view.nullable() && !sources.is_json(node.span.file) => {
            Some(source())
                .filter(|text| text.eq_ignore_ascii_case("null"))
                .map(Into::into)
        }
        (Types::INTEGER, Value::Number(number)) => whole(number),
        (Types::INTEGER, Value::String(text)) => number(text).and_then(|number| whole(&number)),
        (Types::NUMBER, Value::String(text)) => number(text).map(|number| number_of(&number)),
        (Types::BOOLEAN, Value::String(text)) => {
            let is_plain = !source().starts_with(['"', '\'']);
            boolean(text, is_plain).map(Into::into)
        }
        _ => None,
    };
    read.unwrap_or_else(|| node.to_json())
}

/// What a number of YAML begins with.
const NUMERIC: [char; 13] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '+', '.',
];

/// The text as the document has it. Text of another place (of an anchor, or with a tag in front) is
/// left alone.
fn written(source: &str, otherwise: &str, fits: impl Fn(&str) -> bool) -> String {
    let is_one = fits(source) && !source.contains(char::is_whitespace);
    if is_one { source } else { otherwise }.to_owned()
}

/// The number that a text is in JSON.
fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let is_number = text.parse::<serde_json::Number>().is_ok();
    is_number.then(|| Number(text.to_owned()))
}

/// A number that has no fraction, as an integer.
fn whole(number: &Number) -> Option<serde_json::Value> {
    let signed = number.as_i64().map(Into::into);
    signed.or_else(|| number.as_u64().map(Into::into))
}

fn number_of(number: &Number) -> serde_json::Value {
    whole(number)
        .filter(|_| number.is_integer())
        .unwrap_or_else(|| number.as_f64().into())
}

/// A boolean in quotes, or one of YAML 1.1.
fn boolean(text: &str, is_plain: bool) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        "yes" | "on" if is_plain => Some(true),
        "no" | "off" if is_plain => Some(false),
        _ => None,
    }
}

/// What a value is, in the words of [`Node::kind`].
fn kind(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "an array",
        serde_json::Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn the_type_of_a_place_decides_how_a_value_is_read() {
        assert_schemas(
            "
                O:
                  properties:
                    code: {type: string, default: 01}
                    count: {type: integer, default: '5'}
                    on: {type: boolean, default: yes}
            ",
            r#"
                type O: struct
                  component
                  field "code": string
                    default "01"
                  field "count": i64
                    default 5
                  field "on": bool
                    default true
                reports Lenient
                reports Lenient
                reports Lenient
            "#,
        );
    }
}
