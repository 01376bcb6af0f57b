//! User-defined types in place of schemas.

use super::{Numeric, Scalar};

/// A user-defined type in place of a component, or of all schemas of a format.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Foreign {
    /// The entry of the configuration that sets it: `Tags`, `format:uuid`.
    pub entry: String,
    /// Its path in Rust.
    pub path: String,
    /// Whether values are one piece of text.
    pub scalar: bool,
    /// The shape of values by the document.
    pub like: Like,
}

/// The shape of values, as far as that distinguishes members of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Like {
    /// Nothing is said of them.
    Any,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object(Vec<LikeMember>),
}

/// A member of such an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LikeMember {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its value is a text.
    pub text: bool,
}

impl Like {
    /// The shape of a scalar's values.
    #[must_use]
    pub fn scalar(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Bool => Self::Boolean,
            Scalar::NumberOrText(_) => Self::Any,
            Scalar::Number(Numeric::F32 | Numeric::F64) => Self::Number,
            Scalar::Number(_) => Self::Integer,
            Scalar::String
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Time
            | Scalar::Uuid
            | Scalar::Base64
            | Scalar::Base64Url
            | Scalar::Binary
            | Scalar::File => Self::String,
        }
    }
}
