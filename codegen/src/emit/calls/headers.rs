//! Structs of the headers of responses.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::syntax::{docs, ident},
    plan::{HeaderField, HeaderStruct},
};

pub(crate) fn emit(item: &HeaderStruct) -> TokenStream {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let fields = item.fields.iter().map(field);
    let reads = item.fields.iter().map(read);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }

        impl specwright_runtime::FromHeaders for #name {
            #[inline]
            fn from_headers(
                headers: &specwright_runtime::HeaderMap,
            ) -> Result<Self, specwright_runtime::DecodeError> {
                Ok(Self {
                    #(#reads,)*
                })
            }
        }
    }
}

fn field(field: &HeaderField) -> TokenStream {
    let (docs, name, ty) = (docs(&field.docs), ident(&field.name), &field.ty);
    if field.required {
        quote!(#docs pub #name: #ty)
    } else {
        quote!(#docs pub #name: Option<#ty>)
    }
}

fn read(field: &HeaderField) -> TokenStream {
    let (name, wire) = (ident(&field.name), &field.wire);
    if field.required {
        quote!(#name: specwright_runtime::headers::required(headers, #wire)?)
    } else {
        quote!(#name: specwright_runtime::headers::optional(headers, #wire)?)
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::plan::RustType;

    #[test]
    fn headers_are_read_by_their_presence() {
        let field = |name: &str, required| HeaderField {
            docs: Vec::new(),
            name: name.to_owned(),
            required,
            ty: RustType::name("i64"),
            wire: format!("X-{name}"),
        };
        let actual: syn::File = syn::parse2(emit(&HeaderStruct {
            docs: vec!["Headers.".to_owned()],
            name: "ListHeaders".to_owned(),
            fields: vec![field("total", true), field("left", false)],
        }))
        .unwrap();
        let expected: syn::File = parse_quote! {
            #[doc = " Headers."]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub struct ListHeaders {
                pub total: i64,
                pub left: Option<i64>,
            }
            impl specwright_runtime::FromHeaders for ListHeaders {
                #[inline]
                fn from_headers(
                    headers: &specwright_runtime::HeaderMap,
                ) -> Result<Self, specwright_runtime::DecodeError> {
                    Ok(Self {
                        total: specwright_runtime::headers::required(headers, "X-total")?,
                        left: specwright_runtime::headers::optional(headers, "X-left")?,
                    })
                }
            }
        };
        assert_eq!(actual, expected);
    }
}
