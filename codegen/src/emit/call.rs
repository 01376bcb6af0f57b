//! Calls with optional parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece,
    expression::step,
    syntax::{deprecated, docs, ident},
    text::{docs_text, string},
};
use crate::plan::{CallBuilder, CallOption, Expression, Pages, Step};

pub(super) fn emit(item: &CallBuilder) -> Vec<Piece> {
    let name = ident(&item.name);
    let options = item.options.iter().map(option);
    let options = (!item.options.is_empty()).then(|| quote!(impl #name { #(#options)* }));
    let definition = Piece::Text(definition(item));
    [definition]
        .into_iter()
        .chain(options.map(Piece::Items))
        .collect()
}

/// The type, which is text since it stands in a macro.
fn definition(item: &CallBuilder) -> String {
    format!(
        "specwright_runtime::call! {{\n{}    pub struct {}(Call<{}, {}>);\n{}}}\n",
        docs_text(&item.docs, 1),
        item.name,
        item.output,
        item.error,
        item.pages.as_ref().map(pages).unwrap_or_default(),
    )
}

/// How the pages follow one another, a line of the macro.
fn pages(pages: &Pages) -> String {
    let argument = |one: &Expression| match one {
        Expression::Text(text) => string(text),
        other => quote!(#other).to_string(),
    };
    let step = |one: &Step| {
        let arguments: Vec<String> = one.arguments.iter().map(argument).collect();
        format!("{}({})", one.method, arguments.join(", "))
    };
    let steps: Vec<String> = pages.steps.iter().map(step).collect();
    format!("    pages({}) = {};\n", pages.item, steps.join("."))
}

fn option(option: &CallOption) -> TokenStream {
    let (docs, deprecated) = (docs(&option.docs), deprecated(option.deprecated));
    let (name, argument, step) = (ident(&option.name), &option.argument, step(&option.step));
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(self, #argument) -> Self {
            Self::new(self.call #step)
        }
    }
}
