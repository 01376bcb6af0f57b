//! Lists of values, open to ones that aren't known yet.

use proc_macro2::TokenStream;
use quote::quote;

use super::derived;
use crate::{
    emit::syntax::{attribute, deprecated, derive, docs, ident, raw_string, scalar},
    plan::{Derived, Enumeration, EnumerationVariant},
};

pub(crate) fn emit(item: &Enumeration, more: Option<&Derived>) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let deprecated = deprecated(&item.deprecated);
    let open_enum = attribute("open_enum", &words(item));
    let (own, unknown) = (derived::own(more), derived::part(more, item.variants.len()));
    let variants = item.variants.iter().enumerate();
    let variants = variants.map(|(index, one)| variant(one, &derived::part(more, index)));
    let repr = &item.repr;
    quote! {
        #docs
        #derive
        #open_enum
        #[non_exhaustive]
        #deprecated
        #own
        pub enum #name {
            #(#variants,)*
            #[doc = " An unrecognized value, preserved as received."]
            #[open_enum(unknown)]
            #unknown
            Unknown(#repr),
        }
    }
}

fn words(item: &Enumeration) -> Vec<TokenStream> {
    let mut words = Vec::new();
    words.extend(item.rename_all.map(|casing| {
        let casing = casing.name();
        quote!(rename_all = #casing)
    }));
    words.extend(item.key.then(|| quote!(key)));
    words.extend(item.open.then(|| quote!(extensible)));
    words
}

fn variant(variant: &EnumerationVariant, more: &TokenStream) -> TokenStream {
    let (docs, name) = (docs(&variant.docs), ident(&variant.name));
    let value = variant.value.as_ref().map(|value| {
        let value = scalar(value).unwrap_or_else(|| {
            let json = raw_string(&value.to_string());
            quote!(json = #json)
        });
        quote!(#[open_enum(#value)])
    });
    quote! {
        #docs
        #value
        #more
        #name
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syn::{ItemEnum, parse_quote};

    use super::*;
    use crate::plan::{Casing, Deprecation, RustType};

    #[test]
    fn values_that_do_not_follow_from_names_are_written() {
        let variant = |name: &str, value| EnumerationVariant {
            docs: Vec::new(),
            name: name.to_owned(),
            value,
        };
        let item = Enumeration {
            docs: Vec::new(),
            name: "Level".to_owned(),
            derives: vec!["Clone", "OpenEnum"],
            deprecated: Deprecation::No,
            variants: vec![
                variant("High", None),
                variant("Low", Some(json!(-7))),
                variant("None", Some(json!(null))),
            ],
            repr: RustType::name("Value"),
            open: true,
            key: true,
            rename_all: Some(Casing::Lower),
        };
        let tokens = emit(&item, None);
        let actual: ItemEnum = syn::parse2(tokens).unwrap();
        let expected: ItemEnum = parse_quote! {
            #[derive(Clone, OpenEnum)]
            #[open_enum(rename_all = "lowercase", key, extensible)]
            #[non_exhaustive]
            pub enum Level {
                High,
                #[open_enum(-7)]
                Low,
                #[open_enum(json = "null")]
                None,
                #[doc = " An unrecognized value, preserved as received."]
                #[open_enum(unknown)]
                Unknown(Value),
            }
        };
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }

    use quote::ToTokens as _;
}
