//! Types around others that could not contain themselves otherwise.

use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derives, docs, ident, ty},
    table,
};
use crate::plan::Newtype;

pub(super) fn emit(item: &Newtype) -> Vec<Piece> {
    let (docs, derives, name) = (docs(&item.docs), derives(&item.derives), ident(&item.name));
    let (deprecated, inner) = (deprecated(item.deprecated), ty(&item.ty));
    let mut pieces = vec![Piece::Items(vec![
        quote!(#docs #derives #deprecated pub struct #name(pub #inner);),
    ])];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    let limits = table::limits(&item.limits);
    let codec = format!("codec::newtype!({}({}){limits});\n", item.name, item.ty);
    pieces.push(Piece::Text(codec));
    pieces
}
