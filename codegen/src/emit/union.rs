//! Enums of several types, told apart by a tag or by their shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derive, docs, ident, unknown},
    table,
};
use crate::plan::{RustType, Union, UnionVariant};

pub(super) fn emit(item: &Union) -> Vec<Piece> {
    let shape = item.shape.as_ref();
    let shape = shape.map(|shape| shape::constant(&item.name, shape));
    let mut pieces = vec![Piece::Items(definition(item))];
    pieces.extend(shape);
    pieces.push(Piece::Text(table::union(item)));
    pieces
}

fn definition(item: &Union) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let (deprecated, lints) = (deprecated(item.deprecated), &item.lints);
    let variants = item.variants.iter().map(variant);
    let unknown = unknown(&RustType::name("Value"));
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        #deprecated
        #(#lints)*
        pub enum #name {
            #(#variants,)*
            #unknown,
        }
    }
}

fn variant(variant: &UnionVariant) -> TokenStream {
    let (docs, name) = (docs(&variant.docs), ident(&variant.name));
    match &variant.ty {
        None => quote!(#docs #name),
        Some(ty) if variant.boxed => quote!(#docs #name(Box<#ty>)),
        Some(ty) => quote!(#docs #name(#ty)),
    }
}
