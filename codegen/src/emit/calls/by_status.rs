//! Enums over the bodies of an operation's responses, by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::syntax::{docs, ident},
    plan::{ByStatus, StatusArm, StatusPattern, StatusVariant},
};

pub(crate) fn emit(item: &ByStatus) -> TokenStream {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let variants = item.arms.iter().filter_map(|arm| {
        let variant = item.variants.get(arm.variant)?;
        Some(self::variant(arm, variant))
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, ByStatus)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

/// A variant: its statuses, the media types that it is limited to, and how its body is read unless
/// it is JSON.
fn variant(arm: &StatusArm, variant: &StatusVariant) -> TokenStream {
    let (docs, name) = (docs(&variant.docs), ident(&variant.name));
    let body = variant.ty.iter();
    let mut words = statuses(&arm.statuses);
    if !arm.media.is_empty() {
        let media = &arm.media;
        words.push(quote!(media(#(#media),*)));
    }
    if variant.ty.is_some() && variant.read != "json" {
        let read = ident(variant.read);
        words.push(quote!(read = #read));
    }
    quote! {
        #docs
        #[by_status(#(#words),*)]
        #name #((#body))*
    }
}

fn statuses(statuses: &StatusPattern) -> Vec<TokenStream> {
    let code = |code: u16| Literal::u16_unsuffixed(code);
    match statuses {
        StatusPattern::Codes(codes) => {
            let codes = codes.iter().map(|&one| code(one));
            codes.map(|code| quote!(#code)).collect()
        }
        StatusPattern::Range(low, high) => {
            let (low, high) = (code(*low), code(*high));
            vec![quote!(#low..=#high)]
        }
        StatusPattern::Any => vec![quote!(_)],
    }
}

#[cfg(test)]
mod tests {
    use syn::{ItemEnum, parse_quote};

    use super::*;
    use crate::plan::RustType;

    #[test]
    fn variants_have_their_statuses() {
        let variant = |name: &str, ty: Option<&str>, read| StatusVariant {
            docs: Vec::new(),
            name: name.to_owned(),
            ty: ty.map(RustType::name),
            read,
        };
        let arm = |variant, statuses, media: &[&str]| StatusArm {
            statuses,
            media: media.iter().map(|&one| one.to_owned()).collect(),
            variant,
        };
        let tokens = emit(&ByStatus {
            docs: vec!["By status.".to_owned()],
            name: "Answer".to_owned(),
            arms: vec![
                arm(0, StatusPattern::Codes(vec![200, 201]), &["text/csv"]),
                arm(1, StatusPattern::Range(400, 499), &[]),
                arm(2, StatusPattern::Any, &[]),
            ],
            variants: vec![
                variant("Csv", Some("String"), "text"),
                variant("ClientError", Some("Fault"), "json"),
                variant("Other", None, "json"),
            ],
        });
        let actual: ItemEnum = syn::parse2(tokens).unwrap();
        let expected: ItemEnum = parse_quote! {
            #[doc = " By status."]
            #[derive(Clone, Debug, PartialEq, ByStatus)]
            #[non_exhaustive]
            pub enum Answer {
                #[by_status(200, 201, media("text/csv"), read = text)]
                Csv(String),
                #[by_status(400..=499)]
                ClientError(Fault),
                #[by_status(_)]
                Other,
            }
        };
        assert_eq!(actual, expected);
    }
}
