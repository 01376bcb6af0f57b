//! Other names for types.

use quote::quote;

use super::{
    Piece,
    syntax::{deprecated, docs, ident, ty},
};
use crate::plan::Alias;

pub(super) fn emit(item: &Alias) -> Piece {
    let (docs, name, ty) = (docs(&item.docs), ident(&item.name), ty(&item.ty));
    let deprecated = deprecated(item.deprecated);
    Piece::Items(vec![quote!(#docs #deprecated pub type #name = #ty;)])
}
