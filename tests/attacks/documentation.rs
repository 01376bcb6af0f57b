//! What rustdoc would make of the documentation in generated code.
//!
//! In: files. Out: an error if a block of code in it would be compiled and run as a test and is no
//! example of ours, or a page would have HTML or a link to a script in it.

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use quote::ToTokens;
use specwright::render::GeneratedFile;

use super::trees::README;

/// Checks each comment, and the README.
pub(crate) fn check(files: &[GeneratedFile]) -> Result<(), String> {
    for file in files {
        let pages = if file.path == README {
            // The first line says that the file is generated, in a comment of HTML.
            let page = file.text.split_once('\n').map(|(_, page)| page.to_owned());
            page.into_iter().collect()
        } else {
            comments(&file.text)
        };
        for comment in pages {
            one(&comment).map_err(|error| format!("{}: {error} in\n{comment}", file.path))?;
        }
    }
    Ok(())
}

/// The comments of a file, each without its slashes.
fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = None;
    for line in text.lines() {
        let line = line.trim_start();
        let mark = ["///", "//!"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        if let Some(mark) = mark {
            let text = line[3..].strip_prefix(' ').unwrap_or(&line[3..]);
            match found.last_mut().filter(|_| inside == Some(mark)) {
                Some(last) => last.extend(["\n", text]),
                None => found.push(text.to_owned()),
            }
        }
        inside = mark;
    }
    found
}

/// As rustdoc reads it.
fn one(comment: &str) -> Result<(), String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut code: Option<(bool, String)> = None;
    for event in Parser::new_ext(comment, options) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if &*language == "text" =>
            {
                code = Some((false, String::new()));
            }
            Event::Start(Tag::CodeBlock(_)) => code = Some((true, String::new())),
            Event::Text(text) => {
                if let Some((_, code)) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((true, code)) = code.take() {
                    example(&code)?;
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("HTML: {html}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let harmless = [
                    "https://", "http://", "#", "Self::", "mailto:", "crate::", "Client",
                ];
                let pages = ["Call::items", "Call::pages"];
                let of_call = pages.iter().find_map(|end| dest_url.strip_suffix(end));
                let of_call = of_call.is_some_and(|call| call.chars().all(char::is_alphanumeric));
                if !of_call && !harmless.iter().any(|begin| dest_url.starts_with(begin)) {
                    return Err(format!("a link to `{dest_url}`"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Code that rustdoc compiles is one of our examples: a function that calls a client, without
/// macros of somebody's choice.
fn example(code: &str) -> Result<(), String> {
    let refused = || format!("a documentation test:\n{code}");
    let begins = [
        "# async fn example(client: attacked::Client)",
        "# async fn example() -> ",
        "# fn example() -> ",
        "use attacked::",
    ];
    // A feature that it needs is mentioned first.
    let feature = code
        .strip_prefix("# #[cfg(feature = \"")
        .and_then(|rest| rest.split_once("\")]\n"));
    let code = match feature {
        Some((name, rest)) if !name.contains(['"', '\n']) => rest,
        _ => code,
    };
    if !begins.iter().any(|begin| code.starts_with(begin)) {
        return Err(refused());
    }
    let shown: Vec<&str> = code
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .collect();
    let parsed: syn::File =
        syn::parse_str(&shown.join("\n")).map_err(|error| format!("{error} in {}", refused()))?;
    let ours = |item: &syn::Item| matches!(item, syn::Item::Fn(_) | syn::Item::Use(_));
    if parsed.items.len() > 3 || !parsed.items.iter().all(ours) {
        return Err(refused());
    }
    if does_more(parsed.to_token_stream()) {
        return Err(refused());
    }
    Ok(())
}

/// Whether there is a macro that stops the program or reads something, or code that is unsafe.
fn does_more(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let called = matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        let found = match token {
            TokenTree::Group(group) => does_more(group.stream()),
            TokenTree::Ident(name) if called => {
                let known = ["println", "vec", "json", "assert", "assert_eq"];
                !known.contains(&name.to_string().as_str())
            }
            TokenTree::Ident(name) => name == "unsafe",
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}
