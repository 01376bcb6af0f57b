//! What the tables of models say of limits.
//!
//! In: nothing. Out: the limits that generated code states for values and what lies within them. Must not know how a limit is checked.

use super::wire::Wire;

/// A limit, or to what those after it belong: lists of them in one another would be more to compile, and only few schemas need
/// them. Numbers are as the document writes them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    MinLength(u64),
    MaxLength(u64),
    Pattern(&'static str),
    Minimum(&'static str),
    Maximum(&'static str),
    ExclusiveMinimum(&'static str),
    ExclusiveMaximum(&'static str),
    MultipleOf(&'static str),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// `type`: one of these.
    Type(&'static [&'static str]),
    /// `enum` or `const`: one of these JSON texts.
    Enum(&'static [&'static str]),
    Required(&'static [&'static str]),
    /// A member, and those that must be there with it.
    DependentRequired(&'static str, &'static [&'static str]),
    /// A member, and what holds of the object that has it.
    DependentSchema(&'static str, &'static [Limit]),
    PropertyNames(&'static [Limit]),
    /// What holds of that member.
    Property(&'static str, &'static [Limit]),
    /// What holds of every item from that position on.
    Items(u64, &'static [Limit]),
    /// What holds of the item at that position.
    Item(u64, &'static [Limit]),
    /// At least and at most so many items keep to these.
    Contains(&'static [Limit], u64, Option<u64>),
    Not(&'static [Limit]),
    AnyOf(&'static [&'static [Limit]]),
    OneOf(&'static [&'static [Limit]]),
    /// `if`, `then` and `else`.
    If(&'static [&'static [Limit]; 3]),
    /// None of the values that the `enum` of that name lists; no value keeps to it.
    Unlisted(&'static str),
    /// No member of the union of that name; no value keeps to it.
    Unmatched(&'static str),
    /// What follows holds for the items of the value, or for its members.
    Each,
    /// What follows holds for the member of that name.
    Of(&'static str),
    /// What follows holds for the members without a field, together.
    Rest,
}

/// The value that stands in the place of another, which only wraps it, and the limits that it has there.
#[doc(hidden)]
pub type Held<'a> = (&'a dyn Wire, &'static [Limit]);

/// What an enum holds in its variant `Unknown`: nothing of it is asked where the document allows other values.
#[doc(hidden)]
#[macro_export]
macro_rules! __unknown {
    ([] $limit:ident $name:ident) => {
        &[$crate::codec::Limit::$limit(::core::stringify!($name))]
    };
    ([$other:ident] $limit:ident $name:ident) => {
        &[]
    };
}

/// Shows `validate()` the value that an enum holds in its variant `Unknown`.
#[doc(hidden)]
#[macro_export]
macro_rules! __held_unknown {
    ([$other:ident] $limit:ident $name:ident) => {};
    ([] Unlisted $name:ident) => {
        #[inline]
        fn held(&self) -> ::core::option::Option<$crate::codec::Held<'_>> {
            match self {
                // A program may put a listed value there, too.
                Self::Unknown(value)
                    if ::core::matches!(
                        Self::from(::core::clone::Clone::clone(value)),
                        Self::Unknown(_)
                    ) =>
                {
                    ::core::option::Option::Some((value, $crate::__unknown!([] Unlisted $name)))
                }
                _ => ::core::option::Option::None,
            }
        }
    };
    ([] $limit:ident $name:ident) => {
        #[inline]
        fn held(&self) -> ::core::option::Option<$crate::codec::Held<'_>> {
            match self {
                Self::Unknown(value) => {
                    ::core::option::Option::Some((value, $crate::__unknown!([] $limit $name)))
                }
                _ => ::core::option::Option::None,
            }
        }
    };
}

/// The limits of a value, and after `Each` those of its items.
#[doc(hidden)]
#[macro_export]
macro_rules! __limits {
    () => {
        &[]
    };
    ([$($limit:ident $($value:tt)?),*] $([$($item:ident $($item_value:tt)?),*])*) => {
        &[
            $($crate::codec::Limit::$limit $($value)?,)*
            $($crate::codec::Limit::Each, $($crate::codec::Limit::$item $($item_value)?,)*)*
        ]
    };
}
