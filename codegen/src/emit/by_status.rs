//! Enums over the bodies that an operation answers with, by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Piece,
    syntax::{docs, ident, lints, pieces, ty},
};
use crate::plan::{ByStatus, StatusPattern};

pub(super) fn emit(item: &ByStatus) -> Vec<Piece> {
    pieces([definition(item), deserialize(item), read(item)])
}

fn definition(item: &ByStatus) -> TokenStream {
    let (docs, name, lints) = (docs(&item.docs), ident(&item.name), lints(&item.lints));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name) = (self::docs(&variant.docs), ident(&variant.name));
        let body = variant.ty.as_ref().map(|body| {
            let body = ty(body);
            quote!((#body))
        });
        quote!(#docs #name #body)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #lints
        pub enum #name { #(#variants),* }
    }
}

fn deserialize(item: &ByStatus) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                codec::by_status(deserializer)
            }
        }
    }
}

fn read(item: &ByStatus) -> TokenStream {
    let name = ident(&item.name);
    let arms = item.arms.iter().map(|(statuses, index)| {
        let pattern = pattern(statuses);
        let result = item.variants.get(*index).map(|variant| {
            let (name, read) = (ident(&variant.name), ident(variant.read));
            if variant.ty.is_some() {
                quote!(body.#read(Self::#name))
            } else {
                quote!(Ok(Self::#name))
            }
        });
        quote!(#pattern => #result)
    });
    let open = !item
        .arms
        .iter()
        .any(|(statuses, _)| *statuses == StatusPattern::Any);
    let rest = open.then(|| quote!(_ => body.unexpected(),));
    quote! {
        impl codec::ByStatus for #name {
            fn read(status: u16, body: codec::Body<'_>) -> Result<Self, codec::DecodeError> {
                match status {
                    #(#arms,)*
                    #rest
                }
            }
        }
    }
}

fn pattern(statuses: &StatusPattern) -> TokenStream {
    let number = Literal::u16_unsuffixed;
    match statuses {
        StatusPattern::Codes(codes) => {
            let codes = codes.iter().map(|code| number(*code));
            quote!(#(#codes)|*)
        }
        StatusPattern::Range(low, high) => {
            let (low, high) = (number(*low), number(*high));
            quote!(#low..=#high)
        }
        StatusPattern::Any => quote!(_),
    }
}
