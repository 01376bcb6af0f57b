//! Resource handles: one method for each operation.
//!
//! In: a planned resource. Out: its handle, and the method of the client that returns it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        expression::chained,
        syntax::{deprecated, docs, ident},
    },
    plan::{Method, Resource, Verb},
};

pub(crate) fn emit(item: &Resource) -> TokenStream {
    let (docs, name, accessor) = (docs(&item.docs), ident(&item.name), ident(&item.accessor));
    let methods = item.methods.iter().map(method);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            client: &'c Client,
        }

        impl super::Client {
            #docs
            #[must_use]
            pub fn #accessor(&self) -> #name<'_> {
                #name {
                    client: &self.runtime,
                }
            }
        }

        impl #name<'_> {
            #(#methods)*
        }
    }
}

/// A method is inlined, so that what it encodes is compiled where it is called and not for
/// everybody.
fn method(method: &Method) -> TokenStream {
    let (docs, deprecated) = (docs(&method.docs), deprecated(&method.deprecated));
    let (name, arguments, returns) = (ident(&method.name), &method.arguments, &method.returns);
    let mut call = call(method);
    if method.builder {
        call = quote!(#returns::new(#call));
    }
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #returns {
            #call
        }
    }
}

fn call(method: &Method) -> TokenStream {
    let path = &method.path;
    let chain = method.chain.iter().map(chained);
    match &method.verb {
        Verb::Named(name) => {
            let name = ident(name);
            quote!(self.client.#name(#path)#(#chain)*)
        }
        Verb::Other(name) => quote!(self.client.request(#name, #path)#(#chain)*),
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::{File, parse_quote};

    use super::*;
    use crate::plan::{Argument, ChainedCall, Deprecation, Expression, RustType};

    fn method_of(name: &str, verb: Verb, builder: bool) -> Method {
        Method {
            docs: vec!["Moves a pet.".to_owned()],
            name: name.to_owned(),
            deprecated: if builder {
                Deprecation::Yes
            } else {
                Deprecation::No
            },
            arguments: vec![Argument {
                name: "id".to_owned(),
                ty: RustType::name("str").reference(),
            }],
            returns: RustType::name("MoveCall"),
            builder,
            verb,
            path: "/pets/{id}".to_owned(),
            chain: vec![ChainedCall::new(
                "path",
                [
                    Expression::Text("id".to_owned()),
                    Expression::Variable("id".to_owned()),
                ],
            )],
        }
    }

    #[test]
    fn methods_make_calls_or_builders_of_calls() {
        let tokens = emit(&Resource {
            docs: vec!["Pets.".to_owned()],
            name: "Pets".to_owned(),
            accessor: "pets".to_owned(),
            methods: vec![
                method_of("r#move", Verb::Named("post"), true),
                method_of("copy", Verb::Other("COPY".to_owned()), false),
            ],
        });
        let actual: File = syn::parse2(tokens).unwrap();
        let expected: File = parse_quote! {
            #[doc = " Pets."]
            #[derive(Clone, Copy, Debug)]
            pub struct Pets<'c> {
                client: &'c Client,
            }

            impl super::Client {
                #[doc = " Pets."]
                #[must_use]
                pub fn pets(&self) -> Pets<'_> {
                    Pets {
                        client: &self.runtime,
                    }
                }
            }

            impl Pets<'_> {
                #[doc = " Moves a pet."]
                #[deprecated]
                #[inline]
                pub fn r#move(&self, id: &str) -> MoveCall {
                    MoveCall::new(self.client.post("/pets/{id}").path("id", id))
                }

                #[doc = " Moves a pet."]
                #[inline]
                pub fn copy(&self, id: &str) -> MoveCall {
                    self.client.request("COPY", "/pets/{id}").path("id", id)
                }
            }
        };
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }
}
