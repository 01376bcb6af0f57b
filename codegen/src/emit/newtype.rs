//! Types around others that could not contain themselves otherwise.

use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derive, docs, ident},
    table,
};
use crate::plan::Newtype;

pub(super) fn emit(item: &Newtype) -> Vec<Piece> {
    let (docs, derive, deprecated) = (
        docs(&item.docs),
        derive(&item.derives),
        deprecated(item.deprecated),
    );
    let (name, ty) = (ident(&item.name), &item.ty);
    let definition = quote! {
        #docs
        #derive
        #deprecated
        pub struct #name(pub #ty);
    };
    let shape = item.shape.as_ref();
    let shape = shape.map(|shape| shape::constant(&item.name, shape));
    let limits = table::limits(&item.limits);
    let codec = format!("codec::newtype!({name}({}){limits});\n", item.ty);
    let mut pieces = vec![Piece::Items(definition)];
    pieces.extend(shape);
    pieces.push(Piece::Text(codec));
    pieces
}
