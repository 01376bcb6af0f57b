//! What is found out about a schema before it becomes a type. Plain data.

use std::rc::Rc;

use super::{Subschema, View};
use crate::{
    ir::Type,
    openapi::{Schema, Text, Types},
    source::{Node, Value},
};

/// The kind of value that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// Only null.
    Null,
    /// Nothing is valid (`false`).
    Never,
    /// Anything is valid.
    Any,
    /// It only constrains the schema next to the union.
    Bound,
    /// A list of strings.
    Strings,
    /// A string without such a list.
    String,
    /// A string whose format has its own type.
    Formatted,
    /// An object.
    Object,
    /// Something else: a number, an array, another union, …
    Other,
}

impl ValueKind {
    /// Whether values are strings.
    pub(crate) fn is_string(self) -> bool {
        matches!(self, Self::Strings | Self::String | Self::Formatted)
    }

    /// Whether no value but null is valid.
    pub(crate) fn is_empty(self) -> bool {
        matches!(self, Self::Null | Self::Never)
    }
}

/// What a referenced schema says of every value of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits<'a> {
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) default: Option<&'a Node>,
}

/// A reference, and what is written beside it.
#[derive(Debug)]
pub(crate) struct Annotated<'a> {
    pub(crate) reference: Text<'a>,
    /// The schemas of the place itself, the one with the reference included.
    pub(crate) own: Vec<Rc<Schema<'a>>>,
}

impl<'a> Annotated<'a> {
    /// What the place itself says.
    pub(crate) fn view(&self) -> View<'a> {
        let own = self.own.iter().cloned();
        let inherited = false;
        View {
            subschemas: own.map(|schema| Subschema { schema, inherited }).collect(),
            ..View::default()
        }
    }

    /// Whether the place itself allows null.
    pub(crate) fn allows_null(&self) -> bool {
        self.own.iter().any(|schema| {
            let values = schema.enumeration.unwrap_or_default();
            schema.nullable
                || schema.types.contains(Types::NULL)
                || schema.types.is_empty()
                    && values
                        .iter()
                        .any(|value| matches!(value.value, Value::Null))
        })
    }

    /// The type of the place, by that of the referenced schema.
    pub(crate) fn apply(&self, ty: Type) -> Type {
        if self.allows_null() {
            Type::nullable(ty)
        } else if self.own.iter().any(|schema| !schema.types.is_empty()) {
            ty.split_null().0
        } else {
            ty
        }
    }
}
