//! Types around others that could not contain themselves otherwise.

use quote::quote;

use super::{
    Piece, shape,
    syntax::{derives, docs, ident, pieces, ty},
};
use crate::plan::Newtype;

pub(super) fn emit(item: &Newtype) -> Vec<Piece> {
    let (docs, derives, name) = (docs(&item.docs), derives(&item.derives), ident(&item.name));
    let inner = ty(&item.ty);
    let mut items = vec![
        quote!(#docs #derives pub struct #name(pub #inner);),
        quote! {
            impl From<#inner> for #name {
                fn from(value: #inner) -> Self {
                    Self(value)
                }
            }
        },
        quote! {
            impl Serialize for #name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.0.serialize(serializer)
                }
            }
        },
        quote! {
            impl<'de> Deserialize<'de> for #name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Deserialize::deserialize(deserializer).map(Self)
                }
            }
        },
    ];
    if let Some(shape) = &item.shape {
        let shape = shape::constant(shape);
        items.insert(1, quote!(impl #name { #shape }));
    }
    pieces(items)
}
