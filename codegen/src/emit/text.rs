//! Small parts of tables, which are text since they stand in macros.

use proc_macro2::Literal;

use super::syntax::{is_plain, push_doc_line};
use crate::plan::Lint;

/// Lines are at most as wide.
pub(super) const WIDEST: usize = 100;

/// A string as a Rust literal.
pub(super) fn string(text: &str) -> String {
    if is_plain(text) && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        Literal::string(text).to_string()
    }
}

/// A string as a Rust literal in which backslashes mean themselves, where it has some and that is
/// easier to read.
pub(super) fn raw_string(text: &str) -> String {
    let raw = text.contains('\\') && text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    match (raw, text.contains('"')) {
        (false, _) => string(text),
        (true, false) => format!("r\"{text}\""),
        (true, true) if text.contains("\"#") => string(text),
        (true, true) => format!("r#\"{text}\"#"),
    }
}

/// Doc lines as text, so many steps from the margin.
pub(super) fn docs_text(lines: &[String], steps: usize) -> String {
    let mut text = String::new();
    push_docs(&mut text, lines, steps);
    text
}

/// The same, at the end of a text.
fn push_docs(text: &mut String, lines: &[String], steps: usize) {
    let beside = "/// \n".len() + 4 * steps;
    text.reserve(lines.iter().map(|line| line.len() + beside).sum());
    for line in lines {
        text.extend(std::iter::repeat_n("    ", steps));
        push_doc_line(text, "///", line);
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
}

/// The attributes as text.
pub(super) fn lints_text(lints: &[Lint], steps: usize) -> String {
    let margin = "    ".repeat(steps);
    let line = |lint: &Lint| match lint {
        Lint::Expect(name) => format!("{margin}#[expect({name})]\n"),
        Lint::Allow(name) => format!("{margin}#[allow({name})]\n"),
    };
    lints.iter().map(line).collect()
}
