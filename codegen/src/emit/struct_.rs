//! Structs: the type, and the table of its members.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derives, docs, ident, lints, ty},
    table,
};
use crate::plan::{Field, Struct};

pub(super) fn emit(item: &Struct) -> Vec<Piece> {
    let mut pieces = vec![Piece::Items(vec![definition(item)])];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    pieces.push(Piece::Text(table::object(item)));
    pieces
}

fn definition(item: &Struct) -> TokenStream {
    let (docs, derives, name) = (docs(&item.docs), derives(&item.derives), ident(&item.name));
    let (deprecated, lints) = (deprecated(item.deprecated), lints(&item.lints));
    let fields = item.fields.iter().map(field);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #deprecated
        #lints
        pub struct #name { #(#fields),* }
    }
}

fn field(field: &Field) -> TokenStream {
    let (docs, name, ty) = (docs(&field.docs), ident(&field.name), ty(&field.ty));
    let deprecated = deprecated(field.deprecated);
    quote! {
        #docs
        #deprecated
        pub #name: #ty
    }
}
