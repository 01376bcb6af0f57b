//! The shapes of types, by which variants of an untagged union are distinguished.
//!
//! In: nothing. Out: plain data for the scoring. Must not know JSON text, nor how shapes are found.

use std::ops::BitOr;
use std::sync::Arc;

use crate::codec::json::decimal::whole;
use crate::codec::types::literal::Literal;

/// The shape of a type, as far as it distinguishes the variants of a union.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq)]
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
    /// One value.
    Constant(Literal),
    /// An array of one shape.
    Array(Arc<Shape>),
    /// An object whose members all have one shape.
    Map(Arc<Shape>),
    /// An object with named members.
    Object(Object),
    /// Any of several shapes.
    OneOf(Arc<[Shape]>),
}

impl Shape {
    /// The shape if numbers may be sent as strings.
    pub(crate) fn numeric(&self) -> Self {
        match self {
            Self::Integer | Self::Number => Self::OneOf(Arc::new([self.clone(), Self::String])),
            Self::Array(item) => Self::Array(Arc::new(item.numeric())),
            Self::Map(value) => Self::Map(Arc::new(value.numeric())),
            Self::OneOf(shapes) => Self::OneOf(shapes.iter().map(Self::numeric).collect()),
            other => other.clone(),
        }
    }
}

/// An object with named members.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub(crate) properties: Arc<[Property]>,
    /// Whether it may have no others (`additionalProperties: false`).
    pub(crate) closed: bool,
}

/// A named member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) mark: u8,
    pub(crate) required: bool,
    pub(crate) kinds: Kinds,
    /// Known values: a match counts, another value does not rule the shape out.
    pub(crate) values: &'static [&'static str],
    /// The only value there is; numbers and booleans as their text.
    pub(crate) constant: Option<String>,
    /// What an object or array in it looks like, if that was looked into.
    pub(crate) inner: Option<Shape>,
}

impl Property {
    /// A member whose values have a shape.
    pub(crate) fn new(name: &'static str, required: bool, shape: &Shape) -> Self {
        Self {
            name,
            mark: mark(name),
            required,
            kinds: shape.kinds(),
            values: shape.values(),
            constant: shape.constant(),
            inner: None,
        }
    }
}

impl Shape {
    /// The shape or null.
    pub(crate) fn or_null(self) -> Self {
        Self::OneOf([self, Self::Null].into())
    }

    /// The JSON types of its values.
    pub(crate) fn kinds(&self) -> Kinds {
        match self {
            Self::Any => Kinds::ANY,
            Self::Null => Kinds::NULL,
            Self::Boolean | Self::Constant(Literal::Boolean(_)) => Kinds::BOOLEAN,
            Self::Integer | Self::Constant(Literal::Integer(_)) => Kinds::INTEGER,
            Self::Number | Self::Constant(Literal::Number(_)) => Kinds::NUMBER,
            Self::String | Self::Strings(_) | Self::Constant(Literal::String(_)) => Kinds::STRING,
            Self::Array(_) => Kinds::ARRAY,
            Self::Map(_) | Self::Object(_) => Kinds::OBJECT,
            Self::OneOf(shapes) => {
                let kinds = shapes.iter().map(Self::kinds);
                kinds.reduce(Kinds::or).unwrap_or(Kinds::ANY)
            }
        }
    }

    /// The only shape, but for null.
    fn single(&self) -> &Self {
        let Self::OneOf(shapes) = self else {
            return self;
        };
        let mut others = shapes.iter().filter(|shape| **shape != Self::Null);
        match (others.next(), others.next()) {
            (Some(single), None) => single.single(),
            _ => self,
        }
    }

    /// The known strings.
    fn values(&self) -> &'static [&'static str] {
        match self.single() {
            Self::Strings(values) => values,
            _ => &[],
        }
    }

    /// The text of the only value.
    fn constant(&self) -> Option<String> {
        let text = match self.single() {
            Self::Constant(Literal::String(text)) => return Some((*text).to_owned()),
            Self::Constant(Literal::Integer(number)) => number.to_string(),
            Self::Constant(Literal::Number(number)) => number.to_string(),
            Self::Constant(Literal::Boolean(value)) => return Some(value.to_string()),
            _ => return None,
        };
        Some(whole(&text).unwrap_or(text))
    }
}

/// A hash below 64 that differs for most names.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the lowest bits are enough"
)]
pub(crate) fn mark(name: &str) -> u8 {
    let bytes = name.as_bytes();
    let [first, .., last] = bytes else {
        return bytes.len() as u8;
    };
    first
        .wrapping_add(last.wrapping_mul(3))
        .wrapping_add((bytes.len() as u8).wrapping_mul(5))
        & 63
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    /// Null.
    pub(crate) const NULL: Self = Self(1);
    /// A boolean.
    pub(crate) const BOOLEAN: Self = Self(1 << 1);
    /// A number without fraction and exponent.
    pub(crate) const INTEGER: Self = Self(1 << 2);
    /// Any number.
    pub(crate) const NUMBER: Self = Self(1 << 3 | 1 << 2);
    /// A string.
    pub(crate) const STRING: Self = Self(1 << 4);
    /// An array.
    pub(crate) const ARRAY: Self = Self(1 << 5);
    /// An object.
    pub(crate) const OBJECT: Self = Self(1 << 6);
    /// Any value.
    pub(crate) const ANY: Self = Self(0x7f);

    /// Either of both.
    #[must_use]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every type of `other` is in the set.
    #[must_use]
    pub(crate) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}
