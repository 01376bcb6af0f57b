//! The macro that gives a struct its constructor, its `with_` methods, and its codec.
//!
//! In: the name of a struct and one row a member. Out: `new`, `Default` where nothing is required, `with_` methods,
//! `Debug`, `PartialEq`, `Serialize` and `Deserialize`. What members have in common is written here once, so that generated code is a table.
//! Must not know which schema a struct came from.

/// Makes a struct from its required members, and reads and writes it as an object.
///
/// After the name stand the arguments of `new`; they are converted into the fields of the same names, those in brackets
/// into `Some` of them. Then a row for each member, in the order in which they are written: its name on the wire, its field,
/// how it may be left out, after `=` the type of one value or the value that `new` puts in, and in parentheses the method that
/// sets it.
///
/// | row | field | on the wire |
/// |---|---|---|
/// | `required` | `T`, or `Option<T>` for null | always there |
/// | `optional` | `Option<T>` | may be left out; null reads as left out |
/// | `nullable` | [`Nullable<T>`](crate::Nullable) | may be left out or null |
/// | `any` | `Option<Value>` | may be left out; null is a value |
///
/// `escaped_required` and the like are the same for names with characters that need escapes in JSON, `numeric_required` and the like for
/// fields whose numbers may come as texts; `* => field: numeric` is that for all other members.
///
/// In front of the name may stand lints that are allowed: `#[allow(deprecated)]`, where a field is.
///
/// A required field that is no argument of `new` has a type of one value.
/// `.. => field` is a field that is written into the object and read from all of it; `* => field` keeps all other members.
/// What [`Validate`](crate::Validate) checks stands in brackets at the end: the limits of the value, and after `each` those
/// of its items. A first row `self [..]` has those of the object itself.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone)]
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
    ($(#[$allow:meta])? $name:ident() $rows:tt) => {
        $crate::__object!(@ "Makes one with nothing set." $(#[$allow])? $name() $rows);

        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($(#[$allow:meta])? $name:ident $arguments:tt $rows:tt) => {
        $crate::__object!(@ "Makes one from the required fields." $(#[$allow])? $name $arguments $rows);
    };
    (@ $docs:literal $(#[$allow:meta])? $name:ident($($([$given:ident: $given_type:ty])? $($argument:ident: $argument_type:ty)?),+) {
        $(self [$($own:tt)*],)?
        $(
            $wire:literal => $field:ident: $kind:ident
                $(= $constant:ident $(:: $only:ident)?)?
                $(($(#[$attribute:meta])* $with:ident: $type:ty))?
                $([$($limits:tt)*] $(each [$($items:tt)*])*)?,
        )*
        $(.. => $flat:ident,)*
        $(* => $rest:ident $(: $rest_kind:ident)? $(($rest_with:ident: $rest_type:ty))? $([$($rest_limits:tt)*] $(each [$($rest_items:tt)*])*)?,)?
    }) => {
        $(#[$allow])?
        impl $name {
            const MEMBERS: &'static [$crate::codec::Member] = &[
                $($crate::codec::Row::$kind.member(::core::concat!(",\"", $wire, "\":"))),*
            ];

            #[doc = $docs]
            #[must_use]
            #[inline]
            pub fn new($($($argument: $argument_type)? $($given: $given_type)?),+) -> Self {
                let mut new = <Self as $crate::codec::Wire>::blank();
                $(
                    $(new.$argument = ::core::convert::Into::into($argument);)?
                    $(new.$given = $crate::codec::Given::given($given);)?
                )+
                $($(new.$field = $crate::__filled!($constant $(:: $only)?);)?)*
                new
            }

            $($(
                /// Sets the field of this name.
                #[must_use]
                $(#[$attribute])*
                #[inline]
                pub fn $with(mut self, value: $type) -> Self {
                    self.$field = $crate::codec::Given::given(value);
                    self
                }
            )?)*
            $($(
                /// Sets the field of this name.
                #[must_use]
                #[inline]
                pub fn $rest_with(mut self, value: $rest_type) -> Self {
                    self.$rest = ::core::convert::Into::into(value);
                    self
                }
            )?)?
        }

        $(#[$allow])?
        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                let read = reader.object(
                    Self::MEMBERS,
                    &mut [$(&mut self.$field),*],
                    $crate::__rest!($(self.$rest $($rest_kind)?)?),
                );
                $(let read = reader.flattened(read, &mut self.$flat, Self::MEMBERS);)*
                read
            }

            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::codec::Wire::blank(),)*
                    $($flat: $crate::codec::Wire::blank(),)*
                    $($rest: $crate::codec::Wire::blank(),)?
                }
            }

            #[inline]
            fn members(&self, sink: &mut dyn $crate::codec::Sink) {
                sink.rows(Self::MEMBERS, &[$(&self.$field),*]);
                $(sink.flat(&self.$flat);)*
                $($crate::__shown_rest!(sink self.$rest $($rest_kind)?);)?
            }

            $crate::__limited!(
                $(self [$($own)*],)?
                $($($wire [$($limits)*] $([$($items)*])*,)?)*
                $($(* [$($rest_limits)*] $([$($rest_items)*])*,)?)?
            );
        }

        // A derive would look for the impl of every field once more.
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::show(::core::stringify!($name), self, formatter)
            }
        }

        $crate::__equal!($name);
        $crate::__serde!($name);
    };
}

/// What a field holds that `new` fills: the one value of a type, or one of its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __filled {
    ($constant:ident) => {
        $crate::codec::Given::given(<$constant as $crate::codec::Wire>::blank())
    };
    ($type:ident :: $value:ident) => {
        $type::$value
    };
}

/// The limits of the members of a struct. Most have none, and a method for each would cost compile time.
#[doc(hidden)]
#[macro_export]
macro_rules! __limited {
    () => {};
    (
        $(self [$($own:ident $($own_value:tt)?),*],)?
        $($wire:literal [$($limit:ident $($value:tt)?),*] $([$($item:ident $($item_value:tt)?),*])*,)*
        $(* [$($rest:ident $($rest_value:tt)?),*] $([$($rest_item:ident $($rest_item_value:tt)?),*])*,)?
    ) => {
        #[inline]
        fn limits(&self) -> &'static [$crate::codec::Limit] {
            &[
                $($($crate::codec::Limit::$own $($own_value)?,)*)?
                $(
                    $crate::codec::Limit::Of($wire),
                    $($crate::codec::Limit::$limit $($value)?,)*
                    $($crate::codec::Limit::Each, $($crate::codec::Limit::$item $($item_value)?,)*)*
                )*
                $(
                    $crate::codec::Limit::Rest,
                    $($crate::codec::Limit::$rest $($rest_value)?,)*
                    $($crate::codec::Limit::Each, $($crate::codec::Limit::$rest_item $($rest_item_value)?,)*)*
                )?
            ]
        }
    };
}

/// What takes the members that have no field.
#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    () => {
        ::core::option::Option::None
    };
    ($from:ident.$rest:ident) => {
        ::core::option::Option::Some(&mut $from.$rest)
    };
    ($from:ident.$rest:ident numeric) => {
        ::core::option::Option::Some(&mut $crate::codec::Numeric(&mut $from.$rest))
    };
}

/// Shows the members that have no field.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown_rest {
    ($sink:ident $from:ident.$rest:ident) => {
        $sink.rest(&$from.$rest)
    };
    ($sink:ident $from:ident.$rest:ident numeric) => {
        $sink.numeric_rest(&$from.$rest)
    };
}

/// Compares two values as they travel. A derive would look for the impl of every field once more.
#[doc(hidden)]
#[macro_export]
macro_rules! __equal {
    ($name:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::equal(self, other)
            }
        }
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
