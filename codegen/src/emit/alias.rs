//! Other names for types.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{deprecated, docs, ident};
use crate::plan::Alias;

pub(super) fn emit(item: &Alias) -> TokenStream {
    let (docs, deprecated) = (docs(&item.docs), deprecated(item.deprecated));
    let (name, ty) = (ident(&item.name), &item.ty);
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}
