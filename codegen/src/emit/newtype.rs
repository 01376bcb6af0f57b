//! Types around others that could not contain themselves otherwise.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    constraint::constraints,
    syntax::{attribute, deprecated, derive, docs, ident},
};
use crate::plan::Newtype;

pub(super) fn emit(item: &Newtype) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let (deprecated, ty) = (deprecated(item.deprecated), &item.ty);
    let model = attribute("model", &constraints(&item.limits));
    quote! {
        #docs
        #derive
        #deprecated
        pub struct #name(#model pub #ty);
    }
}
