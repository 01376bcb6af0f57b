//! Calls with optional parameters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        expression::chained,
        syntax::{deprecated, docs, ident},
    },
    plan::{CallBuilder, CallOption, Pages},
};

pub(crate) fn emit(item: &CallBuilder) -> TokenStream {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let (output, error) = (&item.output, &item.error);
    let pages = item.pages.as_ref().map(pages);
    let options = item.options.iter().map(option);
    let options = (!item.options.is_empty()).then(|| quote!(impl #name { #(#options)* }));
    // rustdoc lists methods in the order of the code, and a derive macro expands right after its
    // struct: only above it are the methods of the operation listed before the options of every
    // call. An attribute macro on the `impl` or a macro after it would repeat the return type of
    // the call.
    quote! {
        #options

        #docs
        #[derive(Clone, Debug, CallOptions)]
        #pages
        #[must_use = "a call is sent when it is awaited"]
        pub struct #name {
            call: Call<#output, #error>,
        }
    }
}

/// How the pages follow one another.
fn pages(pages: &Pages) -> Option<TokenStream> {
    let (first, more) = pages.chain.split_first()?;
    let (item, function, arguments) = (&pages.item, ident(first.method), &first.arguments);
    let more = more.iter().map(chained);
    Some(quote!(#[call(pages(#item, #function(#(#arguments),*)#(#more)*))]))
}

fn option(option: &CallOption) -> TokenStream {
    let (docs, deprecated) = (docs(&option.docs), deprecated(&option.deprecated));
    let (name, argument, chained) = (
        ident(&option.name),
        &option.argument,
        chained(&option.chained),
    );
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(self, #argument) -> Self {
            Self::new(self.call #chained)
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::{File, parse_quote};

    use super::*;
    use crate::plan::{Argument, ChainedCall, Deprecation, Expression, RustType};

    #[test]
    fn parameters_are_methods() {
        let text = |text: &str| Expression::Text(text.to_owned());
        let limit = Expression::Variable("limit".to_owned());
        let query = ChainedCall::new("query", [text("limit"), limit]);
        let tokens = emit(&CallBuilder {
            docs: vec!["Lists.".to_owned()],
            name: "ListCall".to_owned(),
            output: RustType::of("Vec", RustType::name("Pet")),
            error: RustType::name("NoError"),
            options: vec![CallOption {
                docs: Vec::new(),
                deprecated: Deprecation::Yes,
                name: "limit".to_owned(),
                argument: Argument {
                    name: "limit".to_owned(),
                    ty: RustType::name("i64"),
                },
                chained: query,
            }],
            pages: Some(Pages {
                item: RustType::name("Pet"),
                chain: vec![
                    ChainedCall::new("page", [text(""), text("page")]),
                    ChainedCall::new("in_body", []),
                ],
            }),
        });
        let actual: File = syn::parse2(tokens).unwrap();
        let expected: File = parse_quote! {
            impl ListCall {
                #[deprecated]
                #[inline]
                pub fn limit(self, limit: i64) -> Self {
                    Self::new(self.call.query("limit", limit))
                }
            }
            #[doc = " Lists."]
            #[derive(Clone, Debug, CallOptions)]
            #[call(pages(Pet, page("", "page").in_body()))]
            #[must_use = "a call is sent when it is awaited"]
            pub struct ListCall {
                call: Call<Vec<Pet>, NoError>,
            }
        };
        assert_eq!(actual, expected);
    }
}
