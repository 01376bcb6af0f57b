//! Resource handles: one method an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Block, Member, Piece,
    syntax::{argument, deprecated, docs, docs_text, ident, lints, pieces, ty},
};
use crate::plan::{Expression, Method, Resource, Step, Verb};

pub(super) fn emit(item: &Resource) -> Vec<Piece> {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let accessor = ident(&item.accessor);
    let mut pieces = pieces([
        quote! {
            #docs
            #[derive(Clone, Copy, Debug)]
            pub struct #name<'c> {
                client: &'c Client,
            }
        },
        quote! {
            impl super::Client {
                #docs
                #[must_use]
                pub fn #accessor(&self) -> #name<'_> {
                    #name { client: &self.runtime }
                }
            }
        },
    ]);
    pieces.push(Piece::Impl(Block {
        head: quote!(impl #name<'_>),
        members: item.methods.iter().map(method).collect(),
    }));
    pieces
}

/// A method is inlined, so that what it encodes is compiled where it is called and not for everybody.
fn method(method: &Method) -> Member {
    let (name, lints) = (ident(&method.name), lints(&method.lints));
    let deprecated = deprecated(method.deprecated);
    let arguments = method.arguments.iter().map(argument);
    let returns = ty(&method.returns);
    let call = call(method);
    let body = if method.builder {
        quote!(#returns::new(#call))
    } else {
        call
    };
    Member {
        docs: docs_text(&method.docs, 1),
        code: quote! {
            #deprecated
            #lints
            #[inline]
            pub fn #name(&self, #(#arguments),*) -> #returns { #body }
        },
    }
}

fn call(method: &Method) -> TokenStream {
    let path = &method.path;
    let begin = match &method.verb {
        Verb::Named(name) => {
            let name = ident(name);
            quote!(self.client.#name(#path))
        }
        Verb::Other(name) => quote!(self.client.request(#name, #path)),
    };
    let steps = method.steps.iter().map(step);
    quote!(#begin #(#steps)*)
}

/// `.method(arguments)`.
pub(super) fn step(step: &Step) -> TokenStream {
    let method = ident(step.method);
    let arguments = step.arguments.iter().map(expression);
    quote!(.#method(#(#arguments),*))
}

pub(super) fn expression(expression: &Expression) -> TokenStream {
    match expression {
        Expression::Text(text) => quote!(#text),
        Expression::Variable(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Expression::AsRef(name) => {
            let name = ident(name);
            quote!(#name.as_ref())
        }
        Expression::Bool(value) => quote!(#value),
        Expression::Number(value) => {
            let value = proc_macro2::Literal::u64_unsuffixed(*value);
            quote!(#value)
        }
        Expression::Path(ty, value) => {
            let (ty, value) = (super::syntax::path(ty), ident(value));
            quote!(#ty::#value)
        }
        Expression::Variant(ty, variant, arguments) => {
            let (ty, variant) = (super::syntax::path(ty), ident(variant));
            let arguments = arguments.iter().map(self::expression);
            quote!(#ty::#variant(#(#arguments),*))
        }
        Expression::Closure(step) => closure(step),
        Expression::Encodings(list) => {
            let list = list.iter().map(|(name, encoding)| {
                let encoding = self::expression(encoding);
                quote!((#name, #encoding))
            });
            quote!(&[#(#list),*])
        }
        Expression::Texts(texts) => self::texts(texts),
    }
}

/// A method that takes nothing else needs no closure.
fn closure(step: &Step) -> TokenStream {
    if let [Expression::Variable(_)] = step.arguments.as_slice() {
        let method = ident(step.method);
        return quote!(Call::#method);
    }
    let step = self::step(step);
    quote!(|call, body| call #step)
}

/// `&[&["a", "b"]]`.
pub(super) fn texts(texts: &[Vec<String>]) -> TokenStream {
    let texts = texts.iter().map(|texts| quote!(&[#(#texts),*]));
    quote!(&[#(#texts),*])
}
