//! Shapes as the tables of generated code state them.
//!
//! In: constants of generated code. Out: plain data for the scoring. Must not know JSON text.

use std::sync::Arc;

use super::shape::{Kinds, Object, Property as Found, Shape as TypeShape, mark};
use super::wire::{ESCAPED, Kind, Member, NUMERIC};

/// The shape of a schema, as far as it tells members of a union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Any value.
    Any,
    /// Null.
    Null,
    /// A boolean.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any number.
    Number,
    /// Any string.
    String,
    /// One of these strings, as far as they are known today.
    Strings(&'static [&'static str]),
    /// An array of one shape.
    Array(&'static Shape),
    /// An object whose members all have one shape.
    Map(&'static Shape),
    /// An object with named members.
    Object(&'static [Property], Extra),
    /// Any of several shapes.
    OneOf(&'static [Shape]),
}

/// Whether an object may have members that aren't named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extra {
    /// It may.
    #[default]
    Allowed,
    /// It may not (`additionalProperties: false`).
    Forbidden,
}

/// A type that says how it looks on the wire, so that unions can tell it from their other members.
pub trait Shaped {
    /// How it looks.
    const SHAPE: Shape;
}

/// A named member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) kinds: Kinds,
    /// Known values: a match counts, another value is no contradiction.
    pub(super) values: &'static [&'static str],
    /// The only value there is.
    pub(super) constant: Option<&'static str>,
}

impl Property {
    /// A member that must be there.
    #[must_use]
    pub const fn required(name: &'static str, kinds: Kinds) -> Self {
        Self {
            name,
            required: true,
            kinds,
            values: &[],
            constant: None,
        }
    }

    /// A member that may be missing or null.
    #[must_use]
    pub const fn optional(name: &'static str, kinds: Kinds) -> Self {
        Self {
            name,
            required: false,
            kinds: kinds.or(Kinds::NULL),
            values: &[],
            constant: None,
        }
    }

    /// The values known of an open enum: one of them counts for the match.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// The only value allowed; numbers and booleans as their text.
    #[must_use]
    pub const fn constant(mut self, value: &'static str) -> Self {
        self.constant = Some(value);
        self
    }
}

impl From<&Shape> for TypeShape {
    fn from(shape: &Shape) -> Self {
        let all = |shapes: &[Shape]| shapes.iter().map(Self::from).collect();
        match shape {
            Shape::Any => Self::Any,
            Shape::Null => Self::Null,
            Shape::Boolean => Self::Boolean,
            Shape::Integer => Self::Integer,
            Shape::Number => Self::Number,
            Shape::String => Self::String,
            Shape::Strings(values) => Self::Strings(values),
            Shape::Array(item) => Self::Array(Arc::new(Self::from(*item))),
            Shape::Map(member) => Self::Map(Arc::new(Self::from(*member))),
            Shape::Object(properties, extra) => Self::Object(Object {
                properties: properties.iter().map(Found::from).collect(),
                closed: *extra == Extra::Forbidden,
            }),
            Shape::OneOf(shapes) => Self::OneOf(all(shapes)),
        }
    }
}

impl From<&Property> for Found {
    fn from(property: &Property) -> Self {
        Self {
            name: property.name,
            mark: mark(property.name),
            required: property.required,
            kinds: property.kinds,
            values: property.values,
            constant: property.constant.map(str::to_owned),
        }
    }
}

/// What the tables of generated code say of a member.
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    reason = "they are written so in the tables of models"
)]
impl Row {
    pub const required: Self = Self(Kind::required, 0);
    pub const optional: Self = Self(Kind::optional, 0);
    pub const nullable: Self = Self(Kind::nullable, 0);
    pub const any: Self = Self(Kind::any, 0);
    pub const escaped_required: Self = Self(Kind::required, ESCAPED);
    pub const escaped_optional: Self = Self(Kind::optional, ESCAPED);
    pub const escaped_nullable: Self = Self(Kind::nullable, ESCAPED);
    pub const escaped_any: Self = Self(Kind::any, ESCAPED);
    pub const numeric_required: Self = Self(Kind::required, NUMERIC);
    pub const numeric_optional: Self = Self(Kind::optional, NUMERIC);
    pub const numeric_nullable: Self = Self(Kind::nullable, NUMERIC);
    pub const escaped_numeric_required: Self = Self(Kind::required, ESCAPED | NUMERIC);
    pub const escaped_numeric_optional: Self = Self(Kind::optional, ESCAPED | NUMERIC);
    pub const escaped_numeric_nullable: Self = Self(Kind::nullable, ESCAPED | NUMERIC);

    /// The member of that key.
    #[must_use]
    pub const fn member(self, key: &'static str) -> Member {
        Member(key, self.0, self.1)
    }
}

#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Row(Kind, u8);
