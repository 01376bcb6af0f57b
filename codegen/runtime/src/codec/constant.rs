//! A value that is always the same.
//!
//! In: a type and its value. Out: a type that writes the value and refuses to read another one.
//! Must not know what the value means.

use std::fmt;

use super::failed::Failed;
use super::reader::Reader;

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

impl Reader<'_> {
    /// Reads a value, and refuses any other than the constant.
    ///
    /// # Errors
    ///
    /// Another value, which the message names beside the expected one.
    pub fn constant(&mut self, constant: Literal) -> Result<(), Failed> {
        let first = self.peek();
        let start = self.at;
        let expected = format_args!("the constant {constant}");
        let found = match first {
            b'"' => {
                let text = self.string("a string")?;
                if matches!(constant, Literal::String(own) if own == text) {
                    return Ok(());
                }
                format!("string {text:?}")
            }
            b't' | b'f' => {
                let found = self.boolean()?;
                if constant == Literal::Boolean(found) {
                    return Ok(());
                }
                format!("boolean `{found}`")
            }
            b'-' | b'0'..=b'9' => {
                let (text, whole) = self.number()?;
                if is_number(constant, text) {
                    return Ok(());
                }
                let kind = if whole { "integer" } else { "floating point" };
                format!("{kind} `{text}`")
            }
            _ => return Err(self.unexpected(&expected.to_string())),
        };
        let message = format!("invalid value: {found}, expected {expected}");
        Err(Failed::new(start, message))
    }
}

/// `1` and `1.0` are one number; an exact comparison is meant.
fn is_number(constant: Literal, text: &str) -> bool {
    match constant {
        Literal::Integer(own) => match text.parse::<i64>() {
            Ok(found) => found == own,
            Err(_) => same(&own.to_string(), text),
        },
        Literal::Number(own) => same(&own.to_string(), text),
        Literal::String(_) | Literal::Boolean(_) => false,
    }
}

fn same(own: &str, found: &str) -> bool {
    let bits = |text: &str| text.parse::<f64>().ok().map(f64::to_bits);
    bits(own) == bits(found)
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
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&Self::VALUE, formatter)
            }
        }

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.constant($crate::codec::Literal::$kind(Self::VALUE))
            }

            #[inline]
            fn blank() -> Self {
                Self
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::from(Self::VALUE)
            }
        }

        $crate::__serde!($name);
    };
}
