//! A parameter that is set on the client and that operations require.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{emit::syntax::ident, plan::RequiredParameter};

pub(super) fn emit(item: &RequiredParameter) -> TokenStream {
    let (function, name) = (ident(item.function), &item.name);
    let setter = item.setter.trim_start_matches("r#");
    let variable = item.variable.iter();
    let only = list("only", &item.only);
    let except = list("except", &item.except);
    quote! {
        specwright_runtime::RequiredParameter::#function(#name)
            .set_by(#setter)
            #(.read_from(#variable))*
            #only
            #except
    }
}

/// The call of the method with these operations, if there are any.
fn list(method: &str, operations: &[String]) -> Option<TokenStream> {
    let method = ident(method);
    (!operations.is_empty()).then(|| quote!(.#method(&[#(#operations),*])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_says_how_it_is_set_and_what_requires_it() {
        let account = RequiredParameter {
            function: "header",
            name: "X-Account".to_owned(),
            setter: "r#type".to_owned(),
            variable: Some("ACCOUNT".to_owned()),
            only: Vec::new(),
            except: vec!["GET /health".to_owned()],
        };
        let expected = quote! {
            specwright_runtime::RequiredParameter::header("X-Account")
                .set_by("type")
                .read_from("ACCOUNT")
                .except(&["GET /health"])
        };
        assert_eq!(emit(&account).to_string(), expected.to_string());
    }
}
