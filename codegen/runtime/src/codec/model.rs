//! The macro that gives a struct its constructor, its `with_` methods, and its codec.
//!
//! In: the name of a struct and one row a member. Out: `new`, `Default` where nothing is required, `with_` methods,
//! `Serialize`, `Deserialize` and `Validate`. What members have in common is written here once, so that generated code is a table.
//! Must not know which schema a struct came from.

/// Makes a struct from its required members, and reads and writes it as an object.
///
/// After the name stand the arguments of `new`; they are converted into the fields of the same names. Then a row for each
/// member, in the order in which they are written: its name on the wire, its field, how it may be left out, and in
/// parentheses how else it is set.
///
/// | row | field | on the wire |
/// |---|---|---|
/// | `required` | `T`, or `Option<T>` for null | always there |
/// | `optional` | `Option<T>` | may be left out; null reads as left out |
/// | `nullable` | [`Nullable<T>`](crate::Nullable) | may be left out or null |
/// | `any` | `Option<Value>` | may be left out; null is a value |
///
/// A required field is an argument of `new` unless it says `(constant)`: then its type has one value, by `Default`. Another
/// field is left out by `new` unless it says `(constant)` or `(new)`. `(with_x: Type)` gives it a method.
/// `.. => field` is a field that is written into the object and read from all of it; `* => field` keeps all other members.
/// What [`Validate`](crate::Validate) checks stands in brackets at the end: the limits of the value, and after `each` those
/// of its items. `[Nested]`: there are limits within it.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Span {
///     pub id: String,
///     pub r#type: Option<String>,
/// }
///
/// codec::object!(Span(id: impl Into<String>) {
///     "id" => id: required,
///     "type" => r#type: optional(with_type: impl Into<String>),
/// });
/// # }
/// use demo::Span;
///
/// let span = Span::new("a").with_type("llm");
/// assert_eq!(serde_json::to_string(&span).unwrap(), r#"{"id":"a","type":"llm"}"#);
/// assert_eq!(serde_json::from_str::<Span>(r#"{"type":null,"id":"a"}"#).unwrap(), Span::new("a"));
/// assert!(serde_json::from_str::<Span>("{}").is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident() { $($rows:tt)* }) => {
        $crate::__object!(@new $name () { $($rows)* } "Makes one with nothing set.");

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::__object!(@codec $name { $($rows)* });
    };
    ($name:ident($($arguments:tt)+) { $($rows:tt)* }) => {
        $crate::__object!(@new $name ($($arguments)+) { $($rows)* } "Makes one from the required fields.");
        $crate::__object!(@codec $name { $($rows)* });
    };
    (@new $name:ident ($($argument:ident: $argument_type:ty),* $(,)?) {
        $($(#[$attribute:meta])* $wire:literal => $field:ident: $kind:ident $(($($how:tt)*))? $([$($limits:tt)*] $(each [$($items:tt)*])*)?,)*
        $(.. => $flat:ident,)*
        $(* => $rest:ident $(($($rest_how:tt)*))? $([$($rest_limits:tt)*] $(each [$($rest_items:tt)*])*)?,)?
    } $docs:literal) => {
        #[allow(
            deprecated,
            clippy::fn_params_excessive_bools,
            clippy::many_single_char_names,
            clippy::similar_names,
            clippy::too_many_arguments,
            clippy::too_many_lines,
            clippy::type_complexity
        )]
        impl $name {
            #[doc = $docs]
            #[must_use]
            pub fn new($($argument: $argument_type),*) -> Self {
                Self {
                    $($field: $crate::__initial!($kind $field $($($how)*)?),)*
                    $($flat: ::core::convert::Into::into($flat),)*
                    $($rest: ::core::default::Default::default(),)?
                }
            }

            $($crate::__with!([$(#[$attribute])*] $kind $field $($($how)*)?);)*
            $($crate::__with!([] rest $rest $($($rest_how)*)?);)?
        }
    };
    (@codec $name:ident {
        $($(#[$attribute:meta])* $wire:literal => $field:ident: $kind:ident $(($($how:tt)*))? $([$($limits:tt)*] $(each [$($items:tt)*])*)?,)*
        $(.. => $flat:ident,)*
        $(* => $rest:ident $(($($rest_how:tt)*))? $([$($rest_limits:tt)*] $(each [$($rest_items:tt)*])*)?,)?
    }) => {
        #[allow(deprecated, irrefutable_let_patterns, clippy::similar_names, clippy::too_many_lines)]
        impl $crate::codec::Wire for $name {
            #[inline]
            fn read(
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::codec::Failed> {
                $(let mut $field = $crate::__slot!($kind);)*
                $(let mut $rest = ::core::default::Default::default();)?
                let table = &[$(($wire, $crate::codec::Kind::$kind)),*];
                let start = reader.object(table, &mut [$(&mut $field),*], $crate::__rest!($($rest)?))?;
                let ($($crate::__found!($kind $field),)*) = ($($field,)*) else {
                    return ::core::result::Result::Err(reader.missing(start, table));
                };
                ::core::result::Result::Ok(Self {
                    $($field,)*
                    $($flat: reader.flattened(start)?,)*
                    $($rest,)?
                })
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::Object(self)
            }

            #[inline]
            fn members(&self, sink: &mut dyn $crate::codec::Sink) {
                sink.rows(&[$(($wire, $crate::codec::Kind::$kind)),*], &[$(&self.$field),*]);
                $(sink.flat(&self.$flat);)*
                $($crate::codec::Wire::members(&self.$rest, sink);)?
            }
        }

        $crate::__serde!($name);

        $crate::__validate!($name {
            $($($wire $field [$($limits)*] $([$($items)*])*,)?)*
            $(.. $flat,)*
            $($(* $rest [$($rest_limits)*] $([$($rest_items)*])*,)?)?
        });
    };
}

/// What is checked of a struct. Most have no limits, and a method for each would cost compile time.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate {
    ($name:ident {}) => {
        impl $crate::Validate for $name {}
    };
    ($name:ident {
        $($wire:literal $field:ident $([$($limits:tt)*])+,)*
        $(.. $flat:ident,)*
        $(* $rest:ident $([$($rest_limits:tt)*])+,)?
    }) => {
        #[allow(deprecated)]
        impl $crate::Validate for $name {
            fn check(&self, checks: &mut $crate::codec::Checks) {
                $(checks.member($wire, &self.$field, &[$($crate::__limits!($($limits)*)),+]);)*
                $($crate::Validate::check(&self.$flat, checks);)*
                $(checks.value(&self.$rest, &[$($crate::__limits!($($rest_limits)*)),+]);)?
            }
        }
    };
}

/// The value of a field in `new`.
#[doc(hidden)]
#[macro_export]
macro_rules! __initial {
    (required $field:ident) => {
        ::core::convert::Into::into($field)
    };
    (required $field:ident constant) => {
        ::core::default::Default::default()
    };
    (nullable $field:ident new) => {
        ::core::convert::Into::into($field)
    };
    ($kind:ident $field:ident new) => {
        ::core::option::Option::Some(::core::convert::Into::into($field))
    };
    ($kind:ident $field:ident constant $($more:tt)*) => {
        ::core::option::Option::Some(::core::default::Default::default())
    };
    ($kind:ident $field:ident $($how:tt)*) => {
        ::core::default::Default::default()
    };
}

/// The method that sets a field, if it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __with {
    ($attributes:tt $kind:ident $field:ident) => {};
    ($attributes:tt $kind:ident $field:ident new) => {};
    ($attributes:tt $kind:ident $field:ident constant) => {};
    ($attributes:tt $kind:ident $field:ident constant, $($how:tt)*) => {
        $crate::__with!($attributes $kind $field $($how)*);
    };
    ([$($attribute:tt)*] $kind:ident $field:ident $with:ident: $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        $($attribute)*
        pub fn $with(mut self, value: $type) -> Self {
            self.$field = $crate::__given!($kind value);
            self
        }
    };
}

/// What a field becomes when it is given a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    (nullable $value:ident) => {
        ::core::convert::Into::into($value)
    };
    (rest $value:ident) => {
        ::core::convert::Into::into($value)
    };
    ($kind:ident $value:ident) => {
        ::core::option::Option::Some(::core::convert::Into::into($value))
    };
}

/// Where a member is kept while the others are read.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    (nullable) => {
        $crate::Nullable::Absent
    };
    ($kind:ident) => {
        ::core::option::Option::None
    };
}

/// What a slot must hold when all members were read.
#[doc(hidden)]
#[macro_export]
macro_rules! __found {
    (required $field:ident) => {
        ::core::option::Option::Some($field)
    };
    ($kind:ident $field:ident) => {
        $field
    };
}

/// What takes the members that have no field.
#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    () => {
        ::core::option::Option::None
    };
    ($rest:ident) => {
        ::core::option::Option::Some(&mut $rest)
    };
}

/// Lets serde read and write a type as the runtime does.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
    };
}
