//! What a value must look like to be read as a member of a union without a tag.
//!
//! In: constants of generated code. Out: plain data for the scoring. Must not know JSON text.

use std::ops::BitOr;

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
    pub(super) mark: u8,
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
            mark: mark(name),
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
            mark: mark(name),
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

/// A number below 64 that tells most names apart.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the lowest bits are enough"
)]
pub(super) const fn mark(name: &str) -> u8 {
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
pub struct Kinds(u8);

impl Kinds {
    /// Null.
    pub const NULL: Self = Self(1);
    /// A boolean.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// A number without fraction and exponent.
    pub const INTEGER: Self = Self(1 << 2);
    /// Any number.
    pub const NUMBER: Self = Self(1 << 3 | 1 << 2);
    /// A string.
    pub const STRING: Self = Self(1 << 4);
    /// An array.
    pub const ARRAY: Self = Self(1 << 5);
    /// An object.
    pub const OBJECT: Self = Self(1 << 6);
    /// Any value.
    pub const ANY: Self = Self(0x7f);

    /// Either of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every type of `other` is in the set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}
