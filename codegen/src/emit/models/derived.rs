//! Derive macros besides a model's own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::syntax::{ident, path, scalar},
    plan::{Attribute, Derived},
};

/// `#[derive(…)]` with the attributes of the type that the macros read.
pub(super) fn own(derived: Option<&Derived>) -> Option<TokenStream> {
    derived.map(|derived| {
        let macros = derived.macros.iter().map(|name| path(name));
        let own = derived.own.iter().map(attribute);
        quote!(#[derive(#(#macros),*)] #(#own)*)
    })
}

/// The attributes of a field or variant, by its number.
pub(super) fn part(derived: Option<&Derived>, index: usize) -> TokenStream {
    let attributes = derived.and_then(|derived| derived.parts.get(index));
    let attributes = attributes.into_iter().flatten().map(attribute);
    quote!(#(#attributes)*)
}

fn attribute(attribute: &Attribute) -> TokenStream {
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
    quote!(#[#words])
}

#[cfg(test)]
mod tests {
    use syn::{ItemEnum, parse_quote};

    use super::*;
    use crate::{
        emit::models::enumeration,
        plan::{Deprecation, Enumeration, EnumerationVariant, RustType},
    };

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
        let model = Enumeration {
            docs: Vec::new(),
            name: "Status".to_owned(),
            derives: vec!["Clone"],
            deprecated: Deprecation::Yes,
            variants: vec![EnumerationVariant {
                docs: Vec::new(),
                name: "Started".to_owned(),
                value: Some(7.into()),
            }],
            repr: RustType::name("String"),
            open: false,
            key: false,
            rename_all: None,
        };
        let tokens = enumeration::emit(&model, Some(&derived));
        let actual: ItemEnum = syn::parse2(tokens).unwrap();
        let expected: ItemEnum = parse_quote! {
            #[derive(Clone)]
            #[non_exhaustive]
            #[deprecated]
            #[derive(schemars::JsonSchema, Hash)]
            #[schemars(extend("required" = ["a", -2]))]
            pub enum Status {
                #[open_enum(7)]
                #[serde(rename = "in-progress")]
                #[value(name = "x")]
                Started,
                #[doc = " An unrecognized value, preserved as received."]
                #[open_enum(unknown)]
                #[serde(skip)]
                Unknown(String),
            }
        };
        assert_eq!(actual, expected);
    }
}
