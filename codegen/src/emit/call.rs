//! Calls with optional parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece,
    resource::step,
    syntax::{argument, deprecated, docs, ident, pieces, ty},
};
use crate::plan::{CallBuilder, CallOption};

pub(super) fn emit(item: &CallBuilder) -> Vec<Piece> {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let (output, error) = (ty(&item.output), ty(&item.error));
    let options = item.options.iter().map(option);
    pieces([
        quote! {
            #docs
            #[derive(Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub struct #name {
                call: Call<#output, #error>,
            }
        },
        quote!(specwright_runtime::call_options!(#name, #output, #error);),
        quote!(impl #name { #(#options)* }),
    ])
}

fn option(option: &CallOption) -> TokenStream {
    let (docs, name) = (docs(&option.docs), ident(&option.name));
    let deprecated = deprecated(option.deprecated);
    let (argument, step) = (argument(&option.argument), step(&option.step));
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(self, #argument) -> Self {
            self.with(|call| call #step)
        }
    }
}
