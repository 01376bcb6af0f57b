//! Resource handles: one method an operation.

use super::{
    Block, Member, Piece,
    layout::{self, Chain},
    syntax::{docs_text, lints_text, string},
};
use crate::plan::{Argument, Expression, Lint, Method, Resource, Step, Verb};

pub(super) fn emit(item: &Resource) -> Vec<Piece> {
    let Resource { name, accessor, .. } = item;
    let handle = format!(
        "{}#[derive(Clone, Copy, Debug)]\npub struct {name}<'c> {{\n    client: &'c Client,\n}}\n",
        docs_text(&item.docs, 0)
    );
    let accessor = format!(
        "impl super::Client {{\n{}    #[must_use]\n    pub fn {accessor}(&self) -> {name}<'_> {{\n        {name} {{\n            client: &self.runtime,\n        }}\n    }}\n}}\n",
        docs_text(&item.docs, 1)
    );
    vec![
        Piece::Text(handle),
        Piece::Text(accessor),
        Piece::Impl(Block {
            head: format!("impl {name}<'_>"),
            members: item.methods.iter().map(method).collect(),
        }),
    ]
}

/// A method is inlined, so that what it encodes is compiled where it is called and not for
/// everybody.
fn method(method: &Method) -> Member {
    let mut code = attributes(method.deprecated, &method.lints);
    let returns = method.returns.to_string();
    function(
        &mut code,
        &method.name,
        "&self",
        &method.arguments,
        &returns,
    );
    let call = call(method);
    if method.builder {
        code.push_str(&layout::call(&format!("{returns}::new"), &call, 2));
    } else {
        code.push_str(&layout::chain(&call, 2));
    }
    code.push_str("\n    }\n");
    Member {
        docs: docs_text(&method.docs, 1),
        code,
    }
}

/// What stands before a method.
pub(super) fn attributes(is_deprecated: bool, lints: &[Lint]) -> String {
    let mut code = String::new();
    if is_deprecated {
        code.push_str("    #[deprecated]\n");
    }
    code.push_str(&lints_text(lints, 1));
    code.push_str("    #[inline]\n");
    code
}

/// A method up to its brace.
pub(super) fn function<'a>(
    code: &mut String,
    name: &str,
    receiver: &str,
    arguments: impl IntoIterator<Item = &'a Argument>,
    returns: &str,
) {
    let arguments = arguments.into_iter();
    let arguments = arguments.map(|argument| format!("{}: {}", argument.name, argument.ty));
    let arguments: Vec<String> = std::iter::once(receiver.to_owned())
        .chain(arguments)
        .collect();
    let end = format!(" -> {returns} {{");
    code.push_str(&layout::list(
        &format!("    pub fn {name}("),
        &arguments,
        &format!("){end}"),
        1,
    ));
    code.push('\n');
}

fn call(method: &Method) -> Chain {
    let path = string(&method.path);
    let begin = match &method.verb {
        Verb::Named(name) => ((*name).to_owned(), vec![path]),
        Verb::Other(name) => ("request".to_owned(), vec![string(name), path]),
    };
    let steps = method.steps.iter().map(step);
    Chain {
        root: "self.client".to_owned(),
        steps: std::iter::once(begin).chain(steps).collect(),
    }
}

/// The method and its arguments.
pub(super) fn step(step: &Step) -> (String, Vec<String>) {
    let arguments = step.arguments.iter().map(expression);
    (step.method.to_owned(), arguments.collect())
}

/// An expression on one line.
pub(super) fn expression(expression: &Expression) -> String {
    match expression {
        Expression::Text(text) => string(text),
        Expression::Variable(name) => name.clone(),
        Expression::AsRef(name) => format!("{name}.as_ref()"),
        Expression::Bool(value) => value.to_string(),
        Expression::Number(value) => value.to_string(),
        Expression::Path(ty, value) => format!("{ty}::{value}"),
        Expression::Variant(ty, variant, arguments) => {
            format!("{ty}::{variant}({})", listed(arguments))
        }
        Expression::Closure(step) => closure(step),
        Expression::Encodings(list) => {
            let list = list.iter().map(|(name, encoding)| {
                format!("({}, {})", string(name), self::expression(encoding))
            });
            format!("&[{}]", list.collect::<Vec<_>>().join(", "))
        }
        Expression::Names(names) => {
            let names: Vec<String> = names.iter().map(|name| string(name)).collect();
            format!("&[{}]", names.join(", "))
        }
        Expression::Texts(texts) => self::texts(texts),
    }
}

fn listed(expressions: &[Expression]) -> String {
    let expressions: Vec<String> = expressions.iter().map(expression).collect();
    expressions.join(", ")
}

/// A method that takes nothing else needs no closure.
fn closure(step: &Step) -> String {
    let arguments = step.arguments.as_slice();
    if let [Expression::Variable(_)] = arguments {
        return format!("Call::{}", step.method);
    }
    format!("|call, body| call.{}({})", step.method, listed(arguments))
}

/// `&[&["a", "b"]]`.
pub(super) fn texts(texts: &[Vec<String>]) -> String {
    let list = |texts: &Vec<String>| {
        let texts: Vec<String> = texts.iter().map(|text| string(text)).collect();
        format!("&[{}]", texts.join(", "))
    };
    let texts: Vec<String> = texts.iter().map(list).collect();
    format!("&[{}]", texts.join(", "))
}
