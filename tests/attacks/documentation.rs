//! What rustdoc would make of the documentation in generated code.
//!
//! In: files. Out: an error if a block of code in it would be compiled and run as a test, or a page would have HTML or a link to
//! a script in it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use specwright::render::GeneratedFile;

/// Checks each comment.
pub(crate) fn check(files: &[GeneratedFile]) -> Result<(), String> {
    for file in files {
        for comment in comments(&file.text) {
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
    for event in Parser::new_ext(comment, options) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if &*language == "text" => {}
            Event::Start(Tag::CodeBlock(kind)) => {
                return Err(format!("a documentation test: {kind:?}"));
            }
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("HTML: {html}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let harmless = [
                    "https://", "http://", "#", "Self::", "mailto:", "crate::", "Client",
                ];
                if !harmless.iter().any(|begin| dest_url.starts_with(begin)) {
                    return Err(format!("a link to `{dest_url}`"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}
