//! The macros that give enums of several types, and types around others, their conversions and their codec.
//!
//! In: the name of an enum and one row a variant. Out: `From`, `PartialEq`, `Serialize` and `Deserialize`. Values
//! that fit no variant are kept in the variant `Unknown`. Must not know which schema an enum came from.

/// Tells the variants of an enum apart by the value of one member, the tag.
///
/// In the parentheses of a row stands which conversions the variant has: `from` its type, `text` also from `&str`, or
/// `only` none. After a colon follow the tags that lead to it; after `=` as well, and there the first of them is
/// written with the value, which does not carry it itself. The variants that are nothing but their tags come last, each after
/// its tag.
///
/// `or Variant` names the variant for values without the tag, `otherwise Variant` that for all other values. `validate()` reports a
/// value that fits no variant, unless a last row `_ => Unknown` says that the document allows others.
///
/// ```
/// # mod demo {
/// use std::collections::BTreeMap;
///
/// use serde_json::Value;
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug)]
/// pub enum Part {
///     Break,
///     Text(BTreeMap<String, String>),
///     Unknown(Value),
/// }
///
/// codec::tagged_union!(Part by "type" {
///     Text(from BTreeMap<String, String>): "text",
///     "break" => Break,
/// });
/// # }
/// let text = r#"{"content":"a","type":"text"}"#;
/// let part: demo::Part = serde_json::from_str(text).unwrap();
/// assert!(matches!(&part, demo::Part::Text(map) if map["content"] == "a"));
/// assert_eq!(serde_json::to_string(&part).unwrap(), text);
/// assert_eq!(serde_json::to_string(&demo::Part::Break).unwrap(), r#"{"type":"break"}"#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($name:ident by $property:literal $(or $absent:ident)? $(otherwise $other:ident)? {
        $($variant:ident($from:ident $type:ty) $carried:tt $($tag:literal $(| $more:literal)*)?
            $([$($limits:tt)*] $(each [$($items:tt)*])*)?,)*
        $($alone:literal => $unit:ident,)*
        $(_ => $unknown:ident,)?
    }) => {
        $($crate::__union_from!($name $variant $from $type);)*

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.tagged(
                    self,
                    $property,
                    &[
                        $((&[$($tag $(, $more)*)?], &(Self::$variant as fn(_) -> Self)),)*
                        $((&[$alone], &((|| Self::$unit) as fn() -> Self)),)*
                    ],
                    $crate::__case!($($absent)?),
                    &($crate::__other!($($other)?) as fn(_) -> Self),
                )
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::__serde_json::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__union_view!($carried value $property $($tag)?),)*
                    $(Self::$unit => $crate::codec::View::Tagged(&($property, $alone), &()),)*
                    Self::Unknown(value) => $crate::codec::Wire::view(value),
                }
            }

            $crate::__holding!($name [$($unknown)?] [$($unit)*] $($variant $([$($limits)*] $([$($items)*])*)?,)*);
        }

        $crate::__equal!($name);
        $crate::__serde!($name);
    };
}

/// Tells the variants of an enum apart by their shapes: the best match is tried first.
///
/// A row is a variant, which conversions it has (see `tagged_union!`), its type, its limits if it has any (see `object!`),
/// and its shape.
///
/// ```
/// # mod demo {
/// use serde_json::Value;
/// use specwright_runtime::codec::{self, Shape};
///
/// #[derive(Clone, Debug)]
/// pub enum Stop {
///     One(String),
///     Many(Vec<String>),
///     Unknown(Value),
/// }
///
/// codec::untagged_union!(Stop {
///     One(text String) = Shape::String,
///     Many(from Vec<String>) = Shape::Array(&Shape::String),
/// });
/// # }
/// use demo::Stop;
///
/// assert_eq!(serde_json::from_str::<Stop>(r#"["a"]"#).unwrap(), Stop::from(vec!["a".to_owned()]));
/// assert_eq!(serde_json::to_string(&Stop::from("a")).unwrap(), r#""a""#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged_union {
    ($name:ident {
        $($variant:ident($from:ident $type:ty) $([$($limits:tt)*] $(each [$($items:tt)*])*)? = $shape:expr,)*
        $(_ => $unknown:ident,)?
    }) => {
        $($crate::__union_from!($name $variant $from $type);)*

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                static SHAPES: $crate::codec::VariantShapes = $crate::codec::VariantShapes::new();
                reader.pick(
                    self,
                    SHAPES.get_or_init(|| ::std::vec![$($crate::codec::TypeShape::from(&$shape)),*]),
                    &[$((&[], &(Self::$variant as fn(_) -> Self))),*],
                    &(Self::Unknown as fn(_) -> Self),
                )
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::__serde_json::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::codec::Wire::view(value),)*
                    Self::Unknown(value) => $crate::codec::Wire::view(value),
                }
            }

            $crate::__holding!($name [$($unknown)?] [] $($variant $([$($limits)*] $([$($items)*])*)?,)*);
        }

        $crate::__equal!($name);
        $crate::__serde!($name);
    };
}

/// The conversions into a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_from {
    ($name:ident $variant:ident only $type:ty) => {};
    ($name:ident $variant:ident from $type:ty) => {
        impl ::core::convert::From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(::core::convert::Into::into(value))
            }
        }
    };
    ($name:ident $variant:ident text $type:ty) => {
        $crate::__union_from!($name $variant from $type);

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::$variant(::core::convert::Into::into(value))
            }
        }
    };
}

/// The value of a variant, and its limits there. Most have none, and what they hold is seen as it is written.
#[doc(hidden)]
#[macro_export]
macro_rules! __holding {
    ($name:ident $unknown:tt [$($unit:ident)*] $($variant:ident,)*) => {
        $crate::__held_unknown!($unknown Unmatched $name);
    };
    ($name:ident $unknown:tt [$($unit:ident)*] $($variant:ident $([$($limits:tt)*])*,)*) => {
        #[inline]
        fn held(&self) -> ::core::option::Option<$crate::codec::Held<'_>> {
            ::core::option::Option::Some(match self {
                $(Self::$variant(value) => (value, $crate::__limits!($([$($limits)*])*)),)*
                $(Self::$unit => (&(), &[]),)*
                Self::Unknown(value) => (value, $crate::__unknown!($unknown Unmatched $name)),
            })
        }
    };
}

/// How a variant is written: as it is, or with its tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_view {
    (: $value:ident $($rest:tt)*) => {
        $crate::codec::Wire::view($value)
    };
    (= $value:ident $property:literal $tag:literal) => {
        $crate::codec::View::Tagged(&($property, $tag), $value)
    };
}

/// How a variant without a tag is read, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __case {
    () => {
        ::core::option::Option::None
    };
    ($variant:ident) => {
        ::core::option::Option::Some(&(Self::$variant as fn(_) -> Self))
    };
}

/// Which variant takes the values that lead to none.
#[doc(hidden)]
#[macro_export]
macro_rules! __other {
    () => {
        Self::Unknown
    };
    ($variant:ident) => {
        Self::$variant
    };
}

/// Makes a type around another one travel as that one does, with its limits, if it has any, in brackets (see `object!`).
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Tree(pub Vec<Tree>);
///
/// codec::newtype!(Tree(Vec<Tree>));
/// # }
/// assert_eq!(serde_json::from_str::<demo::Tree>("[[]]").unwrap(), vec![vec![].into()].into());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($name:ident($type:ty) $([$($limits:tt)*])each*) => {
        impl ::core::convert::From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self(value)
            }
        }

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                kind: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                $crate::codec::Wire::fill(&mut self.0, kind, reader)
            }

            #[inline]
            fn clear(&mut self) {
                $crate::codec::Wire::clear(&mut self.0);
            }

            #[inline]
            fn blank() -> Self {
                Self($crate::codec::Wire::blank())
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::Wire::view(&self.0)
            }

            #[inline]
            fn held(&self) -> ::core::option::Option<$crate::codec::Held<'_>> {
                ::core::option::Option::Some((&self.0, $crate::__limits!($([$($limits)*])*)))
            }
        }

        $crate::__serde!($name);
    };
}
