//! Render: tokens as text, laid out.
//!
//! In: files of parts. Out: the same files as text, the header on their first line, one empty line
//! between items, methods and documented members. Must not know what the code means.
//!
//! Creating and printing tokens takes longer than all earlier stages, so threads share it.

use proc_macro2::TokenStream;
use syn::{ImplItem, Item};

use crate::{
    emit::{Block, Content, File, doc_line},
    parallel,
};

/// How many parts a thread takes at a time.
const SHARE: usize = 64;

/// A file as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it is written, with `/`.
    pub path: String,
    /// Its contents.
    pub text: String,
}

/// Lays out every file.
#[must_use]
pub fn render(files: &[File<'_>]) -> Vec<GeneratedFile> {
    let tasks: Vec<&[Block<'_>]> = files.iter().flat_map(shares).collect();
    let layout = |share: &&[Block<'_>]| {
        let mut text = String::new();
        share.iter().for_each(|one| part(&mut text, one));
        text
    };
    let mut texts = parallel::map(&tasks, layout).into_iter();
    let file = |file: &File<'_>| {
        let (mark, mut text) = match &file.content {
            Content::Rust(_) => ("//", String::new()),
            Content::Toml(text) => ("#", format!("\n{text}")),
            Content::Text(lines) if file.path == "README.md" => {
                ("<!--", format!("\n{}\n", lines.join("\n")))
            }
            Content::Text(lines) => ("//", format!("\n{}\n", lines.join("\n"))),
        };
        let end = if mark == "<!--" { " -->" } else { "" };
        text.insert_str(0, &format!("{}{end}\n", doc_line(mark, file.header)));
        text.extend(texts.by_ref().take(shares(file).len()));
        GeneratedFile {
            path: file.path.to_owned(),
            text,
        }
    };
    files.iter().map(file).collect()
}

/// The parts of a file as threads take them.
fn shares<'f, 'p>(file: &'f File<'p>) -> std::slice::Chunks<'f, Block<'p>> {
    match &file.content {
        Content::Rust(parts) => parts.chunks(SHARE),
        Content::Toml(_) | Content::Text(_) => [].chunks(SHARE),
    }
}

/// A part, an empty line before it.
fn part(text: &mut String, part: &Block<'_>) {
    let items = layout(part.tokens());
    if !items.is_empty() {
        text.extend(["\n", &items]);
    }
}

/// Items as text. Tokens that don't parse as items are a bug in an emitter; they are printed as
/// they are, so that the compiler reports the place.
fn layout(tokens: TokenStream) -> String {
    let parsed = syn::parse2::<syn::File>(tokens);
    let mut file = parsed.unwrap_or_else(|error| {
        let message = format!("fault of specwright, please report it: {error}");
        syn::parse_quote!(compile_error!(#message);)
    });
    let mut items = Vec::with_capacity(2 * file.items.len());
    for mut item in file.items {
        if items.last().is_some_and(|before| !is_listed(before, &item)) {
            items.push(Item::Verbatim(TokenStream::new()));
        }
        if let Item::Impl(block) = &mut item {
            methods_apart(&mut block.items);
        }
        items.push(item);
    }
    file.items = items;
    members_apart(&prettyplease::unparse(&file))
}

/// Whether two items follow each other without an empty line.
fn is_listed(before: &Item, item: &Item) -> bool {
    matches!(
        (before, item),
        (Item::Use(_), Item::Use(_)) | (Item::Mod(_), Item::Mod(_))
    )
}

/// An empty line between the members of an impl.
fn methods_apart(members: &mut Vec<ImplItem>) {
    for (index, member) in std::mem::take(members).into_iter().enumerate() {
        if index > 0 {
            members.push(ImplItem::Verbatim(TokenStream::new()));
        }
        members.push(member);
    }
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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::layout;

    #[test]
    fn items_and_documented_members_are_apart() {
        let text = layout(quote! {
            use a::B;
            use c::D;
            mod e;
            #[doc = " F."]
            pub struct F {
                #[doc = " G."]
                pub g: u8,
                pub h: u8,
                #[doc = " I."]
                pub i: u8,
            }
            impl F {
                fn j() {}
                fn k() {}
            }
        });
        let expected = "\
use a::B;
use c::D;

mod e;

/// F.
pub struct F {
    /// G.
    pub g: u8,
    pub h: u8,

    /// I.
    pub i: u8,
}

impl F {
    fn j() {}

    fn k() {}
}
";
        assert_eq!(text, expected);
    }

    #[test]
    fn tokens_that_are_no_items_do_not_compile() {
        let text = layout(quote!(let 1));
        assert!(text.starts_with("compile_error!("), "{text}");
    }
}
