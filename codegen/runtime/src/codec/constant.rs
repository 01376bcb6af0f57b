//! A value that is always the same.
//!
//! In: a type and its value. Out: a type that writes the value and refuses to read another one.
//! Must not know what the value means.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

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

/// Reads a value, and refuses any other than the constant.
///
/// # Errors
///
/// Another value, which the message names beside the expected one.
#[doc(hidden)]
pub fn read_constant<'de, D: Deserializer<'de>, T: Default>(
    deserializer: D,
    constant: Literal,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(ConstantVisitor(constant, PhantomData))
}

struct ConstantVisitor<T>(Literal, PhantomData<fn() -> T>);

impl<T: Default> ConstantVisitor<T> {
    fn check<E: Error>(self, equal: bool, found: Unexpected<'_>) -> Result<T, E> {
        if equal {
            Ok(T::default())
        } else {
            Err(E::invalid_value(found, &self))
        }
    }
}

impl<T: Default> Visitor<'_> for ConstantVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the constant {}", self.0)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        let equal = matches!(self.0, Literal::String(constant) if constant == value);
        self.check(equal, Unexpected::Str(value))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        let equal = matches!(self.0, Literal::Boolean(constant) if constant == value);
        self.check(equal, Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        let equal = match self.0 {
            Literal::Integer(constant) => constant == value,
            // `1` and `1.0` are one number; an exact comparison is meant.
            Literal::Number(constant) => format!("{constant}") == format!("{value}"),
            Literal::String(_) | Literal::Boolean(_) => false,
        };
        self.check(equal, Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.check(false, Unexpected::Unsigned(value)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let equal = match self.0 {
            Literal::Number(constant) => constant.to_bits() == value.to_bits(),
            Literal::Integer(constant) => format!("{constant}") == format!("{value}"),
            Literal::String(_) | Literal::Boolean(_) => false,
        };
        self.check(equal, Unexpected::Float(value))
    }
}

/// Makes a unit-like type write one value and refuse to read another.
///
/// The type of the value is named after a colon unless it is a string.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// /// Always `span`.
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
/// pub struct SpanObject;
///
/// codec::constant!(SpanObject = "span");
/// # }
/// assert_eq!(demo::SpanObject::VALUE, "span");
/// assert!(serde_json::from_str::<demo::SpanObject>(r#""trace""#).is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __constant {
    ($name:ident = $value:literal) => {
        $crate::__constant!(@ $name, &'static str, String, $value);
    };
    ($name:ident: String = $value:expr) => {
        $crate::__constant!(@ $name, &'static str, String, $value);
    };
    ($name:ident: i64 = $value:expr) => {
        $crate::__constant!(@ $name, i64, Integer, $value);
    };
    ($name:ident: f64 = $value:expr) => {
        $crate::__constant!(@ $name, f64, Number, $value);
    };
    ($name:ident: bool = $value:expr) => {
        $crate::__constant!(@ $name, bool, Boolean, $value);
    };
    (@ $name:ident, $type:ty, $kind:ident, $value:expr) => {
        impl $name {
            /// The value.
            pub const VALUE: $type = $value;
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&Self::VALUE, formatter)
            }
        }

        impl $crate::Validate for $name {}

        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__serde::Serialize::serialize(&Self::VALUE, serializer)
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::read_constant(
                    deserializer,
                    $crate::codec::Literal::$kind(Self::VALUE),
                )
            }
        }
    };
}
