//! Enums that keep the values they don't know.
//!
//! In: the variants with their values on the wire. Out: conversions, reading and writing. Reading a
//! known value doesn't allocate. Must not know which schema an enum came from.

use serde_json::Value;

use super::failed::Failed;
use super::reader::Reader;
use super::wire::Wire;

impl Reader<'_> {
    /// Reads a string as an enum of strings.
    ///
    /// # Errors
    ///
    /// A value that is no string.
    pub fn known<T: for<'a> From<&'a str>>(&mut self, place: &mut T) -> Result<(), Failed> {
        *place = T::from(&self.string("a string")?);
        Ok(())
    }

    /// Reads a value as an enum of such values.
    ///
    /// # Errors
    ///
    /// What reading the value reports.
    pub fn from<V: Wire, T: From<V>>(&mut self, place: &mut T) -> Result<(), Failed> {
        let numeric = std::mem::take(&mut self.numeric);
        *place = T::from(V::read(self)?);
        self.numeric = numeric;
        Ok(())
    }
}

/// A value that a JSON text says, or null.
#[doc(hidden)]
#[must_use]
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Compares two texts by their positions in a list; those that are not in it follow, in the order of texts.
#[doc(hidden)]
#[must_use]
pub fn compare(values: &[&str], one: &str, other: &str) -> std::cmp::Ordering {
    let position = |text: &str| {
        let found = values.iter().position(|value| *value == text);
        found.unwrap_or(values.len())
    };
    let order = position(one).cmp(&position(other));
    order.then_with(|| one.cmp(other))
}

/// Orders an enum of strings as the document lists its values; unknown ones follow, in the order of texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __ordered {
    ($name:ident as_str [$($value:literal),*]) => {
        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::codec::compare(&[$($value),*], self.as_str(), other.as_str())
            }
        }
    };
}

/// Makes the conversions of an enum that keeps unknown values in its variant `Unknown`; of one of strings also `PartialEq`, `Eq` and
/// `Hash`, which compare what travels, and `Ord`, which follows the order of the document.
///
/// `validate()` reports an unknown value, unless a last row `_ => Unknown` says that the document allows others.
///
/// The value's own type is named after the colon: `String`, a number type, `bool`, or `Value` (of
/// `serde_json`) where the values are of several kinds.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug)]
/// #[non_exhaustive]
/// pub enum Status {
///     Success,
///     Unknown(String),
/// }
///
/// codec::open_enum!(Status: String {
///     Success = "SUCCESS",
/// });
/// # pub fn run() {
///
/// assert_eq!(Status::from("SUCCESS"), Status::Success);
/// assert_eq!(Status::from("NEW").as_str(), "NEW");
/// assert!(Status::Success < Status::from("NEW"));
/// # }
/// # }
/// # demo::run();
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident: String { $($variant:ident = $value:literal),* $(, _ => $other:ident)? $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        // As they travel: a derive has more to compile, and would tell `Unknown` with a known value from that.
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                ::core::cmp::PartialEq::eq(self.as_str(), other.as_str())
            }
        }

        impl ::core::cmp::Eq for $name {}

        $crate::__ordered!($name as_str [$($value),*]);

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.known(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown(::std::string::String::new())
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::Str(self.as_str())
            }

            $crate::__held_unknown!([$($other)?] Unlisted $name);
        }

        $crate::__serde!($name);
    };
    ($name:ident: Value { $($variant:ident = $value:tt),* $(, _ => $other:ident)? $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            #[inline]
            pub fn to_value(&self) -> $crate::__serde_json::Value {
                match self {
                    $(Self::$variant => $crate::__serde_json::json!($value),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        impl ::core::convert::From<$crate::__serde_json::Value> for $name {
            #[inline]
            fn from(value: $crate::__serde_json::Value) -> Self {
                $(if $crate::codec::is_equal(&value, &$crate::__serde_json::json!($value)) {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self.to_value() {
                    $crate::__serde_json::Value::String(value) => formatter.pad(&value),
                    value => ::core::fmt::Display::fmt(&value, formatter),
                }
            }
        }

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.from::<$crate::__serde_json::Value, _>(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::__serde_json::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::from(self.to_value())
            }

            $crate::__held_unknown!([$($other)?] Unlisted $name);
        }

        $crate::__serde!($name);
    };
    ($name:ident: $repr:ident { $($variant:ident = $value:expr),* $(, _ => $other:ident)? $(,)? }) => {
        impl $name {
            /// The value as it travels.
            #[must_use]
            #[inline]
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
            #[inline]
            fn from(value: $repr) -> Self {
                $(if value == $value {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.from::<$repr, _>(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::codec::Wire::blank())
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::from(self.value()).plain()
            }

            $crate::__held_unknown!([$($other)?] Unlisted $name);
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn values_are_ordered_as_they_are_declared_and_unknown_ones_follow() {
        let declared = ["low", "medium", "high"];
        let mut values = ["zebra", "high", "ape", "low", "medium", "low"];
        values.sort_by(|one, other| compare(&declared, one, other));
        assert_eq!(values, ["low", "low", "medium", "high", "ape", "zebra"]);
    }
}
