//! Enums of several types, told apart by a tag or by their shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derives, docs, ident, lints, ty},
    table,
};
use crate::plan::Union;

pub(super) fn emit(item: &Union) -> Vec<Piece> {
    let mut pieces = vec![Piece::Items(vec![definition(item)])];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    pieces.push(Piece::Text(table::union(item)));
    pieces
}

fn definition(item: &Union) -> TokenStream {
    let (docs, derives, name) = (docs(&item.docs), derives(&item.derives), ident(&item.name));
    let (deprecated, lints) = (deprecated(item.deprecated), lints(&item.lints));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, ty) = (
            self::docs(&variant.docs),
            ident(&variant.name),
            ty(&variant.ty),
        );
        let ty = if variant.boxed { quote!(Box<#ty>) } else { ty };
        quote!(#docs #name(#ty))
    });
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #deprecated
        #lints
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that this version does not know, kept as it is."]
            Unknown(Value),
        }
    }
}
