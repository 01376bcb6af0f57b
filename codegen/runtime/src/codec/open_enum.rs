//! Enums that keep the values they don't know.
//!
//! In: the variants with their values on the wire. Out: conversions, reading and writing. Reading a
//! known value doesn't allocate. Must not know which schema an enum came from.

use std::fmt;

use serde::de::{Error, Visitor};

/// Reads a string and hands it out borrowed, so that known values need no allocation.
#[doc(hidden)]
#[derive(Debug)]
pub struct Matched<F>(pub F);

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Matched<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok((self.0)(value))
    }
}

/// Makes the conversions of an enum that keeps unknown values in its variant `Unknown`.
///
/// The value's own type is named after the colon: `String`, a number type, `bool`, or `Value` (of
/// `serde_json`) where the values are of several kinds.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum Status {
///     Success,
///     Unknown(String),
/// }
///
/// codec::open_enum!(Status: String { Success = "SUCCESS" });
/// # pub fn run() {
///
/// assert_eq!(Status::from("SUCCESS"), Status::Success);
/// assert_eq!(Status::from("NEW").as_str(), "NEW");
/// # }
/// # }
/// # demo::run();
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident: String { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                match value.as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::Validate for $name {}

        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                deserializer.deserialize_str($crate::codec::Matched(|value: &str| Self::from(value)))
            }
        }
    };
    ($name:ident: Value { $($variant:ident = $value:tt),* $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            pub fn to_value(&self) -> $crate::__serde_json::Value {
                match self {
                    $(Self::$variant => $crate::__serde_json::json!($value),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        impl ::core::convert::From<$crate::__serde_json::Value> for $name {
            fn from(value: $crate::__serde_json::Value) -> Self {
                $(if value == $crate::__serde_json::json!($value) {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self.to_value() {
                    $crate::__serde_json::Value::String(value) => formatter.pad(&value),
                    value => ::core::fmt::Display::fmt(&value, formatter),
                }
            }
        }

        impl $crate::Validate for $name {}

        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__serde::Serialize::serialize(&self.to_value(), serializer)
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$crate::__serde_json::Value as $crate::__serde::Deserialize>::deserialize(deserializer)
                    .map(Self::from)
            }
        }
    };
    ($name:ident: $repr:ident { $($variant:ident = $value:expr),* $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            pub fn value(&self) -> $repr {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::core::convert::From<$repr> for $name {
            // Comparing instead of matching, since floats can't be patterns; they are compared as
            // they were written in the document.
            #[allow(clippy::float_cmp, clippy::bool_comparison, clippy::needless_bool)]
            fn from(value: $repr) -> Self {
                $(if value == $value {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::Validate for $name {}

        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$repr as $crate::__serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}
