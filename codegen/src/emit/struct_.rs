//! Structs: the type, and the table of its members.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derive, docs, ident},
    table,
};
use crate::plan::{Field, Struct};

pub(super) fn emit(item: &Struct) -> Vec<Piece> {
    let shape = item.shape.as_ref();
    let shape = shape.map(|shape| shape::constant(&item.name, shape));
    let mut pieces = vec![Piece::Items(definition(item))];
    pieces.extend(shape);
    pieces.push(Piece::Text(table::object(item)));
    pieces
}

fn definition(item: &Struct) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let (deprecated, lints) = (deprecated(item.deprecated), &item.lints);
    let fields = item.fields.iter().map(field);
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        #deprecated
        #(#lints)*
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let (docs, deprecated) = (docs(&field.docs), deprecated(field.deprecated));
    let (name, ty) = (ident(&field.name), &field.ty);
    quote!(#docs #deprecated pub #name: #ty)
}
