//! Parses a text into a positioned tree, as JSON or YAML, whichever it looks like.
//!
//! In: a text. Out: a tree, or the error that makes it unreadable; what else is wrong is reported.

pub(crate) mod decode;
mod json;
mod yaml;

use super::tree::node::{FileId, Node, Span, Value};
use super::tree::object::{Member, Object};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// How deep arrays and objects may be nested. All functions that recurse over a tree rely on it.
pub const MAX_DEPTH: usize = 250;

/// The number of diagnostics after which a file is not read.
const MAX_DIAGNOSTICS: usize = 1000;

/// The largest text that begins like JSON, but isn't, to be tried as YAML, which takes 200 times
/// its memory.
const MAX_FLOW: usize = 4 << 20;

/// The error of a text that is nested too deeply.
fn too_deep(span: Span) -> Diagnostic {
    let message = format!("arrays and objects are nested more than {MAX_DEPTH} levels deep");
    Diagnostic::new(Code::NestingTooDeep, span, message)
}

/// Adds a diagnostic that doesn't stop the parser, unless there are too many.
fn note(found: &mut Diagnostics, diagnostic: Diagnostic) -> Result<(), Diagnostic> {
    if let (true, Some(span)) = (found.len() >= MAX_DIAGNOSTICS, diagnostic.span) {
        // It may be a warning, and a file that is not read needs an error.
        let message =
            format!("the file has more than {MAX_DIAGNOSTICS} errors; the rest is not read");
        return Err(Diagnostic::new(Code::UnreadableFile, span, message)
            .with_help("fix those that are reported first"));
    }
    found.push(diagnostic);
    Ok(())
}

/// Adds a member. Of two with the same name the last is used, as by most other parsers.
fn add_member(
    object: &mut Object,
    name: String,
    member: Member,
    found: &mut Diagnostics,
) -> Result<(), Diagnostic> {
    let Some((name, member)) = object.add(name, member) else {
        return Ok(());
    };
    let first = object.member(&name);
    let lost = first.and_then(|first| missing(&first.node, &member.node));
    let message = format!("`{name}` is duplicated: the last one is used");
    let mut diagnostic = match lost {
        Some(lost) => {
            let message = format!("{message}, and {lost} of the first one is lost");
            Diagnostic::new(Code::DuplicateKey, member.key, message)
                .with_help("write both into one, or rename one of them")
        }
        None => Diagnostic::new(Code::DuplicateMember, member.key, message)
            .with_help("remove one of the two"),
    };
    if let Some(first) = first {
        diagnostic.label(first.key, "the first one");
    }
    object.replace(name, member);
    note(found, diagnostic)
}

/// The member or item that is lost when the last value replaces the first. A replaced scalar does
/// not count.
fn missing(first: &Node, last: &Node) -> Option<String> {
    let mut open = vec![(first, last)];
    while let Some((first, last)) = open.pop() {
        match (&first.value, &last.value) {
            (Value::Object(members), _) => {
                for (name, member) in members.members() {
                    match last.get(name) {
                        Some(other) => open.push((&member.node, other)),
                        None => return Some(format!("`{name}`")),
                    }
                }
            }
            (Value::Array(items), Value::Array(others)) if items.len() <= others.len() => {
                open.extend(items.iter().zip(others));
            }
            (Value::Array(items), _) if !items.is_empty() => return Some("an item".to_owned()),
            _ => {}
        }
    }
    None
}

/// Parses a text: as JSON if it begins like JSON and is valid, otherwise as YAML.
pub(super) fn parse(
    file: FileId,
    path: &str,
    text: &str,
    found: &mut Diagnostics,
) -> Result<Node, Diagnostic> {
    let like_json = text.trim_start().starts_with(['{', '[']);
    if !like_json {
        return yaml::parse(file, text, found);
    }
    let mut in_json = Diagnostics::new();
    let error = match json::parse(file, text, &mut in_json) {
        Ok(node) => {
            found.append(in_json);
            return Ok(node);
        }
        Err(error) => error,
    };
    let mut in_yaml = Diagnostics::new();
    if error.code == Code::InvalidJson
        && text.len() <= MAX_FLOW
        && let Ok(node) = yaml::parse(file, text, &mut in_yaml)
    {
        found.append(in_yaml);
        if extension(path).eq_ignore_ascii_case("json") {
            let message = format!(
                "the text is read as YAML, because it is not JSON: {}",
                error.message
            );
            found.push(Diagnostic {
                code: Code::JsonReadAsYaml,
                message,
                ..error
                    .with_help("fix it, or name the file `.yaml`: other programs refuse it as JSON")
            });
        }
        return Ok(node);
    }
    found.append(in_json);
    Err(error)
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}
