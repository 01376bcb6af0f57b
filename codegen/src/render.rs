//! Render: pieces of code as text, laid out.
//!
//! In: files of pieces. Out: the same files as text, the header on their first line, one empty line
//! between items, methods and documented members. Must not know what the code means.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, Item};

use crate::emit::{File, Piece, doc_line};

/// A file as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it is written, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Lays out every file.
#[must_use]
pub fn render(files: Vec<File>) -> Vec<GeneratedFile> {
    files.into_iter().map(file).collect()
}

/// Header, docs and pieces, one empty line between each.
fn file(file: File) -> GeneratedFile {
    let comment = if file.path == "Cargo.toml" { "#" } else { "//" };
    let mut text = format!("{}\n", doc_line(comment, &file.header));
    if !file.docs.is_empty() {
        text.push('\n');
    }
    for line in &file.docs {
        text.push_str(&doc_line("//!", line));
        text.push('\n');
    }
    for piece in file.pieces {
        text.push('\n');
        match piece {
            Piece::Text(piece) => text.push_str(&piece),
            Piece::Items(items) => text.push_str(&layout(items)),
        }
    }
    GeneratedFile {
        path: file.path,
        text,
    }
}

fn layout(items: Vec<TokenStream>) -> String {
    let items = items.into_iter().map(parse).collect();
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    };
    members_apart(&prettyplease::unparse(&file))
}

/// The item, with an empty line between the members of an impl. Tokens that are no item are a fault of
/// ours, which the compiler is left to tell in place.
fn parse(tokens: TokenStream) -> Item {
    let mut item = syn::parse2::<Item>(tokens).unwrap_or_else(|error| {
        let message = format!("fault of specwright, please report it: {error}");
        Item::Verbatim(quote!(compile_error!(#message);))
    });
    if let Item::Impl(block) = &mut item {
        let members = std::mem::take(&mut block.items);
        for (index, member) in members.into_iter().enumerate() {
            if index > 0 {
                block.items.push(ImplItem::Verbatim(TokenStream::new()));
            }
            block.items.push(member);
        }
    }
    item
}

/// An empty line before each documented field or variant that follows another.
fn members_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut after_member = false;
    for line in text.lines() {
        let documented = line.trim_start().starts_with("///");
        if documented && after_member {
            out.push('\n');
        }
        after_member = !documented && line.ends_with(',');
        out.push_str(line);
        out.push('\n');
    }
    out
}
