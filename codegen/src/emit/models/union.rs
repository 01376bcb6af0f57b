//! Unions: enums of several types, which are distinguished by a tag or by their shape.
//!
//! In: a planned union. Out: its enum with the attributes of `Union`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constraint::constraints, derived};
use crate::{
    emit::syntax::{attribute, deprecated, docs, ident},
    ir::Like,
    plan::{Derived, Tagging, Union, UnionVariant, VariantFlag},
};

pub(crate) fn emit(item: &Union, more: Option<&Derived>) -> TokenStream {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let (deprecated, union) = (
        deprecated(&item.deprecated),
        attribute("union", &words(item)),
    );
    let (own, unknown) = (derived::own(more), derived::part(more, item.variants.len()));
    let variants = item.variants.iter().enumerate();
    let variants = variants.map(|(index, one)| variant(one, &derived::part(more, index)));
    quote! {
        #docs
        #[derive(Clone, Union)]
        #union
        #[non_exhaustive]
        #deprecated
        #own
        pub enum #name {
            #(#variants,)*
            #[doc = " An unrecognized value, preserved as received."]
            #[union(unknown)]
            #unknown
            Unknown(Value),
        }
    }
}

fn words(item: &Union) -> Vec<TokenStream> {
    let mut words = match &item.tagging {
        Tagging::Internal(tag) => vec![quote!(tag = #tag)],
        Tagging::Adjacent(tag, content) => vec![quote!(tag = #tag), quote!(content = #content)],
        Tagging::External => vec![quote!(external)],
        Tagging::Untagged => vec![quote!(untagged)],
    };
    words.extend(item.open.then(|| quote!(extensible)));
    words
}

fn variant(variant: &UnionVariant, more: &TokenStream) -> TokenStream {
    let (docs, name) = (docs(&variant.docs), ident(&variant.name));
    let union = attribute("union", &variant_words(variant));
    let inner = match &variant.ty {
        None => None,
        Some(ty) if variant.boxed => Some(quote!((Box<#ty>))),
        Some(ty) => Some(quote!((#ty))),
    };
    quote! {
        #docs
        #union
        #more
        #name #inner
    }
}

fn variant_words(variant: &UnionVariant) -> Vec<TokenStream> {
    let tags = variant.tags.iter().map(|tag| quote!(#tag));
    let flags = variant.flags.iter().map(|flag| match flag {
        VariantFlag::Carried => quote!(carried),
        VariantFlag::Absent => quote!(absent),
        VariantFlag::Other => quote!(other),
        VariantFlag::Numeric => quote!(numeric),
        VariantFlag::NoFrom => quote!(no_from),
    });
    let constraints = constraints(&variant.constraints);
    let like = variant.like.as_ref().and_then(like);
    tags.chain(flags).chain(like).chain(constraints).collect()
}

/// The shape of values, as an argument of the macro.
fn like(like: &Like) -> Option<TokenStream> {
    let name = match like {
        Like::Any => return None,
        Like::Boolean => "boolean",
        Like::Integer => "integer",
        Like::Number => "number",
        Like::String => "string",
        Like::Array => "array",
        Like::Object(_) => "object",
    };
    let mut words = vec![quote!(#name)];
    if let Like::Object(members) = like {
        let list = |required| {
            let names = members.iter().filter(move |one| one.required == required);
            names.map(|one| one.name.as_str()).collect::<Vec<_>>()
        };
        let (required, optional) = (list(true), list(false));
        words.extend((!required.is_empty()).then(|| quote!(required(#(#required),*))));
        words.extend((!optional.is_empty()).then(|| quote!(optional(#(#optional),*))));
    }
    Some(quote!(like(#(#words),*)))
}

#[cfg(test)]
mod tests {
    use syn::{ItemEnum, parse_quote};

    use super::*;
    use crate::ir::Constraint;
    use crate::plan::{Conversion, Deprecation, RustType};

    #[test]
    fn variants_have_their_tags() {
        let plain = |name: &str, ty: Option<&str>| UnionVariant {
            docs: Vec::new(),
            name: name.to_owned(),
            ty: ty.map(RustType::name),
            boxed: false,
            tags: Vec::new(),
            flags: Vec::new(),
            like: None,
            from: Conversion::Type,
            constraints: Vec::new(),
        };
        let item = Union {
            docs: Vec::new(),
            name: "Part".to_owned(),
            deprecated: Deprecation::No,
            variants: vec![
                UnionVariant {
                    docs: vec!["A text.".to_owned()],
                    tags: vec!["text".to_owned(), "plain".to_owned()],
                    flags: vec![VariantFlag::Carried, VariantFlag::Absent],
                    constraints: vec![Constraint::Each(vec![Constraint::UniqueItems])],
                    boxed: true,
                    ..plain("Text", Some("TextPart"))
                },
                UnionVariant {
                    tags: vec!["end".to_owned()],
                    ..plain("End", None)
                },
            ],
            tagging: Tagging::Internal("type".to_owned()),
            open: true,
        };
        let tokens = emit(&item, None);
        let actual: ItemEnum = syn::parse2(tokens).unwrap();
        let expected: ItemEnum = parse_quote! {
            #[derive(Clone, Union)]
            #[union(tag = "type", extensible)]
            #[non_exhaustive]
            pub enum Part {
                #[doc = " A text."]
                #[union("text", "plain", carried, absent, each(unique_items))]
                Text(Box<TextPart>),
                #[union("end")]
                End,
                #[doc = " An unrecognized value, preserved as received."]
                #[union(unknown)]
                Unknown(Value),
            }
        };
        assert_eq!(actual, expected);
    }
}
