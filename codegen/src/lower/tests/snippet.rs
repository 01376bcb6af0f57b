//! Snippets of YAML, compared with the lines that `ir::dump` prints of what they are lowered to.

use std::fmt::Write;

use crate::{
    diagnostics::Code,
    ir::{self, Api},
    lower,
};

/// Checks what these entries of `components.schemas` are lowered to.
#[track_caller]
pub(in crate::lower) fn assert_schemas(schemas: &str, expected: &str) {
    let document = format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    assert_lines(&body(&document), expected);
}

/// Checks what the operation `POST /a` is lowered to.
#[track_caller]
pub(in crate::lower) fn assert_operation(operation: &str, expected: &str) {
    let document = format!("paths:\n  /a:\n    post:\n{operation}");
    assert_lines(&body(&document), expected);
}

/// Checks what a document, without `openapi` and `info`, is lowered to. Types are printed without
/// their origins; the codes of diagnostics follow.
#[track_caller]
pub(in crate::lower) fn assert_document(document: &str, expected: &str) {
    assert_lines(&dump(document), expected);
}

fn dump(document: &str) -> String {
    let (mut api, codes) = lowered(document);
    for def in &mut api.types {
        def.origin.clear();
    }
    let mut dump = ir::dump(&api);
    for code in codes {
        writeln!(dump, "reports {code:?}").unwrap();
    }
    dump
}

/// The dump without what it says of the API as a whole.
fn body(document: &str) -> String {
    let dump = dump(document);
    let header = "api \"a\"\n  version \"b\"\n";
    dump.strip_prefix(header).unwrap().to_owned()
}

/// What a document, without `openapi` and `info`, is lowered to, and what is reported of it.
pub(crate) fn lowered(document: &str) -> (Api, Vec<Code>) {
    let header = "openapi: 3.1.0\ninfo: {title: a, version: b}\n";
    let text = format!("{header}{}", dedent(document));
    super::lowered_by(lower::lower, &text)
}

/// What is reported of a document with these schemas, which are written in one line.
pub(in crate::lower) fn codes(schemas: &str) -> Vec<Code> {
    lowered(&format!(
        "paths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}"
    ))
    .1
}

/// What is reported of a document with this operation, which is written in one line.
pub(in crate::lower) fn operation_codes(operation: &str) -> Vec<Code> {
    let responses = "responses: {'204': {description: d}}";
    lowered(&format!(
        "paths: {{/a: {{post: {{{responses}, {operation}}}}}}}"
    ))
    .1
}

/// Checks that lines are the expected ones, whatever the indentation of the latter.
#[track_caller]
pub(crate) fn assert_lines(found: &str, expected: &str) {
    let expected = dedent(expected);
    assert!(
        found == expected,
        "expected:\n{expected}\nfound:\n{found}\n"
    );
}

/// The lines of a text, the first empty one aside, without the indentation of the first.
fn dedent(text: &str) -> String {
    let text = text.trim_start_matches('\n').trim_end();
    let indentation = text.len() - text.trim_start().len();
    let line = |line: &str| format!("{}\n", line.get(indentation..).unwrap_or_default());
    text.lines().map(line).collect()
}
