//! The literals of values in attributes.
//!
//! In: a literal. Out: an expression of the type that the values have. Must not know what the value
//! is for.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::{Error, Lit, Result, Type};

use crate::ty;

/// What the values are in Rust.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Repr {
    Text,
    Integer,
    Float,
    Boolean,
    /// Values of several kinds.
    Any,
}

impl Repr {
    /// That of a type.
    pub(crate) fn of(ty: &Type) -> Option<Self> {
        const INTEGERS: [&str; 8] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
        let is = |name: &str| ty::is(ty, name);
        Some(match () {
            () if is("String") => Self::Text,
            () if is("f64") || is("f32") => Self::Float,
            () if is("bool") => Self::Boolean,
            () if is("Value") => Self::Any,
            () if INTEGERS.into_iter().any(is) => Self::Integer,
            () => return None,
        })
    }

    /// A literal of that type.
    pub(crate) fn literal(self, literal: &Lit) -> Result<TokenStream> {
        let wrong =
            |expected: &str| Err(Error::new(literal.span(), format!("expected {expected}")));
        match (literal, self) {
            (Lit::Str(_), Repr::Text)
            | (Lit::Bool(_), Repr::Boolean)
            | (Lit::Int(_), Repr::Integer) => {
                // Lints look at literals of the user's, but not at those of an expansion.
                let expanded = quote!(#literal).into_iter().map(|mut token| {
                    token.set_span(token.span().resolved_at(Span::call_site()));
                    token
                });
                Ok(expanded.collect())
            }
            (Lit::Int(number), Repr::Float) => float(number.base10_digits(), literal),
            (Lit::Float(number), Repr::Float) => float(number.base10_digits(), literal),
            (_, Repr::Text) => wrong("a text"),
            (_, Repr::Boolean) => wrong("`true` or `false`"),
            (_, Repr::Integer) => wrong("an integer"),
            (_, Repr::Float | Repr::Any) => wrong("a number"),
        }
    }
}

/// A finite number.
pub(crate) fn float(digits: &str, literal: &Lit) -> Result<TokenStream> {
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => {
            let number = Literal::f64_unsuffixed(number);
            Ok(quote!(#number))
        }
        _ => Err(Error::new(literal.span(), "expected a number")),
    }
}

/// A literal whose type says what kind of value it is.
pub(crate) fn mixed(literal: &Lit) -> Result<TokenStream> {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => {
            let signed = number.base10_parse::<i64>().map(Literal::i64_suffixed);
            let number =
                signed.or_else(|_| number.base10_parse::<u64>().map(Literal::u64_suffixed))?;
            Ok(quote!(#number))
        }
        Lit::Float(number) if number.suffix().is_empty() => float(number.base10_digits(), literal),
        Lit::Str(_) | Lit::Bool(_) => Ok(quote!(#literal)),
        _ => Err(Error::new(
            literal.span(),
            "expected a text, a number, `true` or `false`",
        )),
    }
}
