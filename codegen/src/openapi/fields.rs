//! Reads fields of objects by type, and reports values of other types.

use super::context::{Context, LeftOut, Text};
use super::schema::vocabulary::is_keyword;
use crate::diagnostics::closest;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Object, Value};

impl<'a> Context<'a, '_> {
    /// Reports a value of the wrong type.
    pub(super) fn wrong_type(&mut self, node: &Node, what: &str, expected: &str) {
        wrong_type(node, what, expected, self.diagnostics);
    }

    /// Reports a field that is missing.
    pub(super) fn missing(&mut self, node: &Node, what: &str, field: &str) {
        let message = format!("{what} has no `{field}`");
        let span = node.span;
        self.diagnostics
            .report(Code::MissingField, span, message)
            .help(format!("add `{field}`, which the standard requires"));
    }

    /// A string that may also be written as a number or boolean.
    pub(super) fn text_of(&mut self, node: &'a Node, name: &str) -> Option<Text<'a>> {
        text_of(node, name, self.diagnostics)
    }

    /// A field that is a string.
    pub(super) fn text(&mut self, node: &'a Node, name: &str) -> Option<Text<'a>> {
        let node = self.field(node, name)?;
        self.text_of(node, name)
    }

    /// A field that is a string, without its position.
    pub(super) fn string(&mut self, node: &'a Node, name: &str) -> Option<&'a str> {
        self.text(node, name).map(|text| text.text)
    }

    /// A required field that is a string.
    pub(super) fn required(&mut self, node: &'a Node, name: &str, what: &str) -> Option<Text<'a>> {
        if node.get(name).is_none_or(is_null) {
            self.missing(node, what, name);
            return None;
        }
        self.text(node, name)
    }

    /// A field that is a boolean; `None` if it is not stated.
    pub(super) fn flag(&mut self, node: &'a Node, name: &str) -> Option<bool> {
        let node = self.field(node, name)?;
        flag_of(node, name, self.diagnostics)
    }

    /// A field that is an array.
    pub(super) fn array(&mut self, node: &'a Node, name: &str) -> &'a [Node] {
        match self.field(node, name) {
            Some(node) => array_of(node, name, self.diagnostics),
            None => &[],
        }
    }

    /// A field that is an object.
    pub(super) fn object(&mut self, node: &'a Node, name: &str) -> Option<&'a Object> {
        let node = self.field(node, name)?;
        object_of(node, name, self.diagnostics)
    }

    /// The members of a field that is an object, including extensions.
    pub(super) fn members(&mut self, node: &'a Node, name: &str) -> Vec<(Text<'a>, &'a Node)> {
        self.object(node, name).map(members).unwrap_or_default()
    }

    /// Reports unknown fields that resemble a known one.
    pub(super) fn known(&mut self, node: &'a Node, known: &[&str], what: &str) {
        for name in unknown(node, known) {
            if let Some(close) = closest(name.text, known.iter().copied()) {
                let message = format!("{what} has no `{}`", name.text);
                self.diagnostics
                    .report(Code::UnknownField, name.span, message)
                    .help(format!("did you mean `{close}`?"));
            }
        }
    }

    /// Reports a value that is not allowed.
    pub(super) fn invalid(&mut self, text: Text<'_>, name: &str, allowed: &[&str]) {
        let message = format!("`{}` is not a valid `{name}`", text.text);
        let allowed: Vec<_> = allowed.iter().map(|word| format!("`{word}`")).collect();
        let help = format!("it is one of {}", allowed.join(", "));
        self.diagnostics
            .report(Code::InvalidValue, text.span, message)
            .help(help);
    }

    /// Reports a value of the wrong type that can be read nevertheless.
    pub(super) fn lenient(&mut self, node: &Node, message: impl Into<String>) {
        self.diagnostics.report(Code::Lenient, node.span, message);
    }

    /// Reads all parts, so that each error is reported, before the whole is left out.
    pub(super) fn all<T, I>(
        &mut self,
        parts: impl IntoIterator<Item = I>,
        mut read: impl FnMut(&mut Self, I) -> Result<T, LeftOut>,
    ) -> Result<Vec<T>, LeftOut> {
        let mut result = Ok(Vec::new());
        for part in parts {
            match (read(self, part), &mut result) {
                (Ok(part), Ok(list)) => list.push(part),
                (Ok(_), Err(_)) => {}
                (Err(left_out), result) => *result = Err(left_out),
            }
        }
        result
    }
}

/// Whether a field costs nothing if it can't be read: it describes, or only narrows a type.
fn is_unneeded(field: &str) -> bool {
    field != "$ref" && is_keyword(field)
        || matches!(
            field,
            "allowEmptyValue"
                | "allowReserved"
                | "explode"
                | "mapping"
                | "operationId"
                | "schema"
                | "style"
                | "summary"
                | "tags"
        )
}

/// Reports a value of the wrong type.
pub(super) fn wrong_type(node: &Node, what: &str, expected: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{what}` must be {expected}, not {}", node.kind());
    let diagnostic = diagnostics.report(Code::WrongType, node.span, message);
    if is_unneeded(what) {
        diagnostic.harmless();
    }
}

/// A string, or a number or boolean, which YAML makes of a string without quotes.
pub(super) fn text_of<'a>(
    node: &'a Node,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Text<'a>> {
    let text = match &node.value {
        Value::String(text) => text,
        Value::Null => return None,
        Value::Number(number) => &number.0,
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Array(_) | Value::Object(_) => {
            wrong_type(node, name, "a string", diagnostics);
            return None;
        }
    };
    if node.as_str().is_none() {
        let message = format!("`{name}` must be a string, not {}", node.kind());
        diagnostics
            .report(Code::Lenient, node.span, message)
            .help(format!("put it in quotes: `\"{text}\"`"));
    }
    Some(Text::new(text, node.span))
}

/// A boolean, or a string with the text of one.
pub(super) fn flag_of(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Option<bool> {
    let value = match &node.value {
        Value::Bool(value) => return Some(*value),
        Value::Null => return None,
        // A single value is not a list.
        Value::Array(items) if items.len() == 1 && is_bool(&items[0]) => {
            matches!(items[0].value, Value::Bool(true))
        }
        Value::String(text) if text.eq_ignore_ascii_case("true") => true,
        Value::String(text) if text.eq_ignore_ascii_case("false") => false,
        _ => {
            wrong_type(node, name, "a boolean", diagnostics);
            return None;
        }
    };
    let message = format!("`{name}` must be a boolean, not {}", node.kind());
    diagnostics
        .report(Code::Lenient, node.span, message)
        .help(format!("write `{value}`"));
    Some(value)
}

/// The items of an array.
pub(super) fn array_of<'a>(
    node: &'a Node,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> &'a [Node] {
    match &node.value {
        Value::Array(items) => items,
        Value::Null => &[],
        _ => {
            wrong_type(node, name, "an array", diagnostics);
            &[]
        }
    }
}

/// The members of an object.
pub(super) fn object_of<'a>(
    node: &'a Node,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Object> {
    match &node.value {
        Value::Object(object) => Some(object),
        Value::Null => None,
        _ => {
            wrong_type(node, name, "an object", diagnostics);
            None
        }
    }
}

/// The members of an object with the positions of their names.
pub(super) fn members(object: &Object) -> Vec<(Text<'_>, &Node)> {
    let members = object.members();
    members
        .map(|(name, member)| (Text::new(name, member.key), &member.node))
        .collect()
}

/// The fields of an object that are neither known nor extensions.
pub(super) fn unknown<'a>(
    node: &'a Node,
    known: &'a [&str],
) -> impl Iterator<Item = Text<'a>> + use<'a> {
    let names = node.as_object().map(members).unwrap_or_default();
    let names = names.into_iter().map(|(name, _)| name);
    names.filter(|name| !known.contains(&name.text) && !is_extension(*name))
}

/// Whether a member is an extension.
pub(super) fn is_extension(name: Text<'_>) -> bool {
    name.text.starts_with("x-")
}

/// A field of the node that resembles the word.
pub(super) fn close_to<'n>(node: &'n Node, word: &str) -> Option<&'n str> {
    closest(word, node.as_object()?.iter().map(|(name, _)| name))
}

fn is_null(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

fn is_bool(node: &Node) -> bool {
    matches!(node.value, Value::Bool(_))
}
