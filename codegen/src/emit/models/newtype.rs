//! Types around others that could not contain themselves otherwise.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constraint::constraints, derived};
use crate::{
    emit::syntax::{attribute, deprecated, derive, docs, ident},
    plan::{Derived, Newtype},
};

pub(crate) fn emit(item: &Newtype, more: Option<&Derived>) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let (deprecated, ty) = (deprecated(&item.deprecated), &item.ty);
    let own = derived::own(more);
    let model = attribute("model", &constraints(&item.constraints));
    quote! {
        #docs
        #derive
        #deprecated
        #own
        pub struct #name(#model pub #ty);
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::{ItemStruct, parse_quote};

    use super::*;
    use crate::ir::Constraint;
    use crate::plan::{Deprecation, RustType};

    #[test]
    fn constraints_are_those_of_the_field() {
        let item = Newtype {
            docs: Vec::new(),
            deprecated: Deprecation::Yes,
            name: "Tree".to_owned(),
            derives: vec!["Clone", "Model"],
            ty: RustType::of("Vec", RustType::name("Tree")),
            constraints: vec![Constraint::MaxItems(9)],
        };
        let tokens = emit(&item, None);
        let actual: ItemStruct = syn::parse2(tokens).unwrap();
        let expected: ItemStruct = parse_quote! {
            #[derive(Clone, Model)]
            #[deprecated]
            pub struct Tree(#[model(max_items = 9)] pub Vec<Tree>);
        };
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }
}
