//! Calls with optional parameters.

use quote::quote;

use super::{
    Block, Member, Piece,
    resource::{expression, step},
    syntax::{argument, deprecated, docs_text, ident},
};
use crate::plan::{CallBuilder, CallOption, Expression, Pages, Step};

pub(super) fn emit(item: &CallBuilder) -> Vec<Piece> {
    let name = ident(&item.name);
    let options = Block {
        head: quote!(impl #name),
        members: item.options.iter().map(option).collect(),
    };
    vec![Piece::Text(definition(item)), Piece::Impl(options)]
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
    let argument = |argument: &Expression| match argument {
        Expression::Text(text) => format!("{text:?}"),
        other => expression(other).to_string(),
    };
    let step = |step: &Step| {
        let arguments: Vec<String> = step.arguments.iter().map(argument).collect();
        format!("{}({})", step.method, arguments.join(", "))
    };
    let steps: Vec<String> = pages.steps.iter().map(step).collect();
    format!("    pages({}) = {};\n", pages.item, steps.join("."))
}

fn option(option: &CallOption) -> Member {
    let name = ident(&option.name);
    let deprecated = deprecated(option.deprecated);
    let (argument, step) = (argument(&option.argument), step(&option.step));
    Member {
        docs: docs_text(&option.docs, 1),
        code: quote! {
            #deprecated
            #[inline]
            pub fn #name(self, #argument) -> Self {
                self.with(|call| call #step)
            }
        },
    }
}
