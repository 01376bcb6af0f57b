//! The value of a constant.
//!
//! In: a value of the document. Out: the same, to be compared and shown. Must not know JSON texts.

use std::fmt;

/// A constant of the document.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// An integer.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
}

impl fmt::Display for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(value) => write!(formatter, "`{value}`"),
            Self::Integer(value) => write!(formatter, "`{value}`"),
            Self::Number(value) => write!(formatter, "`{value}`"),
            Self::Boolean(value) => write!(formatter, "`{value}`"),
        }
    }
}
