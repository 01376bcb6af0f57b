//! Other names for types.

use quote::quote;

use super::{
    Piece,
    syntax::{docs, ident, ty},
};
use crate::plan::Alias;

pub(super) fn emit(item: &Alias) -> Piece {
    let (docs, name, ty) = (docs(&item.docs), ident(&item.name), ty(&item.ty));
    Piece::Items(vec![quote!(#docs pub type #name = #ty;)])
}
