//! Small parts of code that all emitters print: names, types, docs, attributes.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Piece;
use crate::plan::{Argument, Lint, RustType};

/// An identifier as the plan writes it, `r#` included.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A string as a Rust literal.
pub(super) fn string(text: &str) -> String {
    if is_plain(text) && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        Literal::string(text).to_string()
    }
}

/// Whether it is ASCII that shows itself, as most texts are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
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

/// Doc lines.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line("", line));
    quote!(#(#[doc = #lines])*)
}

/// A path: `clippy::too_many_arguments`.
pub(super) fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// A type.
pub(super) fn ty(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Name(name, arguments) if arguments.is_empty() => path(name),
        RustType::Name(name, arguments) => {
            let name = path(name);
            let arguments = arguments.iter().map(self::ty);
            quote!(#name<#(#arguments),*>)
        }
        RustType::Ref(inner) => {
            let inner = self::ty(inner);
            quote!(&#inner)
        }
        RustType::Slice(inner) => {
            let inner = self::ty(inner);
            quote!([#inner])
        }
        RustType::Tuple(items) => {
            let items = items.iter().map(self::ty);
            quote!((#(#items),*))
        }
        RustType::Impl(name, inner) => {
            let (name, inner) = (path(name), self::ty(inner));
            quote!(impl #name<#inner>)
        }
        RustType::ImplTrait(name) => {
            let name = path(name);
            quote!(impl #name)
        }
    }
}

/// `name: Type`.
pub(super) fn argument(argument: &Argument) -> TokenStream {
    let (name, ty) = (ident(&argument.name), ty(&argument.ty));
    quote!(#name: #ty)
}

/// Items, each a piece of its own.
pub(super) fn pieces(items: impl IntoIterator<Item = TokenStream>) -> Vec<Piece> {
    items
        .into_iter()
        .map(|item| Piece::Items(vec![item]))
        .collect()
}

/// Code that is text, as tokens.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|_| quote!(compile_error!(#text)))
}

/// Doc lines as text, so many steps from the margin.
pub(super) fn docs_text(lines: &[String], steps: usize) -> String {
    let mut text = String::new();
    push_docs(&mut text, lines, steps);
    text
}

/// The same, at the end of a text.
pub(super) fn push_docs(text: &mut String, lines: &[String], steps: usize) {
    let beside = "/// \n".len() + 4 * steps;
    text.reserve(lines.iter().map(|line| line.len() + beside).sum());
    for line in lines {
        text.extend(std::iter::repeat_n("    ", steps));
        push_doc_line(text, "///", line);
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
}

/// A line of a comment behind its mark.
pub(crate) fn doc_line(mark: &str, line: &str) -> String {
    let mut text = String::new();
    push_doc_line(&mut text, mark, line);
    text
}

/// It never ends its own line: what follows would be code. Nor does it turn the order in which a
/// line is shown, which the compiler refuses.
fn push_doc_line(text: &mut String, mark: &str, line: &str) {
    text.push_str(mark);
    if !line.is_empty() {
        text.push(' ');
    }
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = |c: char| c.is_control() || turns(c);
    if is_plain(line) || !line.contains(hidden) {
        text.push_str(line);
    } else {
        text.extend(line.chars().map(|c| if hidden(c) { ' ' } else { c }));
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
