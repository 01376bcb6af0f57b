//! What is put into a request: methods of the call and their arguments.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::syntax::{ident, path};
use crate::plan::{ChainedCall, Expression};

/// `.method(arguments)`.
pub(super) fn chained(chained: &ChainedCall) -> TokenStream {
    let (method, arguments) = (ident(chained.method), &chained.arguments);
    quote!(.#method(#(#arguments),*))
}

/// `&[&["a", "b"]]`.
pub(super) fn texts(texts: &[Vec<String>]) -> TokenStream {
    quote!(&[#(&[#(#texts),*]),*])
}

impl ToTokens for Expression {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Text(text) => quote!(#text),
            Self::Variable(name) => ident(name).into_token_stream(),
            Self::AsRef(name) => {
                let name = ident(name);
                quote!(#name.as_ref())
            }
            Self::Json(name) => {
                let name = ident(name);
                quote!(&Json(#name))
            }
            Self::Bool(value) => quote!(#value),
            Self::Number(value) => Literal::u64_unsuffixed(*value).into_token_stream(),
            Self::Path(ty, value) => {
                let (ty, value) = (path(ty), ident(value));
                quote!(#ty::#value)
            }
            Self::Variant(ty, variant, arguments) => {
                let (ty, variant) = (path(ty), ident(variant));
                quote!(#ty::#variant(#(#arguments),*))
            }
            Self::Closure(chained) => closure(chained),
            Self::Encodings(list) => {
                let list = list
                    .iter()
                    .map(|(name, encoding)| quote!((#name, #encoding)));
                quote!(&[#(#list),*])
            }
            Self::Names(names) => quote!(&[#(#names),*]),
            Self::Texts(lists) => texts(lists),
        });
    }
}

/// A method that takes nothing else needs no closure.
fn closure(chained: &ChainedCall) -> TokenStream {
    let (method, arguments) = (ident(chained.method), &chained.arguments);
    if let [Expression::Variable(_)] = arguments.as_slice() {
        quote!(Call::#method)
    } else {
        quote!(|call, body| call.#method(#(#arguments),*))
    }
}

#[cfg(test)]
mod tests {
    use syn::{Expr, parse_quote};

    use super::*;

    #[test]
    fn arguments_are_what_they_say() {
        let text = |text: &str| Expression::Text(text.to_owned());
        let json = |more: &[Expression]| {
            let body = [Expression::Variable("body".to_owned())];
            let chained = ChainedCall::new("json", body.iter().chain(more).cloned());
            Expression::Closure(Box::new(chained))
        };
        let cases: [(Expression, Expr); 7] = [
            (text("a\"b"), parse_quote!("a\"b")),
            (
                Expression::AsRef("r#type".to_owned()),
                parse_quote!(r#type.as_ref()),
            ),
            (
                Expression::Json("body".to_owned()),
                parse_quote!(&Json(body)),
            ),
            (
                Expression::Encodings(vec![(
                    "a".to_owned(),
                    Expression::Variant("FormEncoding", "Media", vec![text("text/csv")]),
                )]),
                parse_quote!(&[("a", FormEncoding::Media("text/csv"))]),
            ),
            (json(&[]), parse_quote!(Call::json)),
            (
                json(&[Expression::Number(7)]),
                parse_quote!(|call, body| call.json(body, 7)),
            ),
            (
                Expression::Texts(vec![vec!["a".to_owned()], Vec::new()]),
                parse_quote!(&[&["a"], &[]]),
            ),
        ];
        for (expression, expected) in cases {
            let actual: Expr = syn::parse2(quote!(#expression)).unwrap();
            assert_eq!(actual, expected);
        }
    }
}
