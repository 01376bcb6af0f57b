//! Derive macros besides a model's own.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Fields, Item, parse_quote};

use crate::{
    emit::syntax::{ident, path, scalar},
    plan::{Attribute, Derived},
};

/// A model with more derive macros and their attributes.
pub(crate) fn emit(model: TokenStream, derived: &Derived) -> TokenStream {
    let Ok(mut item) = syn::parse2::<Item>(model.clone()) else {
        return model;
    };
    let macros = derived.macros.iter().map(|name| path(name));
    let macros: syn::Attribute = parse_quote!(#[derive(#(#macros),*)]);
    let own = derived.own.iter().map(attribute);
    let own: Vec<_> = std::iter::once(macros).chain(own).collect();
    let parts = derived.parts.iter();
    match &mut item {
        Item::Struct(item) => {
            item.attrs.extend(own);
            if let Fields::Named(fields) = &mut item.fields {
                for (field, attributes) in fields.named.iter_mut().zip(parts) {
                    field.attrs.extend(attributes.iter().map(attribute));
                }
            }
        }
        Item::Enum(item) => {
            item.attrs.extend(own);
            for (variant, attributes) in item.variants.iter_mut().zip(parts) {
                variant.attrs.extend(attributes.iter().map(attribute));
            }
        }
        _ => {}
    }
    item.into_token_stream()
}

fn attribute(attribute: &Attribute) -> syn::Attribute {
    let words = match attribute {
        Attribute::Flag(name, word) => {
            let (name, word) = (ident(name), ident(word));
            quote!(#name(#word))
        }
        Attribute::Text(name, word, text) => {
            let (name, word) = (ident(name), ident(word));
            quote!(#name(#word = #text))
        }
        Attribute::Extend(word, values) => {
            let values = values.iter().filter_map(scalar);
            quote!(schemars(extend(#word = [#(#values),*])))
        }
    };
    parse_quote!(#[#words])
}

#[cfg(test)]
mod tests {
    use syn::ItemEnum;

    use super::*;

    #[test]
    fn macros_come_last_with_the_attributes_of_each_part() {
        let text = |name, word, text: &str| Attribute::Text(name, word, text.to_owned());
        let derived = Derived {
            macros: vec!["schemars::JsonSchema".to_owned(), "Hash".to_owned()],
            own: vec![Attribute::Extend("required", vec!["a".into(), (-2).into()])],
            parts: vec![
                vec![
                    text("serde", "rename", "in-progress"),
                    text("value", "name", "x"),
                ],
                vec![Attribute::Flag("serde", "skip")],
            ],
        };
        let model = quote! {
            #[derive(Clone)]
            pub enum Status { Started, Unknown(String) }
        };
        let actual: ItemEnum = syn::parse2(emit(model, &derived)).unwrap();
        let expected: ItemEnum = parse_quote! {
            #[derive(Clone)]
            #[derive(schemars::JsonSchema, Hash)]
            #[schemars(extend("required" = ["a", -2]))]
            pub enum Status {
                #[serde(rename = "in-progress")]
                #[value(name = "x")]
                Started,
                #[serde(skip)]
                Unknown(String)
            }
        };
        assert_eq!(actual, expected);
    }
}
