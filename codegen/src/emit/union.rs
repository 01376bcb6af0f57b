//! Enums of several types, told apart by a tag or by their shape.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Piece, shape,
    syntax::{deprecated, derives, docs, ident, lints, pieces, ty},
};
use crate::plan::{Selection, Union, UnionVariant};

pub(super) fn emit(item: &Union) -> Vec<Piece> {
    let mut items = vec![definition(item)];
    if let Some(shape) = &item.shape {
        let (name, shape) = (ident(&item.name), shape::constant(shape));
        items.push(quote!(impl #name { #shape }));
    }
    for variant in &item.variants {
        items.extend(conversions(item, variant));
    }
    items.extend([write(item), read(item)]);
    pieces(items)
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

/// `From` the variant's type, and from `&str`.
fn conversions(item: &Union, variant: &UnionVariant) -> Vec<TokenStream> {
    let (name, ty, variant_name) = (ident(&item.name), ty(&variant.ty), ident(&variant.name));
    let value = if variant.boxed {
        quote!(Box::new(value))
    } else {
        quote!(value)
    };
    let own = variant.from.then(|| {
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(#value)
                }
            }
        }
    });
    let text = variant.from_str.then(|| {
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant_name(value.into())
                }
            }
        }
    });
    own.into_iter().chain(text).collect()
}

fn write(item: &Union) -> TokenStream {
    let (name, lints) = (ident(&item.name), lints(&item.codec_lints));
    let arms = together(item).map(|variants| {
        let patterns = variants.iter().map(|variant| {
            let name = ident(&variant.name);
            quote!(Self::#name(value))
        });
        let tag = variants.first().and_then(|variant| variant.tag.as_ref());
        if let Some((property, tag)) = tag {
            quote!(#(#patterns)|* => codec::tagged(serializer, #property, #tag, value))
        } else {
            quote!(#(#patterns)|* => value.serialize(serializer))
        }
    });
    quote! {
        impl Serialize for #name {
            #lints
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
    }
}

/// The variants, those that are written alike together.
fn together(item: &Union) -> impl Iterator<Item = Vec<&UnionVariant>> {
    let alike = |one: &UnionVariant, other: &UnionVariant| {
        one.ty == other.ty && one.boxed == other.boxed && one.tag == other.tag
    };
    item.variants
        .iter()
        .enumerate()
        .filter_map(move |(index, variant)| {
            let first = !item.variants[..index]
                .iter()
                .any(|earlier| alike(earlier, variant));
            first.then(|| {
                item.variants[index..]
                    .iter()
                    .filter(|later| alike(variant, later))
                    .collect()
            })
        })
}

fn read(item: &Union) -> TokenStream {
    let (name, lints) = (ident(&item.name), lints(&item.codec_lints));
    let body = match &item.select {
        Selection::Tag(property, tags) => tagged(property, tags),
        Selection::Shapes(shapes) => {
            let arms = item.variants.iter().enumerate().map(|(index, variant)| {
                let name = ident(&variant.name);
                let index = Literal::usize_unsuffixed(index);
                quote!(Some(#index) => raw.decode(Self::#name))
            });
            let shapes = shapes.iter().map(shape::shape);
            quote! {
                codec::Raw::read(deserializer)?.pick(
                    &[#(#shapes),*],
                    |raw, member| match member {
                        #(#arms,)*
                        _ => raw.decode(Self::Unknown),
                    },
                )
            }
        }
    };
    quote! {
        impl<'de> Deserialize<'de> for #name {
            #lints
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

fn tagged(property: &str, tags: &[(Vec<String>, String)]) -> TokenStream {
    let arms = tags.iter().map(|(tags, variant)| {
        let variant = ident(variant);
        quote!(Some(#(#tags)|*) => raw.decode(Self::#variant))
    });
    quote! {
        let raw = codec::Raw::read(deserializer)?;
        match raw.tag(#property).as_deref() {
            #(#arms,)*
            _ => raw.decode(Self::Unknown),
        }
    }
}
