//! The type of a field, as it is written.
//!
//! In: a type. Out: whether it may be left out, and how `new` and setters take it. Must not know
//! attributes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericArgument, Ident, PathArguments, Type};

/// A type with what may be missing taken off.
#[derive(Clone, Copy)]
pub(crate) enum Wrapped<'a> {
    Plain(&'a Type),
    Option(&'a Type),
    Nullable,
}

impl<'a> Wrapped<'a> {
    pub(crate) fn of(ty: &'a Type) -> Self {
        match (name(ty), argument(ty)) {
            (Some(name), Some(inner)) if name == "Option" => Self::Option(inner),
            (Some(name), Some(_)) if name == "Nullable" => Self::Nullable,
            _ => Self::Plain(ty),
        }
    }
}

/// Without the groups that a macro puts around its arguments.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

/// The last name of its path: `Option` of `std::option::Option<T>`.
pub(crate) fn name(ty: &Type) -> Option<&Ident> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
        _ => None,
    }
}

/// Whether its last name is that, and it has no arguments.
pub(crate) fn is(ty: &Type, expected: &str) -> bool {
    name(ty).is_some_and(|name| name == expected) && arguments(ty).is_none()
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(bare(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The type in its box, or the type itself.
pub(crate) fn unboxed(ty: &Type) -> (&Type, bool) {
    match (name(ty), argument(ty)) {
        (Some(name), Some(inner)) if name == "Box" => (bare(inner), true),
        _ => (bare(ty), false),
    }
}

/// The only generic argument.
fn argument(ty: &Type) -> Option<&Type> {
    let mut types = arguments(ty)?;
    types.next().filter(|_| types.next().is_none())
}

fn arguments(ty: &Type) -> Option<impl Iterator<Item = &Type>> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    match &path.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => {
            Some(arguments.args.iter().filter_map(|one| match one {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }))
        }
        _ => None,
    }
}

/// Types that are taken as they are, so that literals and `parse()?` find their type.
const EXACT: [&str; 18] = [
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "f32",
    "f64",
    "Timestamp",
    "Date",
    "Time",
    "Uuid",
    "Bytes",
];

const COLLECTIONS: [&str; 5] = ["Vec", "Map", "BTreeMap", "HashMap", "IndexMap"];

/// The argument type of a function, and its conversion into the field's type.
pub(crate) struct Taken {
    pub(crate) ty: TokenStream,
    pub(crate) is_exact: bool,
}

impl Taken {
    /// As an argument of `new`, whose `collect()` finds the type of a collection.
    pub(crate) fn by_new(ty: &Type) -> Self {
        Self::new(ty, is_exact(ty) || is_collection(ty))
    }

    /// As the value of a setter.
    pub(crate) fn by_setter(ty: &Type) -> Self {
        Self::new(ty, is_exact(ty))
    }

    /// As anything that converts into it.
    pub(crate) fn into(ty: &Type) -> Self {
        Self::new(ty, false)
    }

    fn new(ty: &Type, is_exact: bool) -> Self {
        let ty = if is_exact {
            ty.to_token_stream()
        } else {
            quote!(impl ::core::convert::Into<#ty>)
        };
        Self { ty, is_exact }
    }

    /// The value of that argument.
    pub(crate) fn value(&self, argument: &Ident) -> TokenStream {
        if self.is_exact {
            quote!(#argument)
        } else {
            quote!(::core::convert::Into::into(#argument))
        }
    }
}

fn is_exact(ty: &Type) -> bool {
    match bare(ty) {
        Type::Tuple(_) | Type::Array(_) => true,
        ty => EXACT.iter().any(|exact| is(ty, exact)),
    }
}

fn is_collection(ty: &Type) -> bool {
    let is_named = |name: &Ident| COLLECTIONS.iter().any(|collection| name == collection);
    name(ty).is_some_and(is_named) && arguments(ty).is_some()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn wrappers_are_known_by_their_last_name() {
        let is_option = |ty: Type| matches!(Wrapped::of(&ty), Wrapped::Option(_));
        assert!(is_option(parse_quote!(Option<i64>)));
        assert!(is_option(parse_quote!(::std::option::Option<i64>)));
        assert!(is_option(parse_quote!((Option<i64>))));
        assert!(!is_option(parse_quote!(Option)));
        assert!(!is_option(parse_quote!(Vec<Option<i64>>)));
        let ty: Type = parse_quote!(specwright_runtime::Nullable<i64>);
        assert!(matches!(Wrapped::of(&ty), Wrapped::Nullable));
    }

    #[test]
    fn types_without_a_conversion() {
        let types: [(Type, bool, bool); 9] = [
            (parse_quote!(i64), true, true),
            (parse_quote!(jiff::Timestamp), true, true),
            (parse_quote!((i64, String)), true, true),
            (parse_quote!(()), true, true),
            (parse_quote!(Vec<String>), true, false),
            (
                parse_quote!(std::collections::BTreeMap<String, i64>),
                true,
                false,
            ),
            (parse_quote!(String), false, false),
            (parse_quote!(Box<Model>), false, false),
            // A type of the user's that is only called so.
            (parse_quote!(Map), false, false),
        ];
        for (ty, by_new, by_setter) in types {
            let text = ty.to_token_stream().to_string();
            assert_eq!(Taken::by_new(&ty).is_exact, by_new, "{text}");
            assert_eq!(Taken::by_setter(&ty).is_exact, by_setter, "{text}");
        }
    }
}
