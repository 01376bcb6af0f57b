//! The set of types that a schema allows.

use crate::diagnostics::{Code, Diagnostics, closest};
use crate::source::{Node, Value};

/// The type of an upload in Swagger 2.0.
const FILE: &str = "file";

/// The set of `type`s. Empty: not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(pub u8);

impl Types {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// `integer`.
    pub const INTEGER: Self = Self(4);
    /// `number`.
    pub const NUMBER: Self = Self(8);
    /// `string`.
    pub const STRING: Self = Self(16);
    /// `array`.
    pub const ARRAY: Self = Self(32);
    /// `object`.
    pub const OBJECT: Self = Self(64);

    /// The names of the types.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("integer", Self::INTEGER),
        ("number", Self::NUMBER),
        ("string", Self::STRING),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];

    /// The type of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, types)| *types)
    }

    /// The type that a node names. An unknown one is reported.
    pub(crate) fn read(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Self {
        if let Some(types) = Self::named(name) {
            return types;
        }
        let taken = if name == FILE { "a file" } else { "any value" };
        let message = format!("`{name}` is not a type; it is read as {taken}");
        let diagnostic = diagnostics.report(Code::UnknownType, node.span, message);
        match name {
            FILE => diagnostic.help("write `type: string` with `format: binary`"),
            "date" | "date-time" | "uuid" => {
                diagnostic.help(format!("write `type: string` with `format: {name}`"))
            }
            _ => match closest(name, Self::NAMES.iter().map(|(name, _)| *name)) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => diagnostic.help(Self::listed()),
            },
        };
        if name == FILE {
            Self::STRING
        } else {
            Self::default()
        }
    }

    /// Whether a `type` is an upload of Swagger 2.0.
    pub(crate) fn is_file(node: &Node) -> bool {
        match &node.value {
            Value::Array(items) => items.iter().any(Self::is_file),
            value => matches!(value, Value::String(name) if name == FILE),
        }
    }

    /// Their names, for a help text.
    fn listed() -> String {
        let names: Vec<_> = Self::NAMES
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        format!("it is one of {}", names.join(", "))
    }

    /// Whether it contains all of the others.
    #[must_use]
    pub fn contains(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// The union of both.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// These without the others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether none is stated.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The number of types.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Self> {
        Self::NAMES
            .into_iter()
            .map(|(_, types)| types)
            .filter(move |types| self.contains(*types))
    }
}
