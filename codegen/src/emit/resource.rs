//! Resource handles: one method an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    expression::step,
    syntax::{deprecated, docs, ident},
};
use crate::plan::{Method, Resource, Verb};

pub(super) fn emit(item: &Resource) -> TokenStream {
    let (docs, name, accessor) = (docs(&item.docs), ident(&item.name), ident(&item.accessor));
    let methods = item.methods.iter().map(method);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            client: &'c Client,
        }

        impl super::Client {
            #docs
            #[must_use]
            pub fn #accessor(&self) -> #name<'_> {
                #name {
                    client: &self.runtime,
                }
            }
        }

        impl #name<'_> {
            #(#methods)*
        }
    }
}

/// A method is inlined, so that what it encodes is compiled where it is called and not for
/// everybody.
fn method(method: &Method) -> TokenStream {
    let (docs, deprecated, lints) = (
        docs(&method.docs),
        deprecated(method.deprecated),
        &method.lints,
    );
    let (name, arguments, returns) = (ident(&method.name), &method.arguments, &method.returns);
    let mut call = call(method);
    if method.builder {
        call = quote!(#returns::new(#call));
    }
    quote! {
        #docs
        #deprecated
        #(#lints)*
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #returns {
            #call
        }
    }
}

fn call(method: &Method) -> TokenStream {
    let path = &method.path;
    let steps = method.steps.iter().map(step);
    match &method.verb {
        Verb::Named(name) => {
            let name = ident(name);
            quote!(self.client.#name(#path)#(#steps)*)
        }
        Verb::Other(name) => quote!(self.client.request(#name, #path)#(#steps)*),
    }
}
