//! Types of one value, which write themselves.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::derived;
use crate::{
    emit::syntax::{attribute, derive, docs, ident, scalar},
    ir::Strictness,
    plan::{Constant, Derived},
};

pub(crate) fn emit(item: &Constant, more: Option<&Derived>) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&derives(item)));
    let own = derived::own(more);
    let mut words: Vec<TokenStream> = scalar(&item.value).into_iter().collect();
    words.extend((item.strictness == Strictness::Open).then(|| quote!(extensible)));
    let constant = attribute("constant", &words);
    let inner = match item.strictness {
        Strictness::Strict => None,
        Strictness::Lenient | Strictness::Open => Some(quote!((specwright_runtime::codec::Other))),
    };
    quote! {
        #docs
        #derive
        #constant
        #own
        pub struct #name #inner;
    }
}

fn derives(item: &Constant) -> Vec<&'static str> {
    let is_fraction = matches!(&item.value, Value::Number(number) if number.is_f64());
    let is_strict = item.strictness == Strictness::Strict;
    let mut derives = vec!["Clone"];
    derives.extend(is_strict.then_some("Copy"));
    derives.extend(["Debug", "Default", "PartialEq"]);
    if !(is_strict && is_fraction) {
        derives.extend(["Eq", "Hash"]);
    }
    derives.push("Constant");
    derives
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syn::{ItemStruct, parse_quote};

    use super::*;

    #[test]
    fn constants_hold_what_they_may_keep() {
        let item = |value, strictness| Constant {
            docs: Vec::new(),
            name: "Kind".to_owned(),
            value,
            strictness,
        };
        let actual: ItemStruct =
            syn::parse2(emit(&item(json!("span"), Strictness::Strict), None)).unwrap();
        let expected: ItemStruct = parse_quote! {
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
            #[constant("span")]
            pub struct Kind;
        };
        assert_eq!(actual, expected);
        let actual: ItemStruct =
            syn::parse2(emit(&item(json!(0.5), Strictness::Open), None)).unwrap();
        let expected: ItemStruct = parse_quote! {
            #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Constant)]
            #[constant(0.5, extensible)]
            pub struct Kind(specwright_runtime::codec::Other);
        };
        assert_eq!(actual, expected);
    }
}
