//! Converts the fields of an object by a table of rules.
//!
//! In: a node and the rule of each of its fields. Out: a JSON object in which each field has the
//! type that the standard requires; others are reported and left out. Must not know which objects
//! exist.

use serde_json::{Map, Value};

use super::Export;
use crate::{
    diagnostics::Code,
    source::{Member, Node, Value as Source},
};

/// Converts a node. `None` if it is left out, which was reported.
pub(super) type Convert<'s> = fn(&mut Export<'s>, &'s Node) -> Option<Value>;

/// How to convert a field.
pub(super) enum Rule<'s> {
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A non-negative integer.
    Count,
    /// A number.
    Number,
    /// Any value, unchanged.
    Json,
    /// A list of any values.
    Values,
    /// A list of strings.
    Texts,
    /// An object of strings.
    TextMap,
    /// A node to convert.
    Part(Convert<'s>),
    /// A list of nodes to convert.
    List(Convert<'s>),
    /// An object of nodes to convert.
    Map(Convert<'s>),
    /// 3.0 does not have it. The text is the help.
    Omit(&'static str),
    /// A constraint that 3.0 does not have.
    Lose,
    /// It is converted elsewhere, or meaningless in the exported document.
    Skip,
    /// Not in the standard. Extensions are kept.
    Unknown,
}

/// The rule of each field of a kind of object.
pub(super) type Rules<'s> = fn(&str) -> Rule<'s>;

impl<'s> Export<'s> {
    /// Converts an object by its rules; empty if the node is not an object.
    pub(super) fn object(&mut self, node: &'s Node, rules: Rules<'s>) -> Map<String, Value> {
        let mut out = Map::new();
        let Some(object) = node.as_object() else {
            self.wrong_type(node, "an object");
            return out;
        };
        if self.left == 0 {
            return out;
        }
        self.left -= 1;
        if self.left == 0 {
            self.reject(
                node.span,
                "the exported document would be too large; the rest is left out",
                "export its parts one by one",
            );
        }
        for (name, member) in object.members() {
            if let Some(value) = self.field(name, member, rules) {
                out.insert(name.to_owned(), value);
            }
        }
        out
    }

    fn field(&mut self, name: &str, member: &'s Member, rules: Rules<'s>) -> Option<Value> {
        let node = &member.node;
        match rules(name) {
            Rule::Text => self.text(node),
            Rule::Flag => self
                .checked(node, "a boolean", Node::as_bool)
                .map(Value::from),
            Rule::Count => {
                let count = |node: &Node| node.as_number()?.as_u64();
                self.checked(node, "a non-negative integer", count)
                    .map(Value::from)
            }
            Rule::Number => {
                let number = |node: &'s Node| node.as_number().map(|_| node.to_json());
                self.checked(node, "a number", number)
                    .filter(Value::is_number)
            }
            Rule::Json => Some(node.to_json()),
            Rule::Values => self.list(node, |_, item| Some(item.to_json())),
            Rule::Texts => self.list(node, Self::text),
            Rule::TextMap => self.map(node, Self::text),
            Rule::Part(convert) => convert(self, node),
            Rule::List(convert) => self.list(node, convert),
            Rule::Map(convert) => self.map(node, convert),
            Rule::Omit(help) => {
                self.omit(member.key, name, help);
                None
            }
            Rule::Lose => {
                let message = format!("OpenAPI 3.0 has no `{name}`");
                self.loss(
                    node.span,
                    message,
                    "the exported schema accepts more than this one",
                );
                None
            }
            Rule::Skip => None,
            Rule::Unknown if name.starts_with("x-") => Some(node.to_json()),
            Rule::Unknown => {
                let message = format!("unknown field `{name}`");
                self.diagnostics
                    .report(Code::UnknownField, node.span, message);
                None
            }
        }
    }

    /// A string. A number or boolean is one, too: quotes are easily forgotten in YAML.
    pub(super) fn text(&mut self, node: &'s Node) -> Option<Value> {
        match &node.value {
            Source::String(text) => Some(text.as_str().into()),
            Source::Number(number) => Some(number.0.as_str().into()),
            Source::Bool(value) => Some(value.to_string().into()),
            Source::Null | Source::Array(_) | Source::Object(_) => {
                self.wrong_type(node, "a string");
                None
            }
        }
    }

    pub(super) fn list(&mut self, node: &'s Node, convert: Convert<'s>) -> Option<Value> {
        let items = self.checked(node, "an array", Node::as_array)?;
        Some(
            items
                .iter()
                .filter_map(|item| convert(self, item))
                .collect(),
        )
    }

    pub(super) fn map(&mut self, node: &'s Node, convert: Convert<'s>) -> Option<Value> {
        let object = self.checked(node, "an object", Node::as_object)?;
        let mut out = Map::new();
        for (name, member) in object.iter() {
            if let Some(value) = convert(self, member) {
                out.insert(name.to_owned(), value);
            }
        }
        Some(out.into())
    }

    fn checked<T>(
        &mut self,
        node: &'s Node,
        expected: &str,
        read: impl Fn(&'s Node) -> Option<T>,
    ) -> Option<T> {
        let value = read(node);
        // An empty YAML value counts as absent.
        if value.is_none() && !matches!(node.value, Source::Null) {
            self.wrong_type(node, expected);
        }
        value
    }
}

/// Whether a field is an annotation, which describes values and forbids none.
pub(super) fn is_annotation(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "description"
            | "default"
            | "deprecated"
            | "example"
            | "readOnly"
            | "writeOnly"
            | "nullable"
            | "externalDocs"
    ) || name.starts_with("x-")
}
