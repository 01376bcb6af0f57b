//! Calls with optional parameters.

use super::{
    Block, Member, Piece,
    resource::{attributes, function, step},
    syntax::docs_text,
};
use crate::plan::{CallBuilder, CallOption, Pages, Step};

pub(super) fn emit(item: &CallBuilder) -> Vec<Piece> {
    let options = Block {
        head: format!("impl {}", item.name),
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
    let step = |one: &Step| {
        let (method, arguments) = step(one);
        format!("{method}({})", arguments.join(", "))
    };
    let steps: Vec<String> = pages.steps.iter().map(step).collect();
    format!("    pages({}) = {};\n", pages.item, steps.join("."))
}

fn option(option: &CallOption) -> Member {
    let mut code = attributes(option.deprecated, &[]);
    function(&mut code, &option.name, "self", [&option.argument], "Self");
    let (method, arguments) = step(&option.step);
    code.extend([
        "        Self::new(self.call.",
        &method,
        "(",
        &arguments.join(", "),
        "))\n    }\n",
    ]);
    Member {
        docs: docs_text(&option.docs, 1),
        code,
    }
}
