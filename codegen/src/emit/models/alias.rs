//! Other names for types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::syntax::{deprecated, docs, ident},
    plan::Alias,
};

pub(crate) fn emit(item: &Alias) -> TokenStream {
    let (docs, deprecated) = (docs(&item.docs), deprecated(&item.deprecated));
    let (name, ty) = (ident(&item.name), &item.ty);
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::{ItemType, parse_quote};

    use super::*;
    use crate::plan::{Deprecation, RustType};

    #[test]
    fn an_alias_has_docs_of_its_own() {
        let tokens = emit(&Alias {
            docs: vec!["The state of a pet.".to_owned()],
            deprecated: Deprecation::Instead("use `Other` instead".to_owned()),
            name: "PetState".to_owned(),
            ty: RustType::name("State"),
        });
        let actual: ItemType = syn::parse2(tokens).unwrap();
        let expected: ItemType = parse_quote! {
            #[doc = " The state of a pet."]
            #[deprecated(note = "use `Other` instead")]
            pub type PetState = State;
        };
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }
}
