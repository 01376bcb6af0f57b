//! Render: pieces of code as text, laid out.
//!
//! In: files of parts. Out: the same files as text, the header on their first line, one empty line
//! between items, methods and documented members. Must not know what the code means.
//!
//! Making and printing tokens takes longer than all that comes before, so it is shared among
//! threads.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, Item};

use crate::{
    emit::{Block, File, Part, Piece, WIDEST, doc_line},
    parallel,
};

/// How many parts a thread takes at a time.
const SHARE: usize = 64;

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
pub fn render(files: &[File<'_>]) -> Vec<GeneratedFile> {
    let shares: Vec<&[Part<'_>]> = files
        .iter()
        .flat_map(|file| file.parts.chunks(SHARE))
        .collect();
    let layout = |share: &&[Part<'_>]| {
        let mut text = String::new();
        share.iter().for_each(|one| part(&mut text, one));
        text
    };
    let mut texts = parallel::map(&shares, layout).into_iter();
    let file = |file: &File<'_>| {
        let mut text = head(file);
        let shares = file.parts.len().div_ceil(SHARE);
        let shares: Vec<String> = texts.by_ref().take(shares).collect();
        text.reserve_exact(shares.iter().map(String::len).sum());
        text.extend(shares);
        GeneratedFile {
            path: file.path.to_owned(),
            text,
        }
    };
    files.iter().map(file).collect()
}

/// Header and docs, one empty line between.
fn head(file: &File<'_>) -> String {
    let comment = if file.path == "Cargo.toml" { "#" } else { "//" };
    let mut text = format!("{}\n", doc_line(comment, file.header));
    if !file.docs.is_empty() {
        text.push('\n');
    }
    for line in file.docs {
        text.push_str(&doc_line("//!", line));
        text.push('\n');
    }
    text
}

/// The pieces of a part, an empty line before each.
fn part(text: &mut String, part: &Part<'_>) {
    for piece in part.pieces() {
        text.push('\n');
        match piece {
            Piece::Items(items) => text.push_str(&layout(items.into_iter().map(parse).collect())),
            Piece::Impl(piece) => block(text, piece),
            Piece::Definition(piece) if piece.lines().any(is_wide) => {
                text.push_str(&layout(vec![reparse(&piece)]));
            }
            Piece::Definition(piece) | Piece::Text(piece) => text.push_str(&piece),
        }
    }
}

/// Whether the printer may break the line: code wider than its margin. A text that stands on a line
/// of its own is none, and takes the widest paths of a document.
fn is_wide(line: &str) -> bool {
    line.len() > WIDEST && {
        let code = line.trim();
        let text = code.strip_suffix(',').unwrap_or(code);
        let text = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        !code.starts_with("///") && text.is_none_or(|text| text.contains('"'))
    }
}

/// An impl: each member laid out by itself, behind its docs.
fn block(text: &mut String, block: Block) {
    if block.members.is_empty() {
        text.extend([&block.head, " {}\n"]);
        return;
    }
    text.extend([&block.head, " {\n"]);
    for (index, member) in block.members.into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&member.docs);
        if member.code.lines().any(is_wide) {
            let shell = layout(vec![reparse(&format!("impl It {{\n{}}}\n", member.code))]);
            let inside = shell.strip_prefix("impl It {\n");
            let inside = inside.and_then(|inside| inside.strip_suffix("}\n"));
            // What is no member is no impl either, and stands as the fault that it is.
            text.push_str(inside.unwrap_or(&shell));
        } else {
            text.push_str(&member.code);
        }
    }
    text.push_str("}\n");
}

fn layout(items: Vec<Item>) -> String {
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    };
    members_apart(&prettyplease::unparse(&file))
}

/// A definition that is text already.
fn reparse(text: &str) -> Item {
    syn::parse_str(text).unwrap_or_else(|error| fault(&error))
}

/// Tokens that are no item are a fault of ours, which the compiler is left to tell in place.
fn fault(error: &syn::Error) -> Item {
    let message = format!("fault of specwright, please report it: {error}");
    Item::Verbatim(quote!(compile_error!(#message);))
}

/// The item, with an empty line between the members of an impl.
fn parse(tokens: TokenStream) -> Item {
    let mut item = syn::parse2::<Item>(tokens).unwrap_or_else(|error| fault(&error));
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
